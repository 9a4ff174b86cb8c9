"""`python -m evidence`: the command line where the script `evidence` is not on the path."""

import sys

from evidence.cli import main

if __name__ == "__main__":
    sys.exit(main())
