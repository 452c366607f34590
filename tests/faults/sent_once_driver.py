"""A till that is killed while it gives money back, asks for it on a phone, or makes a link for no sale.

What leaves it is deduplicated by nobody: it is sent once, and after that only looked for. The switches are those of
``kill_driver``, which forks these tills too.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lomi_pos.engine import phone_creation, shop_links
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import LinkChanged, News, RefundChanged, SaleChanged
from lomi_pos.engine.refunding import Refunding
from lomi_pos.store.link_book import SqliteLinkBook
from lomi_pos.store.refund_book import SqliteRefundBook
from lomi_pos.till.links import LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.refunding import AskedRefund, RefundOrder
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import RefundState, State

if TYPE_CHECKING:
    from tests.faults.kill_driver import Switch, SwitchedTill

REFUND, PHONE, LINK = "refund", "phone", "link"
DEEDS = (REFUND, PHONE, LINK)

STEPS = {
    REFUND: ("refund_begun", "refund_tried", "refund_done"),
    PHONE: ("begin_sale", "AttemptTried", "AttemptOpened", "PaymentReceived"),
    LINK: ("link_begun", "link_tried", "link_made"),
}
"""What each writes down on its way, in order."""

TOLD = {REFUND: ("refund_done",), PHONE: ("AttemptOpened", "PaymentReceived"), LINK: ("link_made",)}

POINTS = {
    deed: (
        *(f"{when}_{step}" for step in STEPS[deed] for when in ("before", "committing", "after")),
        "before_send",
        "after_answer",
        *(f"{when}_{step}" for step in TOLD[deed] for when in ("telling", "told")),
    )
    for deed in DEEDS
}

SENT_AGAIN = "what was on its way is sent again"
"""Mutant: after a start it does not look for what it has sent, and sends it once more."""

ASKED_ON_THE_PHONE = Order(Money(1), kind=Kind.MTN, customer_phone="+2250707000001", customer_name="Awa")


# ---------------------------------------------------------------------------- the journal
class SwitchedRefundBook(SqliteRefundBook):
    switch: "Switch"

    def begin(self, asked: AskedRefund) -> AskedRefund:
        with self.switch.around(self._db, "refund_begun"):
            return super().begin(asked)

    def write(self, asked: AskedRefund, *rest: Any) -> Sale | None:
        step = "refund_tried" if asked.state is RefundState.ASKED else f"refund_{asked.state}"
        with self.switch.around(self._db, step):
            return super().write(asked, *rest)


class SwitchedLinkBook(SqliteLinkBook):
    switch: "Switch"

    def begin(self, draft: LinkDraft, *rest: Any, **how: Any) -> ShopLink:
        with self.switch.around(self._db, "link_begun"):
            return super().begin(draft, *rest, **how)

    def write(self, link: ShopLink) -> None:
        step = "link_tried" if link.state is LinkState.CREATING else f"link_{link.state}"
        with self.switch.around(self._db, step):
            super().write(link)


# ---------------------------------------------------------------------------- lomi.
class SwitchedCalls:
    """Some of a port's calls, with a switch on either side; the others as they are."""

    def __init__(self, port: Any, names: tuple[str, ...], switch: "Switch") -> None:
        self._port = port
        self._names = names
        self._switch = switch

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._port, name)
        return self._switched(call) if name in self._names else call

    def _switched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        async def _call(*args: Any, **how: Any) -> Any:
            self._switch.reach("before_send")
            made = await call(*args, **how)
            self._switch.reach("after_answer")
            return made

        return _call


# ---------------------------------------------------------------------------- what is on screen
def steps_of(news: News) -> list[str]:
    match news:
        case SaleChanged():
            return [type(event).__name__ for event in news.events]
        case RefundChanged():
            return [f"refund_{news.refund.state}"]
        case LinkChanged():
            return [f"link_{news.link.state}"]
    return []


def as_shown(news: News) -> bytes:
    """A line of what the screen says of a refund or a link, to hold against the journal afterwards."""
    match news:
        case RefundChanged():
            shown = {"refund": news.refund.reference, "state": news.refund.state}
        case LinkChanged():
            shown = {"link": news.link.reference, "state": news.link.state}
        case _:
            return b""
    return json.dumps(shown).encode() + b"\n"


# ---------------------------------------------------------------------------- the till
async def do(till: "SwitchedTill", deed: str, minor: int) -> None:
    """Refund a sale that is paid, charge a phone until it has paid, or make a link: each from beginning to end."""
    told: asyncio.Queue[News] = asyncio.Queue()
    with till.folder.locked():
        async with till.open_engine(told.put_nowait) as engine:
            stopping = asyncio.Event()
            living = asyncio.create_task(engine.run_until(stopping, sweeps=False))
            if deed == REFUND:
                till.switch.is_armed = False
                paid = await _sell(engine, told, Order(Money(minor)))
                till.switch.is_armed = True
                await _give_back(engine, paid)
            elif deed == PHONE:
                await _sell(engine, told, replace(ASKED_ON_THE_PHONE, amount=Money(minor)))
            else:
                link = await engine.make_link(LinkDraft("instant", "Poster", "XOF", Money(minor)))
                await engine.link_decided(link.id)
            stopping.set()
            await living


async def _sell(engine: Engine, told: "asyncio.Queue[News]", order: Order) -> Sale:
    sale = await engine.charge(order)
    await engine.put_in_front(sale.id)
    while True:
        news = await told.get()
        if not isinstance(news, SaleChanged) or news.sale.id != sale.id:
            continue
        if news.sale.state is State.OPEN:
            await engine.check_now(sale.id)
        if news.sale.transaction_ids:
            return news.sale


async def _give_back(engine: Engine, paid: Sale) -> None:
    (transaction_id,) = paid.transaction_ids
    asked = await engine.refund(RefundOrder(transaction_id, paid.amount, paid.amount, "WAVE"))
    await engine.refund_decided(asked.id)


def send_again() -> None:
    """Make this process the mutant."""

    async def _find_nothing(*_: object) -> None:
        return None

    async def _send_all(refunding: Any) -> tuple[tuple[AskedRefund, ...], int]:
        for asked in refunding._desk.journal.refunds.refunds(RefundState.ASKED, RefundState.UNCLEAR):
            await refunding._send_once(asked)
        return (), 0

    vars_of: list[tuple[type, str, Any]] = [
        (Refunding, "sweep", _send_all),
        (Refunding, "note_interrupted", lambda _: None),
        (shop_links.ShopLinkCreation, "_find", _find_nothing),
        (shop_links.ShopLinkCreation, "_may_exist", property(lambda _: False, lambda *_: None)),
        (phone_creation.PhoneCreation, "_may_exist", property(lambda _: False, lambda *_: None)),
    ]
    for owner, name, mutated in vars_of:
        setattr(owner, name, mutated)


def switch_books(journal: Any, switch: "Switch") -> None:
    """Put the switch into the journal's two books."""
    for name, book in (("refunds", SwitchedRefundBook), ("links", SwitchedLinkBook)):
        switched: Any = book(journal._db)
        switched.switch = switch
        setattr(journal, name, switched)
