"""An attempt to collect a sale: one checkout session, payment link or charge, and what its events made of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lomi_pos.till import events as ev
from lomi_pos.till.errors import as_perhaps_shown
from lomi_pos.till.identity import Identity
from lomi_pos.till.order import Kind
from lomi_pos.till.states import State
from lomi_pos.till.words import Message

WATCHED_FOR = timedelta(days=7)
"""How long a code is looked at after it was made: money can come late."""

KEY_GOOD_FOR = timedelta(hours=23)
"""lomi.'s docs promise 24 h to an idempotency key; an older one would make a second session."""

MADE_FOR_ANOTHER_SALE = "made_for_another_sale"
"""The code of what is said where lomi. gives a code that it has given before."""

_NEVER_REPEATED = frozenset({"made_for_another", "made_for_another_may_be_paid", MADE_FOR_ANOTHER_SALE, "key_reused"})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One checkout session or link made for a sale. ``body`` is what is sent, byte for byte, on every try."""

    count: int
    kind: Kind
    idempotency_key: str
    body: bytes
    identity: Identity
    made_at: datetime
    state: State = State.CREATING
    first_tried_at: datetime | None = None
    first_tried_lomis_at: datetime | None = None
    """The same by lomi.'s clock, where that was known."""
    is_in_flight: bool = False
    """Sent, and nothing known of the answer: true as well after a crash between the two."""
    unclear_tries: int = 0
    is_never_repeated: bool = False
    """lomi. has made something with this key that is not ours to show: it is looked for, and not sent again. Once lomi.
    has forgotten the key, a repeat would make a second one."""
    may_have_been_shown: bool = False
    """It has no code here, but the journal has gone back to an earlier time: it may have got one since."""
    remote_id: str | None = None
    url: str | None = None
    expires_at: datetime | None = None
    reason: Message | None = None
    status_word: str = ""
    """A status of lomi.'s that we do not know, as it spells it."""
    customer_is_paying: bool = False
    was_declined: bool = False

    def after(self, event: ev.Event) -> "Attempt":
        """Return it as ``event`` leaves it; one that is paid stays paid.

        The event is one that tells of this attempt, or of the whole sale.
        """
        moved = _moved(self, event)
        return replace(moved, state=State.PAID) if self.state is State.PAID else moved

    def age(self, now: datetime, lomis_now: datetime | None) -> timedelta:
        """How long ago it was made: by lomi.'s clock where it told both times, since ours may have been set."""
        if lomis_now is not None and self.first_tried_lomis_at is not None:
            return lomis_now - self.first_tried_lomis_at
        return now - self.made_at

    @property
    def may_exist_at_lomi(self) -> bool:
        is_unclear = self.unclear_tries > 0 or self.is_in_flight
        return self.remote_id is not None or is_unclear or self.may_have_been_shown

    @property
    def is_paid_in_another_currency(self) -> bool:
        """Whether lomi. says so: it is for a person, and no look at it tells more."""
        return self.state is State.ATTENTION and self.reason is not None and self.reason.code == "currency_differs"

    @property
    def asked(self) -> Mapping[str, Any]:
        """What ``body`` asks for; empty where it is no object."""
        try:
            read = json.loads(self.body)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    @property
    def takes_coupons(self) -> bool:
        return self.asked.get("allow_coupon_code") is True


def _moved(attempt: Attempt, event: ev.Event) -> Attempt:  # noqa: C901, PLR0911  one case an event, as in a table
    match event:
        case ev.AttemptTried():
            is_first = not attempt.may_exist_at_lomi or attempt.first_tried_at is None
            return replace(
                attempt,
                state=State.CREATING,
                is_in_flight=True,
                reason=None,
                first_tried_at=event.at if is_first else attempt.first_tried_at,
                first_tried_lomis_at=event.lomis_at if is_first else attempt.first_tried_lomis_at,
            )
        case ev.AttemptUnclear():
            return replace(
                attempt,
                state=State.CREATING,
                is_in_flight=False,
                unclear_tries=attempt.unclear_tries + 1,
                reason=event.reason,
            )
        case ev.AttemptOpened():
            return replace(
                attempt,
                state=State.OPEN,
                is_in_flight=False,
                remote_id=event.remote_id,
                url=event.url,
                expires_at=event.expires_at,
                reason=None,
            )
        case ev.AttemptFailed():
            return replace(attempt, state=State.FAILED, is_in_flight=False, reason=event.reason)
        case ev.AttentionNeeded():
            return replace(
                attempt,
                state=State.ATTENTION,
                is_in_flight=False,
                is_never_repeated=attempt.is_never_repeated or event.reason.code in _NEVER_REPEATED,
                reason=_as_known(attempt, event.reason),
                remote_id=event.remote_id or attempt.remote_id,
            )
        case ev.CustomerPaying():
            return replace(attempt, customer_is_paying=True, was_declined=False)
        case ev.PaymentDeclined():
            return replace(attempt, customer_is_paying=False, was_declined=True)
        case ev.PaymentReceived():
            return replace(attempt, state=State.PAID, customer_is_paying=False, reason=None)
        case ev.AttemptExpired():
            return replace(attempt, state=State.EXPIRED, customer_is_paying=False)
        case ev.StatusUnknown():
            return replace(attempt, status_word=event.word)
        case ev.JournalWentBack():
            return _in_a_journal_that_went_back(attempt)
        case _:
            return attempt


def _in_a_journal_that_went_back(attempt: Attempt) -> Attempt:
    """One that has no code, and could have got it since by the same key."""
    is_over = attempt.state is State.FAILED and (attempt.reason is None or attempt.reason.code != "no_connection")
    if attempt.remote_id is not None or is_over or attempt.state is State.PAID:
        return attempt
    shown = replace(attempt, may_have_been_shown=True)
    return replace(shown, reason=_as_known(shown, shown.reason) if shown.reason is not None else None)


def _as_known(attempt: Attempt, reason: Message) -> Message:
    return as_perhaps_shown(reason) if attempt.may_have_been_shown else reason
