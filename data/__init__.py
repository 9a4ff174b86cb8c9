"""What the program ships: topics, vocabulary, weights, the page, starter set. Read through importlib.resources.

The labels (`gold/`), the pictures and what is said of each (`*.md`) are in a clone and in a source distribution only.
"""
