"""The command line (built last)."""

from __future__ import annotations

import sys


def main() -> int:
    """Only `tag -` so far."""
    from evidence.tag.line import tag_line

    for line in sys.stdin:
        print(tag_line(line, rules_only="--rules-only" in sys.argv))
    return 0
