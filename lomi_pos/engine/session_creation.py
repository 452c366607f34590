"""POST /checkout-sessions: lomi. deduplicates by the idempotency key, so it is repeated until it is clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lomi_pos.engine.creation import Creation
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.key_age import KeyAge
from lomi_pos.engine.lookup import find_session
from lomi_pos.engine.tries import SAME_FAULT_LIMIT
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    LomiBusy,
    LomiTrouble,
    NoConnection,
    OutcomeUnknown,
    PaymentRequired,
    RequestRefused,
)
from lomi_pos.till.states import State
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession


class SessionCreation(Creation):
    def __init__(self, desk: Desk, sale_id: int, attempt: Attempt) -> None:
        super().__init__(desk, sale_id, attempt)
        self._key_age = KeyAge(desk)

    async def try_once(self) -> float | None:
        attempt = self._attempt
        if attempt.state is not State.CREATING:
            return None
        if not self._may_exist:
            if not await self._may_leave():
                return None
            self._key_age.note_first_sent()
        elif not await self._key_age.is_known():
            return 0.0
        elif not self._key_age.is_good(attempt):
            return await self._look_up(Message("too_old_to_repeat"))
        self._before_sending()
        try:
            made = await self._desk.payments.create_session(attempt.body, idempotency_key=attempt.idempotency_key)
        except LomiTrouble as trouble:
            return await self._troubled(trouble)
        return await self._made(made)

    async def look_for_it(self) -> None:
        if self._desk.payments.identity.account:  # a member's sessions cannot be read (lomi. docs, Network)
            return
        found = await find_session(self._desk, self._sale, self._attempt)
        if found is not None:
            self._open(found, await self._look(found.id))

    async def _made(self, made: CheckoutSession) -> float | None:
        if not self._may_exist or self._desk.payments.identity.account or self._is_for_another(made):
            self._open(made)
            return None
        try:
            seen = await self._look(made.id)
        except LomiTrouble as trouble:
            self._unclear("replay_not_seen", Message("outcome_unknown"))
            return trouble.retry_after_s if isinstance(trouble, LomiBusy) else 0.0
        self._open(made, seen)
        return None

    async def _look(self, session_id: str) -> CheckoutSession:
        """The session as it is now; ``expired`` is believed when it is said twice."""
        seen = await self._desk.payments.session(session_id)
        return await self._desk.payments.session(session_id) if seen.is_expired else seen

    async def _troubled(self, trouble: LomiTrouble) -> float | None:  # noqa: PLR0911  a table, one row an answer
        match trouble:
            case NoConnection() if not self._may_exist:
                self._failed(trouble.message)
                return None
            case NoConnection():
                self._unclear(trouble.fault, Message("outcome_unknown"))
                return 0.0
            case LomiBusy():
                self._unclear("busy", trouble.message)
                return trouble.retry_after_s
            case OutcomeUnknown():
                return self._outcome_unknown(trouble)
            case KeyRefused():
                return self._key_was_refused(trouble)
            case PaymentRequired() | IdempotencyConflict():
                self._attention(trouble.message)
                return None
            case RequestRefused():
                return await self._refused(trouble)
            case _:
                self._attention(trouble.message)
                return None

    def _outcome_unknown(self, trouble: OutcomeUnknown) -> float | None:
        self._unclear(trouble.fault, trouble.message)
        is_own_500 = trouble.answered.status == 500 and trouble.answered.is_lomis  # noqa: PLR2004  lomi.'s own 500
        if is_own_500:
            fault = f"{trouble.answered.code} {trouble.answered.text}"
            self._faults[fault] += 1
            if self._faults[fault] >= SAME_FAULT_LIMIT:
                self._attention(Message("same_fault_thrice"))
                return None
        return 0.0

    async def _refused(self, refused: RequestRefused) -> float | None:
        if not self._may_exist:  # also when it names what it does not find: a product, or a coupon
            self._failed(Message("request_refused", refused.message.values))
            return None
        reason = Message("refused_after_unclear", {"message": refused.answered.text})
        return await self._look_up(reason)

    async def _look_up(self, reason: Message) -> float | None:
        """It cannot be repeated any more: look whether it exists, and leave it to a person when it does not."""
        if self._desk.payments.identity.account:  # a member's sessions cannot be read (lomi. docs, Network)
            self._attention(reason)
            return None
        try:
            found = await find_session(self._desk, self._sale, self._attempt)
            seen = await self._look(found.id) if found is not None else None
        except KeyRefused as refused:
            return self._key_was_refused(refused)
        except LomiBusy as busy:
            return busy.retry_after_s
        except LomiTrouble:
            return 0.0
        if found is None:
            self._attention(reason)
        else:
            self._open(found, seen)
        return None
