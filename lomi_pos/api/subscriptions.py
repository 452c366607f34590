"""Subscriptions, which lomi. keeps under two names. None of their writes is deduplicated.

Sources: lomi. docs, Subscriptions; lomi.'s source, ``core/subscriptions`` and ``core/customer-subscriptions``.
"""

from dataclasses import replace

from lomi_pos.api.answers import Answer
from lomi_pos.api.checks import check_uuid, check_word
from lomi_pos.api.json_body import as_bytes, moment
from lomi_pos.api.once import write_once
from lomi_pos.api.pages import Listing
from lomi_pos.api.subscription_wire import to_subscription
from lomi_pos.api.transport import Transport
from lomi_pos.till.rows import Rows
from lomi_pos.till.subscriptions import SUBSCRIPTION_STATUSES, Subscription, SubscriptionChanges, SubscriptionQuery
from lomi_pos.till.text import clean


class Subscriptions:
    """``/subscriptions``: bare answers, paged by ``page`` and ``pageSize``."""

    _PATH = "/subscriptions"
    _LIST = Listing(_PATH, to_subscription, usual=50)

    def __init__(self, transport: Transport, *, environment: str) -> None:
        self._transport = transport
        self._environment = environment

    async def list(self, *, limit: int = 50, page: int = 1) -> Rows[Subscription]:
        return await self._LIST.page(self._transport, limit=limit, page=page, keep=self._is_ours)

    async def of_customer(self, customer_id: str) -> Rows[Subscription]:
        of_customer = replace(self._LIST, path=f"{self._PATH}/customer/{check_uuid(customer_id)}")
        return await of_customer.all(self._transport, keep=self._is_ours)

    async def get(self, subscription_id: str) -> Subscription:
        answer = await self._transport.read(f"{self._PATH}/{check_uuid(subscription_id)}")
        return _of(subscription_id, answer)

    async def change(self, subscription_id: str, changes: SubscriptionChanges) -> Subscription:
        """Change what ``changes`` says, and nothing else.

        Raises:
            TillRefusal: it cannot be so; nothing was sent.
            OutcomeUnknown: it may have been changed: look. So for all that follow.
        """
        return await self._write("PATCH", subscription_id, "", _as_body(changes))

    async def cancel(self, subscription_id: str, *, at_period_end: bool = False, reason: str = "") -> Subscription:
        """End it, now or with the period that is paid for."""
        fields = {"cancel_at_period_end": at_period_end, "cancellation_reason": clean(reason)}
        return await self._write("POST", subscription_id, "/cancel", as_bytes(fields))

    async def uncancel(self, subscription_id: str) -> Subscription:
        """Let one go on that was to end with its period."""
        return await self._write("POST", subscription_id, "/uncancel", b"{}")

    async def change_plan(self, subscription_id: str, price_id: str) -> Subscription:
        return await self._write("POST", subscription_id, "/change-plan", as_bytes({"price_id": check_uuid(price_id)}))

    async def _write(self, method: str, subscription_id: str, step: str, body: bytes) -> Subscription:
        path = f"{self._PATH}/{check_uuid(subscription_id)}{step}"
        return await write_once(self._transport, method, path, body, lambda answer: _of(subscription_id, answer))

    def _is_ours(self, one: Subscription) -> bool:
        return one.environment in {None, self._environment}


class CustomerSubscriptions:
    """``/customer-subscriptions``: the same in envelopes, with filters, paged by ``limit`` and ``offset``."""

    _PATH = "/customer-subscriptions"
    _LIST = Listing(_PATH, to_subscription, usual=20)

    def __init__(self, transport: Transport, *, environment: str) -> None:
        self._transport = transport
        self._environment = environment

    async def list(self, query: SubscriptionQuery | None = None) -> Rows[Subscription]:
        """One page. What the server made of the filters is filtered again here."""
        query = query or SubscriptionQuery()
        asked = {"customer_id": check_uuid(query.customer_id)} if query.customer_id else {}
        if query.status:
            asked["status"] = check_word(query.status, SUBSCRIPTION_STATUSES)
        return await self._LIST.page(
            self._transport,
            asked,
            limit=query.limit,
            page=query.page,
            keep=lambda one: self._is_asked_for(one, query),
        )

    async def get(self, subscription_id: str) -> Subscription:
        answer = await self._transport.read(f"{self._PATH}/{check_uuid(subscription_id)}")
        return _of(subscription_id, answer)

    async def change(self, subscription_id: str, changes: SubscriptionChanges) -> Subscription:
        path = f"{self._PATH}/{check_uuid(subscription_id)}"
        body = _as_body(changes)
        return await write_once(self._transport, "PATCH", path, body, lambda answer: _of(subscription_id, answer))

    async def cancel(self, subscription_id: str) -> Subscription:
        """End it at once: this is what lomi. makes of DELETE here."""
        path = f"{self._PATH}/{check_uuid(subscription_id)}"
        return await write_once(self._transport, "DELETE", path, None, lambda answer: _of(subscription_id, answer))

    def _is_asked_for(self, one: Subscription, query: SubscriptionQuery) -> bool:
        if one.environment not in {None, self._environment} or (query.status and one.status != query.status):
            return False
        return not query.customer_id or one.customer_id is None or one.customer_id.lower() == query.customer_id.lower()


def _of(subscription_id: str, answer: Answer) -> Subscription:
    return answer.read_asked(subscription_id, to_subscription)


def _as_body(changes: SubscriptionChanges) -> bytes:
    return as_bytes(
        {
            "status": None if changes.status is None else check_word(changes.status, SUBSCRIPTION_STATUSES),
            "start_date": moment(changes.start_at) if changes.start_at else None,
            "end_date": moment(changes.end_at) if changes.end_at else None,
            "next_billing_date": moment(changes.next_billing_at) if changes.next_billing_at else None,
            "metadata": None if changes.metadata is None else dict(changes.metadata),
        }
    )
