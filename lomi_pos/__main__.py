"""``python -m lomi_pos``, and the ``lomi-pos`` command."""

import gc
import sys

gc.disable()  # nothing that a start imports is garbage; the window goes on without (docs/decisions/0014)

from lomi_pos.cli.main import arguments, run  # noqa: E402


def main() -> int:
    args = arguments(sys.argv[1:])
    if args.command is not None:
        gc.enable()
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
