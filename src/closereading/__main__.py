"""``python -m closereading``: the command."""

import sys

from closereading.run.command import main

if __name__ == "__main__":
    sys.exit(main())
