"""The follow-up: which lengths of time are stated, and which is that of observation. `reading` is where to begin."""
