"""Lengths of time in a text, as written and in months. `find` is where to begin."""
