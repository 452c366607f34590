"""Lists of lomi.'s, as long as they are asked for."""

import argparse
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from lomi_pos.cli.output import print_json, print_line
from lomi_pos.cli.words import Words
from lomi_pos.engine.lookup import all_rows
from lomi_pos.till.rows import HasId, Rows

LARGEST_PAGE = 100
_MOST_PAGES = 100
_MOST_ROWS = LARGEST_PAGE * _MOST_PAGES

Row = TypeVar("Row", bound=HasId)
Told = TypeVar("Told")


class WrongFilter(ValueError):
    """A filter that lomi. does not know; the text says so in the shop's language."""


def check_limit(args: argparse.Namespace, words: Words) -> None:
    """Refuse a ``--limit`` that no list has.

    Raises:
        WrongFilter: nothing was asked.
    """
    if not 1 <= getattr(args, "limit", 1) <= _MOST_ROWS:
        raise WrongFilter(words.say("number_wrong", name="--limit", least=1, most=_MOST_ROWS))


def page_size(args: argparse.Namespace) -> int:
    return min(int(args.limit), LARGEST_PAGE)


async def first_of(read: Callable[[int], Awaitable[Rows[Row]]], limit: int) -> list[Row]:
    """Return the first ``limit`` rows, read page by page."""
    found: list[Row] = []
    async for row in all_rows(read, most_pages=_MOST_PAGES):
        found.append(row)
        if len(found) == limit:
            break
    return found


def tell(
    found: Sequence[Told],
    name: str,
    args: argparse.Namespace,
    words: Words,
    *,
    as_json: Callable[[Told], Mapping[str, object]],
    as_line: Callable[[Told], str],
) -> None:
    """Print what was found, under ``name`` as JSON, else a line each; that there is none is a line too."""
    if args.json:
        print_json({name: [as_json(one) for one in found]})
    elif not found:
        print_line(words.say(f"no_{name}"))
    else:
        for one in found:
            print_line(as_line(one).rstrip())
