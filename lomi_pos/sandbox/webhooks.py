"""Webhooks: who wants to hear of what, what is on its way, and how each attempt went.

Source: lomi. docs, Webhooks; the server's own sender for the body, the signature and the schedule of retries.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.records import Kept, Owner, Session, Transaction
from lomi_pos.sandbox.spelling import documented_session, documented_transaction, live_transaction
from lomi_pos.sandbox.trouble import SandboxError

EVENTS = (
    "PAYMENT_CREATED",
    "PAYMENT_SUCCEEDED",
    "PAYMENT_FAILED",
    "REFUND_CREATED",
    "REFUND_COMPLETED",
    "REFUND_FAILED",
    "SUBSCRIPTION_CREATED",
    "SUBSCRIPTION_UPDATED",
    "SUBSCRIPTION_RENEWED",
    "SUBSCRIPTION_CANCELLED",
    "USAGE_RECORDED",
    "USAGE_INVOICE_CREATED",
    "USAGE_INVOICE_PAID",
    "USAGE_INVOICE_OVERDUE",
    "SUBSCRIPTION_USAGE_PERIOD_CLOSED",
    "NETWORK_PAYMENT_CREATED",
    "NETWORK_OPERATOR_FEE_CREATED",
    "NETWORK_OPERATOR_FEE_REVERSED",
)
# On the page of checkout sessions, and unknown to the server.
DOCUMENTED_EVENTS = ("checkout.session.completed", "checkout.session.expired")
TEST_EVENT = "test.webhook"
AGENT = "Lomi-Webhook/1.0"
SERVER_ENVIRONMENT = "production"  # where lomi.'s server runs, whatever the key: it says nothing about live or test
WAITS_S = (5, 10, 20, 40)
INNER_KEYS = ("wave_session", "balance_updated", "emails_sent", "conversion_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook(Kept):
    """An endpoint of the shop's own. ``secret`` is shown once, when it is made."""

    url: str
    events: list[str]
    secret: str = field(repr=False)
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    is_active: bool = True
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Kept):
    """One delivery that was tried: a row of the delivery log."""

    hook_id: str
    event: str
    event_id: str
    payload: str
    number: int
    created_at: datetime
    response_status: int | None = None
    response_body: str | None = None
    error: str | None = None
    duration_ms: int = 0

    @property
    def succeeded(self) -> bool:
        return self.response_status is not None and HTTPStatus.OK <= self.response_status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def is_worth_repeating(self) -> bool:
        """Only trouble of the line or of the receiver's server; a refusal and a redirection are final."""
        return self.response_status is None or self.response_status >= HTTPStatus.INTERNAL_SERVER_ERROR


@dataclass(frozen=True, slots=True)
class Delivery:
    """A signed body on its way. ``number`` counts the attempts from 1."""

    at: datetime
    hook: Hook
    event: str
    event_id: str
    body: bytes
    number: int = 1
    once: bool = False

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "X-Lomi-Signature": sign(self.hook.secret, self.body),
            "X-Lomi-Event": self.event,
            "User-Agent": AGENT,
        }


