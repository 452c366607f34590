"""``LomiClient``: the ``Payments`` port, answered by lomi. itself or by the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from lomi_pos.api import account, bodies, links, sessions, transactions
from lomi_pos.api.answers import Answer
from lomi_pos.api.keys import ApiKey
from lomi_pos.api.transport import Call, Transport
from lomi_pos.till.identity import Identity
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Clock, Shop
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale import Sale

if TYPE_CHECKING:
    from lomi_pos.api.balances import Balances
    from lomi_pos.api.charges import Charges
    from lomi_pos.api.customers import Customers
    from lomi_pos.api.merchants import Merchants
    from lomi_pos.api.organizations import Organizations
    from lomi_pos.api.products import Products
    from lomi_pos.api.refunds import Refunds
    from lomi_pos.api.subscriptions import CustomerSubscriptions, Subscriptions
    from lomi_pos.api.webhooks import Webhooks
    from lomi_pos.till.lomi import Account, CheckoutSession, LinkDraft, PaymentLink, Provider, Transaction


class LomiClient:
    """lomi. under one identity. Every call raises only ``LomiTrouble``; used on one event loop only.

    ``watch_deadline_s`` shortens the look-ups of sessions, of which the next comes soon anyway. ``inner`` replaces the
    network in tests.
    """

    def __init__(
        self,
        *,
        identity: Identity,
        key: ApiKey | str,
        shop: Shop,
        clock: Clock,
        watch_deadline_s: float | None = None,
        inner: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.shop = shop
        self._identity = identity
        self._clock = clock
        self._watch_deadline_s = watch_deadline_s
        secret = key if isinstance(key, ApiKey) else ApiKey(key)
        self._transport = Transport(identity=identity, key=secret, clock=clock, inner=inner)

    # ------------------------------------------------------------------ resources, each loaded when it is asked for
    @cached_property
    def balances(self) -> Balances:
        from lomi_pos.api.balances import Balances  # noqa: PLC0415  a till that only sells needs none of these

        return Balances(self._transport, environment=self._identity.environment)

    @cached_property
    def customer_subscriptions(self) -> CustomerSubscriptions:
        from lomi_pos.api.subscriptions import CustomerSubscriptions  # noqa: PLC0415

        return CustomerSubscriptions(self._transport, environment=self._identity.environment)

    @cached_property
    def merchants(self) -> Merchants:
        from lomi_pos.api.merchants import Merchants  # noqa: PLC0415

        return Merchants(self._transport)

    @cached_property
    def organizations(self) -> Organizations:
        from lomi_pos.api.organizations import Organizations  # noqa: PLC0415

        return Organizations(self._transport)

    @cached_property
    def products(self) -> Products:
        from lomi_pos.api.products import Products  # noqa: PLC0415

        return Products(self._transport, environment=self._identity.environment)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        from lomi_pos.api.subscriptions import Subscriptions  # noqa: PLC0415

        return Subscriptions(self._transport, environment=self._identity.environment)

    @cached_property
    def charges(self) -> Charges:
        from lomi_pos.api.charges import Charges  # noqa: PLC0415

        return Charges(self._transport)

    @cached_property
    def customers(self) -> Customers:
        from lomi_pos.api.customers import Customers  # noqa: PLC0415

        return Customers(self._transport, environment=self._identity.environment)

    @cached_property
    def refunds(self) -> Refunds:
        from lomi_pos.api.refunds import Refunds  # noqa: PLC0415

        return Refunds(self._transport, environment=self._identity.environment)

    @cached_property
    def webhooks(self) -> Webhooks:
        from lomi_pos.api.webhooks import Webhooks  # noqa: PLC0415

        return Webhooks(self._transport, environment=self._identity.environment)

    # ------------------------------------------------------------------ as whom, and how it goes
    @property
    def identity(self) -> Identity:
        """As whom we talk to lomi.; it names the organization once ``account()`` has been answered."""
        return self._identity

    @property
    def clock_offset_s(self) -> float:
        return self._transport.server_time.offset_s

    @property
    def lomis_now(self) -> datetime | None:
        return self._transport.server_time.now(self._clock.now(), at_s=self._clock.monotonic())

    @property
    def _lomis_time(self) -> datetime:
        """By which lomi. ends a link; by our own clock while nothing tells it."""
        return self.lomis_now or self._clock.now()

    @property
    def last_answer_at(self) -> datetime | None:
        return self._transport.server_time.last_answer_at

    @property
    def last_failure_at(self) -> datetime | None:
        return self._transport.server_time.last_failure_at

    @property
    def requests_sent(self) -> int:
        return self._transport.requests_sent

    def session_body(self, order: Order, sale: Sale, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        return bodies.session_body(order, sale, attempt=attempt, shop=self.shop, told=told)

    def link_body(self, order: Order, sale: Sale, *, attempt: int) -> bytes:
        return bodies.link_body(order, sale, attempt=attempt, shop=self.shop, now=self._lomis_time)

    def new_link_body(self, draft: LinkDraft, reference: str) -> bytes:
        return bodies.new_link_body(draft, reference, shop=self.shop)

    def body_again(self, body: bytes, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        return bodies.body_again(body, attempt=attempt, shop=self.shop, now=self._lomis_time, told=told)

    async def create_session(self, body: bytes, *, idempotency_key: str) -> CheckoutSession:
        return await sessions.create(self._transport, body, idempotency_key=idempotency_key)

    async def session(self, session_id: str) -> CheckoutSession:
        return await sessions.get(self._transport, session_id, deadline_s=self._watch_deadline_s)

    async def sessions(self, *, status: str = "", limit: int = 20, page: int = 1) -> Rows[CheckoutSession]:
        return await sessions.find(
            self._transport,
            environment=self._identity.environment,
            status=status,
            limit=limit,
            page=page,
            deadline_s=self._watch_deadline_s,
        )

    async def create_link(self, body: bytes, *, request_id: str = "") -> PaymentLink:
        """Make a link. lomi. deduplicates nothing here: once, and never again by itself."""
        return await links.create(self._transport, body, request_id=request_id)

    async def link(self, link_id: str) -> PaymentLink:
        return await links.get(self._transport, link_id)

    async def links(
        self, *, kind: str = "", is_active: bool | None = None, limit: int = 20, page: int = 1
    ) -> Rows[PaymentLink]:
        return await links.find(
            self._transport,
            environment=self._identity.environment,
            kind=kind,
            is_active=is_active,
            limit=limit,
            page=page,
        )

    async def transactions(self, query: TransactionQuery) -> Rows[Transaction]:
        return await transactions.find(self._transport, query, environment=self._identity.environment)

    async def transaction(self, transaction_id: str) -> Transaction:
        return await transactions.get(self._transport, transaction_id)

    async def account(self) -> Account:
        found = await account.get(self._transport, key_environment=self._identity.environment)
        if found.organization_id is not None:
            self._identity = replace(self._identity, organization_id=found.organization_id)
        return found

    async def providers(self, code: str = "") -> list[Provider]:
        return await account.providers(self._transport, code)

    async def send(self, call: Call) -> Answer:
        """Send any request, once, and return its answer as it came. For people who know lomi.'s endpoints."""
        return await self._transport.send(call)

    async def close(self) -> None:
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
