"""``lomi-pos customers``, ``refunds``, ``sessions``, ``subscriptions``, ``webhooks`` and ``account``: what lomi. keeps.

They read, but for a new customer, and need no journal. Money is moved by ``charge`` and by the window only.
"""

import argparse
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from lomi_pos.assembly import Till
from lomi_pos.cli.dates import end_of, start_of
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.lists import check_limit, first_of, page_size, tell
from lomi_pos.cli.output import print_json, print_line, record_json, transaction_json, transaction_line
from lomi_pos.cli.words import Words
from lomi_pos.till.customers import Customer, CustomerDraft, CustomerQuery
from lomi_pos.till.lomi import CheckoutSession, Provider
from lomi_pos.till.money import Money
from lomi_pos.till.organization import BalanceParts
from lomi_pos.till.refunds import Refund, RefundQuery
from lomi_pos.till.rows import HasId, Row, Rows
from lomi_pos.till.subscriptions import Subscription, SubscriptionQuery
from lomi_pos.till.webhooks import Delivery, DeliveryQuery, WebhookEndpoint


async def customers(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """List, show or write down customers, or list what one of them paid."""
    check_limit(args, words)
    async with till.open_lomi() as lomi:
        match args.action:
            case "show":
                _show(await lomi.customers.get(args.id), _CUSTOMERS, args)
            case "create":
                made = await lomi.customers.create(_draft(args))
                if not args.json:
                    print_line(words.say("customer_made"))
                _show(made, _CUSTOMERS, args)
            case "transactions":
                paid = await lomi.customers.transactions(args.id)
                tell(
                    paid[: args.limit],
                    "transactions",
                    args,
                    words,
                    as_json=transaction_json,
                    as_line=transaction_line,
                )
            case _:
                query = CustomerQuery(args.search, args.kind, args.status, limit=page_size(args))
                found = await first_of(lambda page: lomi.customers.list(replace(query, page=page)), args.limit)
                _list(found, _CUSTOMERS, args, words)
    return Exit.OK


def _draft(args: argparse.Namespace) -> CustomerDraft:
    return CustomerDraft(
        args.name,
        email=args.email,
        phone=args.phone,
        whatsapp=args.whatsapp,
        country=args.country,
        city=args.city,
        address=args.address,
        is_business=args.business,
    )


async def refunds(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """List refunds, or show one. Giving money back is for the window: it is written down there and never repeated."""

    def asked(page: int) -> RefundQuery:
        return RefundQuery(
            args.transaction,
            args.status,
            from_at=start_of(args.from_on, words) if args.from_on else None,
            to_at=end_of(args.to_on, words) if args.to_on else None,
            limit=page_size(args),
            page=page,
        )

    check_limit(args, words)
    async with till.open_lomi() as lomi:
        await _show_or_list(_REFUNDS, lomi.refunds.get, lambda page: lomi.refunds.list(asked(page)), args, words)
    return Exit.OK


async def sessions(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """List checkout sessions, or show one: also those that this till did not make."""
    check_limit(args, words)
    async with till.open_lomi() as lomi:
        await _show_or_list(
            _SESSIONS,
            lomi.session,
            lambda page: lomi.sessions(status=args.status, limit=page_size(args), page=page),
            args,
            words,
        )
    return Exit.OK


async def subscriptions(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """List subscriptions, or show one."""

    def asked(page: int) -> SubscriptionQuery:
        return SubscriptionQuery(args.customer, args.status, limit=page_size(args), page=page)

    check_limit(args, words)
    async with till.open_lomi() as lomi:
        page_of = lomi.customer_subscriptions.list
        await _show_or_list(_SUBSCRIPTIONS, lomi.subscriptions.get, lambda page: page_of(asked(page)), args, words)
    return Exit.OK


async def webhooks(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """List the endpoints that lomi. tells of payments, show one, or list what it was told."""
    check_limit(args, words)
    async with till.open_lomi() as lomi:
        match args.action:
            case "show":
                _show(await lomi.webhooks.get(args.id), _WEBHOOKS, args)
            case "logs":
                is_delivered = False if args.failed else None
                query = DeliveryQuery(args.id, is_delivered, limit=page_size(args))
                told = await first_of(lambda page: lomi.webhooks.deliveries(replace(query, page=page)), args.limit)
                _list(told, _DELIVERIES, args, words)
            case _:
                found = await lomi.webhooks.list()
                _list(found[: args.limit], _WEBHOOKS, args, words)
    return Exit.OK


async def account(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Tell whose key it is, how customers can pay, and what is in the account."""
    async with till.open_lomi() as lomi:
        owner = await lomi.account()
        ways = await lomi.providers()
        balances = await lomi.balances.parts()
    if args.json:
        print_json(
            {
                **record_json(owner),
                "providers": [record_json(way) for way in ways],
                "balances": [record_json(balance) for balance in balances],
            }
        )
        return Exit.OK
    print_line(f"{owner.organization_name or owner.organization_id or till.keys.state.masked}  {owner.environment}")
    for way in ways:
        print_line(_way_line(way, words))
    for balance in balances:
        print_line(_balance_line(balance, words))
    if not balances:
        print_line(words.say("no_balance"))
    return Exit.OK


# ---------------------------------------------------------------------- how they are printed
class _Kind(NamedTuple):
    """How records of one kind are listed: under which name, by which id, each in a line."""

    name: str
    id_name: str
    line: Callable[[Any], str]


async def _show_or_list(
    kind: _Kind,
    get: Callable[[str], Awaitable[HasId]],
    page_of: Callable[[int], Awaitable[Rows[Row]]],
    args: argparse.Namespace,
    words: Words,
) -> None:
    if args.action == "show":
        _show(await get(args.id), kind, args)
    else:
        _list(await first_of(page_of, args.limit), kind, args, words)


def _list(found: Sequence[Any], kind: _Kind, args: argparse.Namespace, words: Words) -> None:
    tell(found, kind.name, args, words, as_json=partial(record_json, id_name=kind.id_name), as_line=kind.line)


def _show(one: Any, kind: _Kind, args: argparse.Namespace) -> None:
    """Everything that lomi. tells of it, by lomi.'s own names."""
    told = record_json(one, id_name=kind.id_name)
    if args.json:
        print_json(told)
        return
    for name, value in told.items():
        print_line(f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")


def _at(one: Any) -> str:
    return one.created_at.astimezone().strftime("%Y-%m-%d %H:%M") if one.created_at else ""


def _customer_line(one: Customer) -> str:
    return f"{one.id}  {one.name:<28}  {one.phone:<16}  {one.email}"


def _refund_line(one: Refund) -> str:
    amount = "?" if one.amount_minor is None else f"{one.amount_minor} {one.currency or ''}".rstrip()
    return f"{_at(one):<16}  {amount:>14}  {one.status:<10}{one.id}  {one.transaction_id or ''}  {one.reason}"


def _session_line(one: CheckoutSession) -> str:
    return f"{_at(one):<16}  {one.amount or '?'!s:>18}  {one.status:<10}{one.id}  {one.title}"


def _subscription_line(one: Subscription) -> str:
    who, what = one.customer_name or one.customer_id or "", one.product_name or one.product_id or ""
    return f"{one.id}  {one.status:<10}{one.amount or ''!s:>16}  {who}  {what}"


def _webhook_line(one: WebhookEndpoint) -> str:
    return f"{one.id}  {'-' if one.is_active is False else '+'}  {one.url or ''}  {','.join(one.events)}"


def _delivery_line(one: Delivery) -> str:
    answer = one.response_status or "-"
    return f"{_at(one):<16}  {'+' if one.is_delivered else '-'}  {answer}  {one.event}  {one.id}"


def _way_line(way: Provider, words: Words) -> str:
    """lomi.'s own word for how far it is follows, where it is not the end."""
    said = words.say("way_connected" if way.is_connected else "way_not_connected", provider=way.code)
    return said if way.onboarding in {"", "completed"} else f"{said} ({way.onboarding})"


def _balance_line(balance: BalanceParts, words: Words) -> str:
    available = _money(balance.available, balance.currency)
    if not balance.pending:
        return available
    return words.say("balance_with_pending", available=available, pending=_money(balance.pending, balance.currency))


def _money(value: Decimal | None, currency: str) -> str:
    """lomi.'s own figure: where it has decimals of the smallest unit, they stay."""
    if value is not None and value == value.to_integral_value():
        return str(Money(int(value), currency))
    return f"{'?' if value is None else value} {currency}"


_CUSTOMERS = _Kind("customers", "customer_id", _customer_line)
_REFUNDS = _Kind("refunds", "refund_id", _refund_line)
_SESSIONS = _Kind("sessions", "checkout_session_id", _session_line)
_SUBSCRIPTIONS = _Kind("subscriptions", "subscription_id", _subscription_line)
_WEBHOOKS = _Kind("webhooks", "webhook_id", _webhook_line)
_DELIVERIES = _Kind("deliveries", "log_id", _delivery_line)
