"""A clock that is turned by hand, a lomi. that says what it is told to say, and a till between the two."""

import asyncio
import heapq
import itertools
import json
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from lomi_pos.api.server_time import ServerTime
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.errors import (
    Answered,
    IdempotencyConflict,
    KeyRefused,
    LomiBusy,
    LomiTrouble,
    NoConnection,
    NotFound,
    OutcomeUnknown,
    RequestRefused,
)
from lomi_pos.till.events import Event
from lomi_pos.till.identity import Identity
from lomi_pos.till.lomi import Account, CheckoutSession, LinkDraft, PaymentLink, Provider, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import FirstAttempt, Shop
from lomi_pos.till.products import Product, ProductQuery
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.rows import HasId, Rows
from lomi_pos.till.sale import Sale

from .scripted_lists import ScriptedBalances, ScriptedCustomers
from .scripted_money import ScriptedCharges, ScriptedRefunds

T = TypeVar("T")
LIVE = Identity("https://api.lomi.africa", "live", "f" * 16)
NETWORK = replace(LIVE, account="acct_1")
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


async def settle() -> None:
    """Let everything run that can run without time passing."""
    ready = cast("Any", asyncio.get_running_loop())._ready
    await asyncio.sleep(0)
    while ready:  # noqa: ASYNC110  the loop itself is what is waited for
        await asyncio.sleep(0)


class TurnedClock:
    """The ``Clock`` port. It stands still until it is turned; whoever sleeps wakes when their hour comes, in order."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._elapsed_s = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._elapsed_s

    async def sleep(self, wait_s: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed_s + wait_s, next(self._count), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Turn the clock on, waking everybody on the way."""
        await settle()
        until_s = self._elapsed_s + seconds
        while self._sleepers and self._sleepers[0][0] <= until_s:
            at_s, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                self._turn_to(max(at_s, self._elapsed_s))
                woken.set_result(None)
                await settle()
        self._turn_to(until_s)
        await settle()

    def leap(self, **by: float) -> None:
        """The machine sleeps: nobody wakes on the way."""
        self._turn_to(self._elapsed_s + timedelta(**by).total_seconds())

    def set_wrong(self, **by: float) -> None:
        """Somebody sets the clock on the wall; the seconds go on as they were."""
        self._now += timedelta(**by)

    def _turn_to(self, at_s: float) -> None:
        self._now += timedelta(seconds=at_s - self._elapsed_s)
        self._elapsed_s = at_s


@dataclass(frozen=True, slots=True)
class Lost:
    """It is done, and then the answer is lost with this trouble."""

    trouble: LomiTrouble


class Held:
    """No answer until ``release``. With ``done`` the work is done before the waiting, else after it."""

    def __init__(self, *, done: bool = False) -> None:
        self.is_done_first = done
        self.released = asyncio.Event()

    def release(self) -> None:
        self.released.set()


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    at_s: float
    arguments: tuple[Any, ...]


Answer = LomiTrouble | Lost | Held | Callable[[Any], Any] | None
"""Trouble instead of the answer, a lost or held answer, the answer changed on its way, or None: as it is."""


class ScriptedProducts:
    """The ``Products`` port; ``sold`` is all that lomi. has."""

    def __init__(self, do: Callable[..., Awaitable[Any]]) -> None:
        self._do = do
        self.sold: list[Product] = []

    async def list(self, query: ProductQuery | None = None) -> Rows[Product]:
        page = query.page if query is not None else 1
        found: Rows[Product] = await self._do("products", lambda: Rows(self.sold if page == 1 else ()), page)
        return found

    async def get(self, product_id: str) -> Product:
        found: Product = await self._do(
            "product", lambda: next(one for one in self.sold if one.id == product_id), product_id
        )
        return found


