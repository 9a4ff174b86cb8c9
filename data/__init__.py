"""What the program ships: topics, vocabulary, weights, the starter set and the gold labels. Read through importlib.resources."""
