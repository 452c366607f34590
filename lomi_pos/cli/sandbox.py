"""``lomi-pos sandbox``: lomi. in miniature, alone, for one's own programs."""

import argparse

from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.output import print_error


def sandbox(args: argparse.Namespace) -> int:
    """Serve until Ctrl+C; the first line says where."""
    from lomi_pos.sandbox.server import serve_forever  # noqa: PLC0415  the web server, only here

    try:
        return serve_forever(args.host, args.port, args.dialect, args.rate_limit, args.pay_after)
    except (ValueError, OSError) as error:
        print_error(str(error))
        return Exit.USAGE