class ScriptedLomi:
    """The ``Payments`` port: lomi. in memory. It records every call and answers the next ones as it was told."""

    def __init__(self, clock: TurnedClock, identity: Identity = LIVE) -> None:
        self._clock = clock
        self.identity = identity
        self.clock_offset_s = 0.0
        self.last_answer_at: datetime | None = None
        self.last_failure_at: datetime | None = None
        self.requests_sent = 0
        self.opened_at = clock.now() - timedelta(seconds=clock.monotonic())
        self.time = ServerTime()
        self._note_time()
        self.calls: list[Call] = []
        self.checks_before_sending: Callable[[bytes], None] = lambda _body: None
        self.organization_id: str | None = "org-1"
        self._next: dict[str, deque[Answer]] = {}
        self._always: dict[str, Answer] = {}
        self.products = ScriptedProducts(self._do)
        self._keys: dict[str, tuple[bytes, CheckoutSession]] = {}
        self._sessions: dict[str, CheckoutSession] = {}
        self._links: dict[str, PaymentLink] = {}
        self._transactions: list[Transaction] = []
        self._count = itertools.count(1)
        self.charges = ScriptedCharges(self)
        self.refunds = ScriptedRefunds(self)

    # ------------------------------------------------------------------ what a test says
    def answers(self, name: str, *answers: Answer) -> None:
        """The next calls of ``name`` are answered like this, one after another."""
        self._next.setdefault(name, deque()).extend(answers)

    def always(self, answer: Answer, *names: str) -> None:
        """Every call of ``names`` (all, if none is named) is answered like this from now on."""
        for name in names or _CALLS:
            self._always[name] = answer

    def recover(self) -> None:
        self._always.clear()
        self._next.clear()

    def called(self, name: str) -> list[Call]:
        return [call for call in self.calls if call.name == name]

    def forget_calls(self) -> None:
        self.calls.clear()

    @property
    def session_ids(self) -> list[str]:
        return list(self._sessions)

    @property
    def link_ids(self) -> list[str]:
        return list(self._links)

    def pay(
        self,
        session_id: str = "",
        *,
        amount: Money | None = None,
        provider: str = "WAVE",
        is_booked: bool = True,
        discount: Money | None = None,
    ) -> None:
        """A customer pays (the newest session, unless another is named): completed, with a transaction."""
        session = self._sessions[session_id or self.session_ids[-1]]
        paid = replace(session, status="completed", amount=amount or session.amount)
        self._sessions[session.id] = paid
        if is_booked:
            self.book(session_id, amount=amount, provider=provider, discount=discount)

    def book(
        self,
        session_id: str = "",
        *,
        status: str = "completed",
        amount: Money | None = None,
        provider: str = "WAVE",
        discount: Money | None = None,
    ) -> Transaction:
        """A transaction of a session appears, as lomi.'s list shows it: without the session's id."""
        session = self._sessions[session_id or self.session_ids[-1]]
        gross = amount or session.amount
        assert gross is not None
        booked = Transaction(
            f"txn-{next(self._count)}",
            status,
            gross,
            fee=Money(gross.minor // 40, gross.currency),
            net=Money(gross.minor - gross.minor // 40, gross.currency),
            provider=provider,
            discount=discount,
            metadata=session.metadata,
            created_at=self._clock.now(),
        )
        self._transactions.append(booked)
        return booked

    def add_transaction(self, booked: Transaction) -> None:
        self._transactions.append(booked)

    def say_of_transaction(self, transaction_id: str, status: str) -> None:
        """lomi. says this status of a transaction from now on."""
        self._transactions = [
            replace(one, status=status) if one.id == transaction_id else one for one in self._transactions
        ]

    def say(self, status: str, session_id: str = "", **changes: Any) -> None:
        """lomi. says this status of a session from now on."""
        session = self._sessions[session_id or self.session_ids[-1]]
        self._sessions[session.id] = replace(session, status=status, **changes)

    def add_session(self, session: CheckoutSession) -> None:
        self._sessions[session.id] = session

    def pay_link(self, amount: Money | None = None) -> CheckoutSession:
        link = self._links[self.link_ids[-1]]
        session = CheckoutSession(self._new_id(), "completed", amount or link.amount, payment_link_id=link.id)
        self._sessions[session.id] = session
        return session

    def add_link(self, link: PaymentLink) -> None:
        self._links[link.id] = link

    # ------------------------------------------------------------------ bodies
    def session_body(self, order: Order, sale: Sale, *, attempt: int) -> bytes:
        return _body(order, sale, attempt)

    def link_body(self, order: Order, sale: Sale, *, attempt: int) -> bytes:
        return _body(order, sale, attempt)

    def new_link_body(self, draft: LinkDraft, reference: str) -> bytes:
        fields = {
            "link_type": draft.kind,
            "amount": draft.amount.minor if draft.amount else None,
            "currency_code": draft.currency,
            "title": f"{draft.title} · {reference}",
            "product_id": draft.product_id,
        }
        return json.dumps(fields).encode()

    def body_again(self, body: bytes, *, attempt: int) -> bytes:
        fields = json.loads(body)
        fields["metadata"]["attempt"] = str(attempt)
        return json.dumps(fields).encode()

    # ------------------------------------------------------------------ calls
    async def create_session(self, body: bytes, *, idempotency_key: str) -> CheckoutSession:
        def work() -> CheckoutSession:
            if idempotency_key in self._keys:
                first_body, first_answer = self._keys[idempotency_key]
                if first_body != body:
                    raise conflict()
                return first_answer
            fields = json.loads(body)
            session_id = self._new_id()
            made = CheckoutSession(
                session_id,
                "open",
                Money(fields["amount"], fields["currency_code"]),
                url=f"https://checkout.lomi.africa/{session_id}",
                expires_at=self._clock.now() + timedelta(minutes=15),
                environment=self.identity.environment,
                title=fields["title"],
                metadata=fields["metadata"],
                created_at=self._clock.now(),
            )
            self._keys[idempotency_key] = (body, made)
            self._sessions[session_id] = made
            return made

        self.checks_before_sending(body)
        return await self._do("create_session", work, idempotency_key, body)

    async def session(self, session_id: str) -> CheckoutSession:
        return await self._do("session", lambda: self._session(session_id), session_id)

    def _session(self, session_id: str) -> CheckoutSession:
        self._refuse_for_network()
        if session_id not in self._sessions:
            raise missing()
        return self._sessions[session_id]

    async def sessions(self, *, status: str = "", limit: int = 20, page: int = 1) -> Rows[CheckoutSession]:
        def work() -> Rows[CheckoutSession]:
            self._refuse_for_network()
            return _page([one for one in self._sessions.values() if status in {"", one.status}], limit, page)

        return await self._do("sessions", work, status, page)

    async def create_link(self, body: bytes, *, request_id: str = "") -> PaymentLink:
        def work() -> PaymentLink:
            fields = json.loads(body)
            link_id = self._new_id()
            amount = Money(fields["amount"], fields["currency_code"]) if fields["amount"] else None
            made = PaymentLink(
                link_id,
                f"https://checkout.lomi.africa/link/{link_id}",
                fields.get("link_type", "instant"),
                fields["title"],
                amount=amount,
                product_id=fields.get("product_id"),
                environment="live",
            )
            self._links[link_id] = made
            return made

        self.checks_before_sending(body)
        return await self._do("create_link", work, body)

    async def link(self, link_id: str) -> PaymentLink:
        return await self._do("link", lambda: self._links[link_id], link_id)

    async def links(
        self, *, kind: str = "", is_active: bool | None = None, limit: int = 20, page: int = 1
    ) -> Rows[PaymentLink]:
        def work() -> Rows[PaymentLink]:
            self._refuse_for_network()
            return _page([one for one in self._links.values() if kind in {"", one.kind}], limit, page)

        return await self._do("links", work, kind, page)

    @property
    def customers(self) -> ScriptedCustomers:
        return ScriptedCustomers(self._do)

    @property
    def balances(self) -> ScriptedBalances:
        return ScriptedBalances(self._do)

    async def transactions(self, query: TransactionQuery) -> Rows[Transaction]:
        def work() -> Rows[Transaction]:
            since = query.from_at or datetime.min.replace(tzinfo=UTC)
            found = [one for one in self._transactions if (one.created_at or NOON) >= since]
            return _page(found, query.limit, query.page)

        return await self._do("transactions", work, query)

    async def transaction(self, transaction_id: str) -> Transaction:
        def work() -> Transaction:
            found = [one for one in self._transactions if one.id == transaction_id]
            if not found:
                raise missing()
            return found[0]

        return await self._do("transaction", work, transaction_id)

    async def account(self) -> Account:
        def work() -> Account:
            self._refuse_for_network()
            self.identity = replace(self.identity, organization_id=self.organization_id)
            return Account(self.identity.environment, self.organization_id)

        return await self._do("account", work)

    async def providers(self) -> list[Provider]:
        return await self._do("providers", lambda: [Provider("WAVE"), Provider("MTN", is_connected=False)])

    async def close(self) -> None:
        return

    async def do(self, name: str, work: Callable[[], T], *arguments: Any) -> T:
        """Answer a call of ``name``, as the test has said."""
        return await self._do(name, work, *arguments)

    def new_id(self) -> str:
        return self._new_id()

    def now(self) -> datetime:
        return self._clock.now()

    async def _do(self, name: str, work: Callable[[], T], *arguments: Any) -> T:
        self.requests_sent += 1
        self.calls.append(Call(name, self._clock.monotonic(), arguments))
        answer = self._next[name].popleft() if self._next.get(name) else self._always.get(name)
        try:
            if isinstance(answer, Held) and not answer.is_done_first:
                await answer.released.wait()
            if isinstance(answer, LomiTrouble):
                raise answer
            done = work()
            if isinstance(answer, Held) and answer.is_done_first:
                await answer.released.wait()
            if isinstance(answer, Lost):
                raise answer.trouble
        except NoConnection:
            self.last_failure_at = self._clock.now()
            raise
        except OutcomeUnknown as trouble:
            if trouble.answered.is_lomis:
                self.last_answer_at = self._clock.now()
            else:
                self.last_failure_at = self._clock.now()
            raise
        except LomiTrouble:
            self.last_answer_at = self._clock.now()
            raise
        self.last_answer_at = self._clock.now()
        self._note_time()
        return cast("T", answer(done)) if callable(answer) else done

    def _note_time(self) -> None:
        at_s = self._clock.monotonic()
        self.time.note_answer(self._clock.now(), self.opened_at + timedelta(seconds=at_s), at_s=at_s)

    @property
    def lomis_now(self) -> datetime | None:
        """Known from the start, as to a window that has been open for a while."""
        return self.time.now(self._clock.now(), at_s=self._clock.monotonic())

    def _refuse_for_network(self) -> None:
        if self.identity.account:
            raise LomiTrouble("network_refused", problem="not possible for a Network account")

    def _new_id(self) -> str:
        return str(UUID(int=next(self._count)))


_CALLS = (
    "create_session",
    "session",
    "sessions",
    "create_link",
    "link",
    "links",
    "transactions",
    "account",
    "providers",
)
Row = TypeVar("Row", bound=HasId)


def _page(found: Iterable[Row], limit: int, page: int) -> Rows[Row]:
    newest_first = list(found)[::-1]
    shown = newest_first[(page - 1) * limit : page * limit]
    return Rows(shown, is_last=len(shown) < limit)


def _body(order: Order, sale: Sale, attempt: int) -> bytes:
    fields = {
        "amount": order.amount.minor,
        "currency_code": order.amount.currency,
        "providers": list(order.providers),
        "allow_coupon_code": order.allow_coupon_code,
        "title": f"Baobab · {sale.number} · {sale.reference}",
        "metadata": {"order_ref": sale.reference, "till": "A", "attempt": str(attempt)},
    }
    return json.dumps(fields).encode()


# ---------------------------------------------------------------------- troubles, as the client makes them
def _answered(status: int, code: str, text: str) -> Answered:
    return Answered(status=status, code=code, text=text)


def refused(status: int = 400) -> RequestRefused:
    return RequestRefused(_answered(status, "bad_request", "the title is missing"))


def missing() -> NotFound:
    return NotFound(_answered(404, "not_found", "Checkout session not found"))


def conflict() -> IdempotencyConflict:
    return IdempotencyConflict(_answered(409, "conflict", "Idempotency-Key was used with another body"))


def key_refused() -> KeyRefused:
    return KeyRefused(_answered(401, "unauthorized", "Invalid API key"))


def busy(retry_after_s: float = 7.0) -> LomiBusy:
    return LomiBusy(retry_after_s, _answered(429, "rate_limited", "Too many requests"))


def own_500(text: str = "Database error") -> OutcomeUnknown:
    return OutcomeUnknown("http_500", _answered(500, "internal_server_error", text))


def gateway(status: int = 502) -> OutcomeUnknown:
    return OutcomeUnknown(f"http_{status}", Answered(status=status))


def timeout() -> OutcomeUnknown:
    return OutcomeUnknown("timeout")


def no_connection() -> NoConnection:
    return NoConnection("dns")


# ---------------------------------------------------------------------- the journal
class PowerCut(BaseException):
    """The machine stops here."""


class CutJournal(SqliteJournal):
    """The real journal, and a power cut before the write that ``cut_before`` names: a method, or a kind of event."""

    cut_before: str = ""

    def begin_sale(self, order: Order, reference: str, first: FirstAttempt, **how: Any) -> Sale:
        self._cut("begin_sale")
        return super().begin_sale(order, reference, first, **how)

    def record(self, sale_id: int, events: Iterable[Event]) -> Sale:
        events = tuple(events)
        for event in events:
            self._cut(type(event).__name__)
        return super().record(sale_id, events)

    def _cut(self, name: str) -> None:
        if name == self.cut_before:
            raise PowerCut(name)

    def refuse_to_write(self) -> None:
        """As on a disk that has become read-only."""
        self._db.execute("PRAGMA query_only = ON")

    def write_again(self) -> None:
        self._db.execute("PRAGMA query_only = OFF")

    def fill_the_disk(self) -> None:
        """Not one page more: what needs one meets a full disk."""
        (pages,) = self._db.execute("PRAGMA page_count").fetchone()
        self._db.execute(f"PRAGMA max_page_count = {pages}")


def journalled_attempts(path: Path) -> list[tuple[str, bytes, bool]]:
    """Key, body and whether a try was noted, of every attempt and link, as another process reads them from disk."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [
            (key, body, bool(tried))
            for key, body, tried in db.execute(
                """SELECT idempotency_key, body, EXISTS (SELECT 1 FROM event WHERE event.sale_id = attempt.sale_id
                       AND kind = 'AttemptTried' AND json_extract(event.body, '$.attempt') = attempt.count)
                   FROM attempt
                   UNION ALL SELECT '', body, tried_at IS NOT NULL FROM shop_link
                   UNION ALL SELECT '', body, tried_at IS NOT NULL FROM refund"""
            )
        ]
    finally:
        db.close()


# ---------------------------------------------------------------------- the till
@dataclass(slots=True)
class Till:
    """One engine at a time, on one journal file that outlives it."""

    path: Path
    clock: TurnedClock = field(default_factory=TurnedClock)
    identity: Identity = LIVE
    lomi: ScriptedLomi = field(init=False)
    news: list[News] = field(default_factory=list)
    engine: Engine = field(init=False)
    journal: CutJournal = field(init=False)
    _stopping: asyncio.Event = field(init=False)
    _living: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.lomi = ScriptedLomi(self.clock, self.identity)
        self.lomi.checks_before_sending = self._check_journalled

    def _check_journalled(self, body: bytes) -> None:
        on_disk = [is_tried for _key, journalled, is_tried in journalled_attempts(self.path) if journalled == body]
        assert on_disk, "an attempt was sent that is not on disk"
        assert all(on_disk), "the socket opened before the attempt was on disk"

    async def open(self, *, sweeps: bool = False) -> Engine:
        """Start an engine; with ``sweeps`` as the window does, else as one sale from a terminal."""
        opened = CutJournal.open(self.path)
        assert isinstance(opened, CutJournal)
        self.journal = opened
        self._stopping = asyncio.Event()
        self.engine = Engine(
            payments=self.lomi, journal=self.journal, clock=self.clock, shop=Shop(), tell=self.news.append
        )
        self._living = asyncio.create_task(self.engine.run_until(self._stopping, sweeps=sweeps))
        await settle()
        return self.engine

    async def close(self) -> None:
        if self._living is not None:
            self._stopping.set()
            await self._living
            self._living = None
            self.journal.close()

    async def crash(self) -> None:
        """The power fails: nothing more can be written, and nothing more is heard of this engine."""
        assert self._living is not None
        self.journal.close()
        self._living.cancel()
        await asyncio.gather(self._living, return_exceptions=True)
        self._living = None

    async def restart(self) -> None:
        self.news.clear()
        await self.open(sweeps=True)

    async def charge(self, minor: int = 5000, **order: Any) -> int:
        """Charge, and let everything run that needs no time. Returns the sale's id."""
        sale = await self.engine.charge(Order(Money(minor), **order))
        await settle()
        return sale.id

    async def charge_link(self, minor: int = 5000) -> int:
        return await self.charge(minor, kind=Kind.LINK)

    async def wait(self, seconds: float) -> None:
        await self.clock.advance(seconds)

    def sale(self, sale_id: int = 1) -> Sale:
        return self.journal.sale(sale_id)

    def told(self, kind: type[T]) -> list[T]:
        return [one for one in self.news if isinstance(one, kind)]

    def told_states(self, sale_id: int = 1) -> list[str]:
        """The states that the window was told of, one after another."""
        states = [str(one.sale.state) for one in self.told(SaleChanged) if one.sale.id == sale_id]
        return [state for state, _ in itertools.groupby(states)]

    def events(self, sale_id: int = 1) -> list[str]:
        return [type(event).__name__ for event in self.sale(sale_id).history]
