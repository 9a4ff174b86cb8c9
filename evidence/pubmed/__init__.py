"""The room of PubMed: its services and its files, from a query to parsed records."""
