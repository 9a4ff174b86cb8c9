"""Evidence tables: what a row is, and one writer a format."""
