"""Taggers: passages in, readings with verbatim quotes out. Pure and deterministic; no clock, disk or network."""
