"""``lomi-pos charge``: one sale from a terminal, to its end."""

import argparse
import asyncio
import contextlib
import io
import sys
from collections.abc import AsyncIterator

from lomi_pos.assembly import Till
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.output import event_json, print_error, print_json, print_line, tells_of_copies
from lomi_pos.cli.words import Words
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged
from lomi_pos.till import events as ev
from lomi_pos.till.errors import KEY_REFUSALS, TillRefusal
from lomi_pos.till.money import check_currency, parse_amount
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, State
from lomi_pos.till.text import TITLE_LENGTH, clean


class WrongProvider(ValueError):
    """Nobody pays with that; the text says so in the shop's language."""


def order_of(args: argparse.Namespace, till: Till, words: Words) -> Order:
    """What was asked for on the command line.

    Raises:
        TillRefusal: the amount, the currency or the minutes cannot be; nothing was written or sent.
        WrongProvider: lomi. has no such provider; nothing was written or sent.
    """
    settings = till.settings
    currency = check_currency(args.currency or settings.shop.currency)
    till.check_currency_is_on(currency)
    if args.minutes is not None and not 1 <= args.minutes <= 7 * 24 * 60:
        raise TillRefusal("minutes_wrong")
    return Order(
        amount=parse_amount(args.amount, currency),
        note=clean(args.note),
        kind=Kind.LINK if args.link else Kind.SESSION,
        title=clean(args.title, TITLE_LENGTH),
        providers=tuple(_provider(code, till, words) for code in args.provider if code.strip()),
        expiration_minutes=args.minutes,
        allow_coupon_code=args.coupon,
    )


def _provider(text: str, till: Till, words: Words) -> str:
    """A provider of lomi.'s, or one that the shop's settings name because lomi. told it of a newer one."""
    code = text.strip().upper()
    if code not in {*PROVIDERS, *till.settings.payments.providers}:
        raise WrongProvider(words.say("provider_wrong", text=text.strip()[:40], providers=", ".join(PROVIDERS)))
    return code


