"""Why a choice was made: what was weighed for and against it, in words. `reasons` is where to begin."""
