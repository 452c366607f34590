"""Every answer of lomi.'s with one place spoiled: read right, left out, or refused by name; never guessed at.

What is spoiled, and how, is the same in each run. The amounts of what is read all stand in the answer as whole numbers.
"""

import contextlib
import copy
import dataclasses
import json
import random
import re
from collections.abc import Awaitable, Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
from lomi_pos.till.customers import CustomerDraft
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.lomi import CheckoutSession, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.refunds import RefundDraft
from lomi_pos.till.webhooks import WebhookDraft

pytestmark = pytest.mark.anyio

SAMPLES = Path(__file__).parents[2] / "samples"
SOME_ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
KEY = "lomi_sk_live_0123456789abcdefa1b2"
HOOK = WebhookDraft("https://shop.example.com/hook", ("PAYMENT_SUCCEEDED",))
GONE = object()
SPOILT: tuple[Any, ...] = (
    *(GONE, None, "", " ", "x", "COMPLETED", "completed ", "Open", "null", "NaN", "usd", "XOF"),
    *(0, -1, 1, 1.5, 5000.0, "5000", "5 000", "5000.5", "1e3", "1_000", "٥٠٠٠", 10**30, -(10**30), 1e308, True, False),
    *([], {}, [1], [[]], {"a": 1}, [{}], [None], {"data": []}, {"data": {}}),
    *("a" * 100_000, "\u202e5000", "\x00", "\ud800", "javascript:alert(1)", "https://evil.example/x", "../../me"),
    *("2025-13-45T99:99:99Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"),
)
RESPELT: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.title,
    lambda name: name.replace("_", "-"),
    lambda name: re.sub(r"_(\w)", lambda found: found.group(1).upper(), name),
)

Call = Callable[[LomiClient, str], Awaitable[Any]]
CALLS: dict[str, tuple[str, Call]] = {
    "session_created": ("", lambda lomi, _: lomi.create_session(b"{}", idempotency_key="key-1")),
    "session": ("checkout_session_id", lambda lomi, its: lomi.session(its)),
    "session_list": ("", lambda lomi, _: lomi.sessions()),
    "link_created": ("", lambda lomi, _: lomi.create_link(b"{}")),
    "link": ("link_id", lambda lomi, its: lomi.link(its)),
    "link_list": ("", lambda lomi, _: lomi.links()),
    "transaction": ("transaction_id", lambda lomi, its: lomi.transaction(its)),
    "transaction_list": ("", lambda lomi, _: lomi.transactions(TransactionQuery())),
    "me": ("", lambda lomi, _: lomi.account()),
    "providers": ("", lambda lomi, _: lomi.providers()),
    "customer": ("customer_id", lambda lomi, its: lomi.customers.get(its)),
    "customer_created": ("", lambda lomi, _: lomi.customers.create(CustomerDraft("Awa"))),
    "customer_list": ("", lambda lomi, _: lomi.customers.list()),
    "customer_transactions": ("", lambda lomi, _: lomi.customers.transactions(SOME_ID)),
    "customer_portal": ("", lambda lomi, _: lomi.customers.launch_portal(SOME_ID)),
    "refund": ("refund_id", lambda lomi, its: lomi.refunds.get(its)),
    "refund_created": ("transaction_id", lambda lomi, its: lomi.refunds.create(RefundDraft(its, Money(5000)), b"{}")),
    "refund_list": ("", lambda lomi, _: lomi.refunds.list()),
    "products": ("", lambda lomi, _: lomi.products.list()),
    "product": ("product_id", lambda lomi, its: lomi.products.get(its)),
    "merchant": ("merchant_id", lambda lomi, its: lomi.merchants.get(its)),
    "merchant_balance": ("merchant_id", lambda lomi, its: lomi.merchants.balance(its)),
    "account_list": ("", lambda lomi, _: lomi.balances.accounts()),
    "balance_list": ("", lambda lomi, _: lomi.balances.now()),
    "balance_breakdown": ("", lambda lomi, _: lomi.balances.parts()),
    "organization": ("organization_id", lambda lomi, its: lomi.organizations.get(its)),
    "organization_metrics": ("", lambda lomi, _: lomi.organizations.figures()),
    "subscription": ("subscription_id", lambda lomi, its: lomi.subscriptions.get(its)),
    "customer_subscription_list": ("", lambda lomi, _: lomi.customer_subscriptions.list()),
    "webhook_created": ("", lambda lomi, _: lomi.webhooks.create(HOOK)),
    "webhook_list": ("", lambda lomi, _: lomi.webhooks.list()),
    "webhook_log_list": ("", lambda lomi, _: lomi.webhooks.deliveries()),
    "charge_wave": ("", lambda lomi, _: lomi.charges.wave(b"{}")),
    "charge_mtn": ("", lambda lomi, _: lomi.charges.mtn(b"{}")),
    "charge_card_read": ("id", lambda lomi, its: lomi.charges.card_charge(its)),
}
"""By the sample that answers it: the name under which the sample has the id that is asked for, and the call."""