async def charge(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Charge, show, watch; return the exit code. Ctrl+C stops the watching, not the sale."""
    order = order_of(args, till, words)
    told: asyncio.Queue[News] = asyncio.Queue()
    teller = _Teller(words, is_json=args.json)
    if till.is_practice and not args.json:
        print_line(words.say("practice"))
    tell_of_copies = tells_of_copies(words)

    def _hear(news: News) -> None:
        tell_of_copies(news)
        told.put_nowait(news)

    async with till.open_engine(_hear) as engine, watched(engine):
        sale = await engine.charge(order)
        try:
            code = await _follow(sale, told, teller, engine, no_wait=args.no_wait)
        except asyncio.CancelledError:
            sale = await engine.sale(sale.id)
            teller.tell_stopped(sale)
            return Exit.UNPAID
        if args.no_wait and till.is_practice and code is Exit.OK:
            print_error(words.say("practice_closes"))
        return code


async def _follow(sale: Sale, told: "asyncio.Queue[News]", teller: "_Teller", engine: Engine, *, no_wait: bool) -> Exit:
    async for changed in _changes_of(sale.id, told):
        now = changed.sale
        if now.state is State.PAID:
            now = await _with_details(now, told)
            teller.tell_paid(now)
            return Exit.PAID if now.is_paid_exactly else Exit.NEEDS_A_PERSON
        for event in changed.events:
            teller.tell(now, event)
        if now.state is State.OPEN:
            if no_wait:
                teller.tell_not_waited()
                return Exit.OK
            await engine.put_in_front(now.id)
        code = _unpaid_code(now)
        if code is not None:
            return code
    raise AssertionError  # the news never ends


async def _changes_of(sale_id: int, told: "asyncio.Queue[News]") -> AsyncIterator[SaleChanged]:
    while True:
        news = await told.get()
        if isinstance(news, SaleChanged) and news.sale.id == sale_id:
            yield news


async def _with_details(sale: Sale, told: "asyncio.Queue[News]") -> Sale:
    """A session says "completed" without saying how: wait a moment for its transaction, which names the provider."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_DETAILS_WAIT_S):
            changes = _changes_of(sale.id, told)
            while not sale.transaction_ids:
                sale = (await anext(changes)).sale
    return sale


def _unpaid_code(sale: Sale) -> Exit | None:
    match sale.state:
        case State.ATTENTION | State.FAILED:
            if sale.reason is not None and sale.reason.code in NOT_REACHED:
                return Exit.NOT_REACHED
            return Exit.NEEDS_A_PERSON if sale.state is State.ATTENTION else Exit.UNPAID
        case State.EXPIRED | State.CANCELLED:
            return Exit.UNPAID
    return None


@contextlib.asynccontextmanager
async def watched(engine: Engine) -> AsyncIterator[None]:
    """The engine watching, without the start-up sweep: that is for ``recover`` and the window."""
    stopping = asyncio.Event()
    watching = asyncio.create_task(engine.run_until(stopping, sweeps=False))
    try:
        yield
    finally:
        stopping.set()
        await watching


class _Teller:
    """Says what happens to the sale: one JSON object a line, or sentences and a QR code."""

    def __init__(self, words: Words, *, is_json: bool) -> None:
        self._words = words
        self._is_json = is_json

    def tell(self, sale: Sale, event: ev.Event) -> None:
        name = _EVENT_NAMES.get(type(event))
        if self._is_json:
            if name is not None:
                print_json(event_json(name, event.at, sale))
            return
        match event:
            case ev.AttemptOpened():
                self._show_code(sale)
            case ev.CustomerPaying():
                print_line(self._words.say("paying"))
            case ev.PaymentDeclined():
                print_line(self._words.say("declined"))
            case _ if name is not None:
                print_line(self._sentence(name, sale))

    def tell_paid(self, sale: Sale) -> None:
        name = "paid_late" if Flag.LATE in sale.flags else "paid"
        if Flag.TWICE in sale.flags:
            name = "paid_twice"
        if self._is_json:
            print_json(event_json(name, sale.settled_at or sale.created_at, sale))
            return
        if sale.flags & {Flag.UNDERPAID, Flag.OVERPAID}:
            name = "received_other"
        elif name == "paid" and sale.discount is not None:
            name = "paid_discounted"
        elif name == "paid" and not sale.provider:
            name = "paid_unnamed"
        print_line(self._sentence(name, sale))

    def tell_stopped(self, sale: Sale) -> None:
        if self._is_json:
            print_json(event_json("waiting", sale.history[-1].at, sale))
        print_error(self._words.say("stopped", number=sale.number))

    def tell_not_waited(self) -> None:
        if not self._is_json:
            print_line(self._words.say("not_waited"))

    def _sentence(self, name: str, sale: Sale) -> str:
        return self._words.say(
            name,
            number=sale.number,
            amount=sale.amount,
            received=sale.received or "",
            discount=sale.discount or "",
            provider=sale.provider,
            reason=self._words.tell(sale.reason) if sale.reason else "",
        )

    def _show_code(self, sale: Sale) -> None:
        attempt = sale.attempt
        if attempt is None or attempt.url is None:
            return
        until = attempt.expires_at.astimezone().strftime("%H:%M") if attempt.expires_at else ""
        name = "open" if until else "open_without_end"
        print_line(self._words.say(name, number=sale.number, amount=sale.amount, until=until))
        print_line()
        print_qr(attempt.url)
        print_line(attempt.url)


def print_qr(url: str) -> None:
    """Draw ``url`` as a QR code of half blocks, dark on light whatever the terminal's colours are."""
    import qrcode  # noqa: PLC0415  only a shown code needs it

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(url)
    drawn = _Drawing()
    code.print_ascii(out=drawn, tty=drawn.isatty(), invert=True)
    print_line(drawn.getvalue().removesuffix("\n"))


class _Drawing(io.StringIO):
    """Coloured for a terminal, where that is what will show it."""

    def isatty(self) -> bool:
        return sys.stdout is not None and sys.stdout.isatty()


PROVIDERS = ("WAVE", "ORANGE", "MTN", "STRIPE", "CARD", "SPI", "JUMBO", "CYBERSOURCE", "FREE")
"""Every provider code in lomi.'s papers."""

_DETAILS_WAIT_S = 3.0
NOT_REACHED = KEY_REFUSALS | {"no_connection"}
_EVENT_NAMES: dict[type[ev.Event], str] = {
    ev.AttemptMade: "creating",
    ev.AttemptUnclear: "waiting",
    ev.AttemptOpened: "open",
    ev.AttemptFailed: "failed",
    ev.AttentionNeeded: "attention",
    ev.AttemptExpired: "expired",
    ev.SaleCancelled: "cancelled",
}
