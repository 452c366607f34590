"""``lomi-pos products``: what the shop sells at lomi."""

import argparse
from typing import Any

from lomi_pos.assembly import Till
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.lists import check_limit, first_of, page_size, tell
from lomi_pos.cli.output import print_json, print_line, time_json, without_nones
from lomi_pos.cli.words import Words
from lomi_pos.till.products import Price, Product, ProductQuery


async def products(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """List products, or show one with its prices."""
    check_limit(args, words)
    async with till.open_client() as lomi:
        if args.action == "show":
            one = await lomi.products.get(args.id)
            _show(one, args)
            return Exit.OK
        is_active = None if args.active == "any" else args.active == "true"
        size = page_size(args)
        found = await first_of(
            lambda page: lomi.products.list(ProductQuery(is_active, limit=size, page=page)), args.limit
        )
    tell(found, "products", args, words, as_json=_product_json, as_line=_line)
    return Exit.OK


def _line(one: Product) -> str:
    return f"{one.id}  {one.name}  {', '.join(_price_line(price) for price in one.prices)}"


def _show(one: Product, args: argparse.Namespace) -> None:
    if args.json:
        print_json(_product_json(one))
        return
    print_line(one.name)
    if one.description:
        print_line(one.description)
    for price in one.prices:
        print_line(f"{price.id}  {_price_line(price)}")


def _price_line(price: Price) -> str:
    bounds = f"{price.minimum or ''}..{price.maximum or ''}" if price.is_open else ""
    return " ".join(part for part in (str(price.amount or ""), bounds, price.interval) if part)


def _product_json(one: Product) -> dict[str, Any]:
    return without_nones(
        product_id=one.id,
        name=one.name,
        description=one.description,
        type=one.kind,
        is_active=one.is_active,
        is_on_storefront=one.is_on_storefront,
        images=list(one.images) or None,
        prices=[_price_json(price) for price in one.prices],
        environment=one.environment,
        created_at=time_json(one.created_at),
        updated_at=time_json(one.updated_at),
        metadata=dict(one.metadata) or None,
        others=dict(one.others) or None,
    )


def _price_json(price: Price) -> dict[str, Any]:
    return without_nones(
        price_id=price.id,
        amount=price.amount.minor if price.amount else None,
        currency=price.currency,
        model=price.model,
        interval=price.interval,
        minimum_amount=price.minimum.minor if price.minimum else None,
        maximum_amount=price.maximum.minor if price.maximum else None,
        is_default=price.is_default,
        metadata=dict(price.metadata) or None,
        others=dict(price.others) or None,
    )