class Line:
    """lomi. that says ``told``, whatever it is asked."""

    told = b""

    def __call__(self, _request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(self.told))


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
async def client(line, shop, clock):
    """The samples are a live key's."""
    inner = httpx.MockTransport(line)
    async with LomiClient(identity=identity_for(KEY), key=KEY, shop=shop, clock=clock, inner=inner) as made:
        yield made


@pytest.mark.parametrize("dialect", ["documented", "live"])
@pytest.mark.parametrize("name", CALLS)
async def test_an_answer_spoiled_in_one_place_is_never_guessed_at(client, line: Line, name: str, dialect: str):
    answer = json.loads((SAMPLES / dialect / f"{name}.json").read_bytes())
    id_name, call = CALLS[name]
    asked_for = next(found(answer, (id_name, "id", "link_id"))) if id_name else ""
    for at, spoilt in spoiled(answer, random.Random(f"{name} {dialect}")):  # noqa: S311  no secret
        line.told = json.dumps(spoilt).encode()
        with contextlib.suppress(LomiTrouble):
            check(await call(client, asked_for), spoilt, at)


def check(read: Any, spoilt: Any, at: tuple[Any, ...]) -> None:
    whole = set(numbers(spoilt))
    assert [money for money in moneys(read) if money.minor not in whole] == [], at
    assert not any(says_paid(read)) or "completed" in set(texts(spoilt)), at
    assert KEY not in repr(read), at


def spoiled(answer: Any, chance: random.Random) -> Iterator[tuple[Any, Any]]:
    """Each place of the answer, spoiled three times and spelled in another way once."""
    for at in places(answer):
        for value in chance.sample(SPOILT, 3):
            yield at, with_put(answer, at, value)
        if at and isinstance(at[-1], str):
            yield at, with_put(answer, at, value_at(answer, at), name=chance.choice(RESPELT)(at[-1]))


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    for step, part in inside:
        yield from places(part, (*at, step))


def value_at(value: Any, at: tuple[Any, ...]) -> Any:
    for step in at:
        value = value[step]
    return value


def with_put(answer: Any, at: tuple[Any, ...], value: Any, *, name: str | None = None) -> Any:
    """``answer`` with ``value`` there, under another ``name`` if one is given."""
    if not at:
        return {} if value is GONE else value
    changed = copy.deepcopy(answer)
    parent = value_at(changed, at[:-1])
    if value is GONE or name is not None:
        del parent[at[-1]]
    if value is not GONE:
        parent[at[-1] if name is None else name] = value
    return changed


def found(value: Any, names: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (value[name] for name in names if isinstance(value.get(name), str))
    for part in inside(value):
        yield from found(part, names)


def inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list | tuple) else []


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in inside(value):
        yield from texts(part)


def numbers(value: Any) -> Iterator[int]:
    """The whole numbers of an answer, also those that are written as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    if isinstance(value, float) and value.is_integer():
        yield int(value)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,40}(\.0*)?", value.strip(), re.ASCII):
        yield int(Decimal(value.strip()))
    for part in inside(value):
        yield from numbers(part)


def moneys(read: Any) -> Iterator[Money]:
    if isinstance(read, Money):
        yield read
    elif dataclasses.is_dataclass(read):
        for field in dataclasses.fields(read):
            yield from moneys(getattr(read, field.name))
    for part in inside(read):
        yield from moneys(part)


def says_paid(read: Any) -> Iterator[bool]:
    if isinstance(read, CheckoutSession):
        yield read.is_completed
    if isinstance(read, Transaction):
        yield read.is_completed_payment
    for part in inside(read):
        yield from says_paid(part)
