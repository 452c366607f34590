"""``python -m lomi_pos``, and the ``lomi-pos`` command."""

import sys

from lomi_pos.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
