"""``lomi-pos sandbox``: lomi. in miniature, alone, for one's own programs."""

import argparse
import math

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
        if args.rate_limit is not None and args.rate_limit < 1:
            raise ValueError("--rate-limit must be at least 1.")  # noqa: TRY301  told as the others are
        if args.pay_after is not None and not 0 <= args.pay_after < math.inf:
            raise ValueError("--pay-after must be 0 seconds or more.")  # noqa: TRY301  told as the others are
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
    except (ValueError, OverflowError, OSError) as error:
        print_error(str(error))
        return Exit.USAGE
