"""``lomi-pos links``: reusable payment links."""

import argparse
import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

from lomi_pos.assembly import Till
from lomi_pos.cli.charge import NOT_REACHED, print_qr, watched
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.lists import check_limit, first_of, page_size, tell
from lomi_pos.cli.output import link_json, print_error, print_json, print_line, tells_of_copies
from lomi_pos.cli.words import Words
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.lomi import LinkDraft, PaymentLink
from lomi_pos.till.money import check_currency, parse_amount
from lomi_pos.till.showable import check_showable
from lomi_pos.till.text import TITLE_LENGTH, clean
from lomi_pos.till.words import Message

_PATIENCE_S = 45.0
"""How long a link whose answer was lost is looked for; ``lomi-pos recover`` looks again."""


async def links(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """List, show or make payment links."""
    match args.action:
        case "list":
            await _list(args, till, words)
        case "show":
            async with till.open_client() as client:
                _show(await client.link(args.id), args, client.identity.base_url)
        case _:
            return await _create(args, till, words)
    return Exit.OK


async def _create(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Make a link once: journalled before it is sent, looked for when its answer is lost, never sent again."""
    draft = _draft(args, till, datetime.now(UTC))
    async with till.open_engine(tells_of_copies(words)) as engine, watched(engine):
        link = await engine.make_link(draft)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                await engine.link_decided(link.id)
        link = await engine.shop_link(link.id)
    if link.link is None:
        reason = link.reason or Message("link_unclear")
        print_error(words.tell(reason))
        return Exit.NOT_REACHED if reason.code in NOT_REACHED else Exit.NEEDS_A_PERSON
    if not args.json:
        print_line(words.say("link_made"))
    _show(link.link, args, link.identity.base_url)
    return Exit.OK


async def _list(args: argparse.Namespace, till: Till, words: Words) -> None:
    is_active = None if args.active is None else args.active == "true"
    check_limit(args, words)
    size = page_size(args)
    async with till.open_client() as client:
        found = await first_of(
            lambda page: client.links(kind=args.kind, is_active=is_active, limit=size, page=page), args.limit
        )
    tell(found, "links", args, words, as_json=link_json, as_line=_line)


def _line(link: PaymentLink) -> str:
    return f"{link.id}  {link.amount or ''!s:>18}  {link.kind:<8}  {link.title}  {link.url or ''}"


def _draft(args: argparse.Namespace, till: Till, now: datetime) -> LinkDraft:
    currency = check_currency(args.currency or till.settings.shop.currency)
    till.check_currency_is_on(currency)
    if bool(args.amount) == bool(args.product) or (args.kind == "product") != bool(args.product):
        raise TillRefusal("link_needs")
    return LinkDraft(
        kind=args.kind,
        title=clean(args.title, TITLE_LENGTH),
        currency=currency,
        amount=parse_amount(args.amount, currency) if args.amount else None,
        product_id=args.product,
        price_id=args.price,
        description=clean(args.description),
        expires_at=now + timedelta(days=args.days) if args.days else None,
    )


def _show(link: PaymentLink, args: argparse.Namespace, base_url: str) -> None:
    if args.json:
        print_json(link_json(link))
        return
    url = check_showable(link.url, base_url=base_url, our_id=link.id)
    print_line(f"{link.title}  {link.amount or ''}")
    print_qr(url)
    print_line(url)
