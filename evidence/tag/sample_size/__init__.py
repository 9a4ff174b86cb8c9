"""The sample size: what is counted, of whom, and which count is the study's. `reading` is where to begin."""
