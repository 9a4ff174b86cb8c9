"""Evidence: PubMed in, checkable evidence tables out."""
