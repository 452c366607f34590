"""``lomi-pos sales`` and ``lomi-pos recover``: this till's sales, and what became of those left open."""

import argparse
from collections.abc import Sequence

from lomi_pos.assembly import Till
from lomi_pos.cli.dates import start_of
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.output import (
    asked_refund_json,
    print_error,
    print_json,
    print_line,
    sale_json,
    shop_link_json,
    tells_of_copies,
)
from lomi_pos.cli.words import Words
from lomi_pos.engine.news import SweepFinished
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State

_ALL = 1_000_000


def sales(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Print the sales of the journal, newest first. It only reads: the window may be open meanwhile."""
    query = SalesQuery(
        from_at=start_of(args.since, words) if args.since else None,
        states=(_state(args.state, words),) if args.state else (),
        limit=_ALL,
    )
    with till.journal_to_read() as journal:
        found = [journal.sale(line.id) for line in journal.sale_lines(query)] if journal is not None else []
    if args.json:
        print_json({"sales": [sale_json(sale) for sale in found]})
    elif not found:
        print_line(words.say("no_sales"))
    else:
        _print_table(found)
    return Exit.OK


class WrongState(ValueError):
    """Not a state of a sale; the text says so in the shop's language."""


def _state(text: str, words: Words) -> State:
    try:
        return State(text.strip().lower())
    except ValueError:
        raise WrongState(words.say("state_wrong", text=text[:40], states=", ".join(State))) from None


def _print_table(found: Sequence[Sale]) -> None:
    """Each column as wide as the widest in it."""
    rows = [_cells(sale) for sale in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        padded = (
            cell.rjust(width) if index in _FIGURES else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
            if width
        )
        print_line("  ".join(padded).rstrip())


def _cells(sale: Sale) -> tuple[str, ...]:
    at = sale.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    received = f"({sale.received})" if sale.received is not None and sale.received != sale.amount else ""
    flags = " ".join(sorted(sale.flags))
    return at, sale.number, str(sale.amount), received, str(sale.state), sale.provider, flags, sale.note


_FIGURES = frozenset({2, 3})


async def recover(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """The start-up sweep without the window. Exit 5: something could not be asked about; 4: a person must act."""
    async with till.open_engine(tells_of_copies(words)) as engine:
        swept = await engine.sweep()
    _tell(swept, args, words)
    if swept.unreached:
        return Exit.NOT_REACHED
    return Exit.NEEDS_A_PERSON if any(sale.needs_someone for sale in swept.changed) else Exit.OK


def _tell(swept: SweepFinished, args: argparse.Namespace, words: Words) -> None:
    if args.json:
        print_json(
            {
                "changed": [sale_json(sale) for sale in swept.changed],
                "links": [shop_link_json(link) for link in swept.links],
                "refunds": [asked_refund_json(refund) for refund in swept.refunds],
                "given_back": [sale_json(sale) for sale in swept.given_back],
                "looked_at": swept.looked_at,
                "unreached": swept.unreached,
            }
        )
        return
    _print_table([*swept.changed, *swept.given_back])
    for refund in swept.refunds:
        why = f"  {words.tell(refund.trouble)}" if refund.trouble is not None else ""
        print_line(f"{refund.order.transaction_id}  {refund.order.amount}  {refund.state}{why}")
    for link in swept.links:
        print_line(f"{link.draft.title}  {link.state}  {link.link.url if link.link is not None else ''}".rstrip())
    print_line(
        words.say(
            "swept",
            looked_at=swept.looked_at,
            changed=len(swept.changed) + len(swept.given_back),
            unreached=swept.unreached,
        )
    )
    if swept.unreached:
        print_error(words.say("no_network"))
