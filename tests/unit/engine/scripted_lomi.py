"""A lomi. in memory that says what it is told to say."""

import itertools
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from lomi_pos.till.errors import (
    LomiTrouble,
)
from lomi_pos.till.identity import Identity
from lomi_pos.till.lomi import Account, CheckoutSession, LinkDraft, PaymentLink, Provider, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.products import Product, ProductQuery
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.rows import HasId, Rows
from lomi_pos.till.sale import Sale

from .script import Script
from .scripted_lists import ScriptedBalances, ScriptedCustomers
from .scripted_money import ScriptedCharges, ScriptedRefunds
from .troubles import conflict, missing
from .turned_clock import NOON, TurnedClock

T = TypeVar("T")
LIVE = Identity("https://api.lomi.africa", "live", "f" * 16)
NETWORK = replace(LIVE, account="acct_1")


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


class ScriptedLomi(Script):
    """The ``Payments`` port: lomi. in memory. It records every call and answers the next ones as it was told."""

    def __init__(self, clock: TurnedClock, identity: Identity = LIVE) -> None:
        super().__init__(clock)
        self.identity = identity
        self.checks_before_sending: Callable[[bytes], None] = lambda _body: None
        self.organization_id: str | None = "org-1"
        self.products = ScriptedProducts(self.do)
        self._keys: dict[str, tuple[bytes, CheckoutSession]] = {}
        self._sessions: dict[str, CheckoutSession] = {}
        self._links: dict[str, PaymentLink] = {}
        self._transactions: list[Transaction] = []
        self._count = itertools.count(1)
        self.charges = ScriptedCharges(self)
        self.refunds = ScriptedRefunds(self)

    # ------------------------------------------------------------------ what a test says
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
            created_at=self.its_time,
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
    def session_body(self, order: Order, sale: Sale, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        return _body(order, sale, attempt, told)

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

    def body_again(self, body: bytes, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        fields = json.loads(body)
        fields["metadata"]["attempt"] = str(attempt)
        fields["metadata"] |= told or {}
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
        return await self.do("create_session", work, idempotency_key, body)

    async def session(self, session_id: str) -> CheckoutSession:
        return await self.do("session", lambda: self._session(session_id), session_id)

    def _session(self, session_id: str) -> CheckoutSession:
        self._refuse_for_network()
        if session_id not in self._sessions:
            raise missing()
        return self._sessions[session_id]

    async def sessions(self, *, status: str = "", limit: int = 20, page: int = 1) -> Rows[CheckoutSession]:
        def work() -> Rows[CheckoutSession]:
            self._refuse_for_network()
            return _page([one for one in self._sessions.values() if status in {"", one.status}], limit, page)

        return await self.do("sessions", work, status, page)

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
        return await self.do("create_link", work, body)

    async def link(self, link_id: str) -> PaymentLink:
        return await self.do("link", lambda: self._links[link_id], link_id)

    async def links(
        self, *, kind: str = "", is_active: bool | None = None, limit: int = 20, page: int = 1
    ) -> Rows[PaymentLink]:
        def work() -> Rows[PaymentLink]:
            self._refuse_for_network()
            return _page([one for one in self._links.values() if kind in {"", one.kind}], limit, page)

        return await self.do("links", work, kind, page)

    @property
    def customers(self) -> ScriptedCustomers:
        return ScriptedCustomers(self.do)

    @property
    def balances(self) -> ScriptedBalances:
        return ScriptedBalances(self.do)

    async def transactions(self, query: TransactionQuery) -> Rows[Transaction]:
        def work() -> Rows[Transaction]:
            since = query.from_at or datetime.min.replace(tzinfo=UTC)
            found = [one for one in self._transactions if (one.created_at or NOON) >= since]
            return _page(found, query.limit, query.page)

        return await self.do("transactions", work, query)

    async def transaction(self, transaction_id: str) -> Transaction:
        def work() -> Transaction:
            found = [one for one in self._transactions if one.id == transaction_id]
            if not found:
                raise missing()
            return found[0]

        return await self.do("transaction", work, transaction_id)

    async def account(self) -> Account:
        def work() -> Account:
            self._refuse_for_network()
            self.identity = replace(self.identity, organization_id=self.organization_id)
            return Account(self.identity.environment, self.organization_id)

        return await self.do("account", work)

    async def providers(self) -> list[Provider]:
        return await self.do("providers", lambda: [Provider("WAVE"), Provider("MTN", is_connected=False)])

    async def close(self) -> None:
        return

    def new_id(self) -> str:
        return self._new_id()

    def now(self) -> datetime:
        return self._clock.now()

    def _refuse_for_network(self) -> None:
        if self.identity.account:
            raise LomiTrouble("network_refused", problem="not possible for a Network account")

    def _new_id(self) -> str:
        return str(UUID(int=next(self._count)))


Row = TypeVar("Row", bound=HasId)


def _page(found: Iterable[Row], limit: int, page: int) -> Rows[Row]:
    newest_first = list(found)[::-1]
    shown = newest_first[(page - 1) * limit : page * limit]
    return Rows(shown, is_last=len(shown) < limit)


def _body(order: Order, sale: Sale, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
    fields = {
        "amount": order.amount.minor,
        "currency_code": order.amount.currency,
        "providers": list(order.providers),
        "allow_coupon_code": order.allow_coupon_code,
        "title": f"Baobab · {sale.number} · {sale.reference}",
        "metadata": {"order_ref": sale.reference, "till": "A", "attempt": str(attempt), **(told or {})},
    }
    return json.dumps(fields).encode()
