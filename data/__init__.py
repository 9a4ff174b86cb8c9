"""What the program ships: topics, vocabulary, weights, starter set, gold labels. Read through importlib.resources."""