def sign(secret: str, body: bytes) -> str:
    """Return the hex HMAC-SHA256 of the raw bytes. The key is the secret as given, ``whsec_`` included."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _nobody(_delivery: Delivery) -> Attempt:
    raise SandboxError("Nobody carries webhooks: the sandbox is not running.")


class Webhooks:
    """Every method may be called from any thread.

    Attributes:
        is_documented: whether events and data are those of the pages, or the server's.
        ring: wakes whoever carries deliveries.
        carry: delivers one at once.
    """

    def __init__(self, books: Books) -> None:
        self._books = books
        self.hooks = books.shelf("webhooks", Hook)
        self.log = books.shelf("webhook_log", Attempt)
        self.is_documented = True
        self.ring: Callable[[], None] = lambda: None
        self.carry: Callable[[Delivery], Attempt] = _nobody
        self._waiting: list[Delivery] = []

    # ------------------------------------------------------------ events
    def announce(self, event: str, owner: Owner, data: Mapping[str, Any]) -> None:
        """Tell every endpoint of the owner, in the same environment, that asked for the event."""
        with self._books.turn():
            its_id = self._books.new_id()
            of_owner = (owner.organization_id, owner.environment)
            for hook in self.hooks:
                if hook.is_active and event in hook.events and (hook.organization_id, hook.environment) == of_owner:
                    self._waiting.append(self.delivery(hook, event, its_id, data))
            self.ring()

    def transaction_kept(self, before: Transaction | None, after: Transaction) -> None:
        """Announce what became of a payment. Its expiry is not announced by the server either."""
        if before is None:
            self.announce("PAYMENT_CREATED", after, self._payment(after))
            if after.operator_id:
                operator = Owner(organization_id=after.operator_id, environment=after.environment)
                self.announce("NETWORK_PAYMENT_CREATED", operator, self._payment(after))
        given_back = before is not None and before.status == "refunded"
        if (before is None or before.status != after.status) and not given_back:
            event = {"completed": "PAYMENT_SUCCEEDED", "failed": "PAYMENT_FAILED"}.get(after.status)
            if event:
                self.announce(event, after, self._payment(after))

    def session_kept(self, before: Session | None, after: Session) -> None:
        if self.is_documented and before and after.status not in (before.status, "open"):
            url = self._books.checkout_url(after.id)
            self.announce(f"checkout.session.{after.status}", after, documented_session(after, url))

    def _payment(self, row: Transaction) -> dict[str, Any]:
        """Write a transaction as it is read, without what is lomi.'s own business."""
        metadata = {
            name: value
            for name, value in row.metadata.items()
            if not name.startswith("stripe_") and name not in INNER_KEYS
        }
        row = replace(row, metadata=metadata)
        if not self.is_documented:
            return live_transaction(row)
        more = {"checkout_session_id": row.session_id, "environment": row.environment}
        return {**documented_transaction(row), **more}

    # ------------------------------------------------------------ deliveries
    def delivery(
        self, hook: Hook, event: str, event_id: str, data: Mapping[str, Any], *, once: bool = False
    ) -> Delivery:
        """Write an event down for one endpoint. ``once``: nobody tries again."""
        now = self._books.now
        told = {
            "id": event_id,
            "event": event,
            "timestamp": stamp(now),
            "data": data,
            "lomi_environment": SERVER_ENVIRONMENT,
        }
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        return Delivery(now, hook, event, event_id, body, once=once)

    def is_due(self, now: datetime) -> bool:
        return any(each.at <= now for each in tuple(self._waiting))

    def take_due(self) -> list[Delivery]:
        """Take what is to be delivered now out of the queue, the oldest first."""
        with self._books.turn():
            now = self._books.clock.now()
            due = sorted((each for each in self._waiting if each.at <= now), key=lambda each: each.at)
            self._waiting = [each for each in self._waiting if each.at > now]
            return [each for each in due if each.hook.id in self.hooks]

    def seconds_to_next(self) -> float | None:
        with self._books.turn():
            hours = [each.at for each in self._waiting]
            return max(0.0, (min(hours) - self._books.clock.now()).total_seconds()) if hours else None

    def write_down(self, delivery: Delivery, attempt: Attempt) -> Attempt:
        """Keep the log's row; after trouble worth repeating, the next attempt has its hour."""
        with self._books.turn():
            self.log.keep(attempt)
            again = attempt.is_worth_repeating and delivery.number <= len(WAITS_S) and not delivery.once
            if again:
                wait = timedelta(seconds=WAITS_S[delivery.number - 1] / self._books.speed)
                next_one = replace(delivery, at=self._books.clock.now() + wait, number=delivery.number + 1)
                self._waiting.append(next_one)
            return attempt
