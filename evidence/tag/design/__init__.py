"""The study design: what in a record speaks for each, and what it adds up to. `reading` is where to begin."""
