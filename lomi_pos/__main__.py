"""``python -m lomi_pos``, and the ``lomi-pos`` command."""

import gc
import sys

gc.disable()  # nothing that a start imports is garbage; the window goes on without (docs/decisions/0014)


def main() -> int:
    try:
        from lomi_pos.cli.main import arguments, run  # noqa: PLC0415  Ctrl+C may come while they are imported

        args = arguments(sys.argv[1:])
        if args.command is not None:
            gc.enable()
        return run(args)
    except KeyboardInterrupt:
        return _interrupted()


def _interrupted() -> int:
    from lomi_pos.cli.exit_codes import Exit  # noqa: PLC0415  seldom needed

    # Raised below an exec(), as when a dataclass is made, it would have CPython end by the signal all the same.
    exec("")  # noqa: S102  another one makes it forget
    return Exit.UNPAID


if __name__ == "__main__":
    sys.exit(main())
