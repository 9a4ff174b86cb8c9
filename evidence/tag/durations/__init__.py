"""Lengths of time in a text, as written and in months. `find.find_each` is where to begin."""
