"""``lomi-pos sandbox``: lomi. in miniature, alone, for one's own programs."""

import argparse

from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.output import print_error
from lomi_pos.cli.words import Words
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.keys import read_key


def sandbox(args: argparse.Namespace) -> int:
    """Serve until Ctrl+C; the first line says where."""
    from lomi_pos.sandbox.server import serve_forever  # noqa: PLC0415  the web server, only here

    try:
        if args.key is not None:
            read_key(args.key)
        return serve_forever(
            args.host,
            args.port,
            args.dialect,
            args.rate_limit,
            args.pay_after,
            key=args.key,
            state_file=args.state_file,
        )
    except SettingsTrouble as trouble:
        print_error(Words(args.lang).tell(trouble.message))
        return Exit.USAGE
    except (ValueError, OSError) as error:
        print_error(str(error))
        return Exit.USAGE
