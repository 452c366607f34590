"""``lomi-pos transactions``: what lomi. has booked."""

import argparse
from dataclasses import replace

from lomi_pos.assembly import Till
from lomi_pos.cli.dates import end_of, start_of
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.lists import WrongFilter, check_limit, first_of, page_size, tell
from lomi_pos.cli.output import transaction_json, transaction_line
from lomi_pos.cli.words import Words
from lomi_pos.till.money import check_currency
from lomi_pos.till.queries import TransactionQuery

STATUSES = ("pending", "completed", "failed", "refunded", "expired")


async def transactions(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Print the newest transactions that pass the filters, up to ``--limit``."""
    query = _query(args, words)
    async with till.open_client() as client:
        found = await first_of(lambda page: client.transactions(replace(query, page=page)), args.limit)
    tell(found, "transactions", args, words, as_json=transaction_json, as_line=transaction_line)
    return Exit.OK


def _query(args: argparse.Namespace, words: Words) -> TransactionQuery:
    statuses = tuple(word.lower() for word in _words(args.status))
    for status in statuses:
        if status not in STATUSES:
            raise WrongFilter(words.say("status_wrong", text=status[:40], states=", ".join(STATUSES)))
    check_limit(args, words)
    return TransactionQuery(
        statuses=statuses,
        provider=args.provider.strip().upper(),
        from_at=start_of(args.from_on, words) if args.from_on else None,
        to_at=end_of(args.to_on, words) if args.to_on else None,
        limit=page_size(args),
        kinds=tuple(word.lower() for word in _words(args.kind)),
        currencies=tuple(check_currency(word) for word in _words(args.currency)),
        methods=tuple(word.upper() for word in _words(args.method)),
        is_pos=None if args.pos is None else args.pos == "true",
    )


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
