"""POST /payment-links: nothing deduplicates it, so it is sent once and then only looked for."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from lomi_pos.engine.creation import Creation
from lomi_pos.engine.lookup import find_link, ids_of_other_attempts
from lomi_pos.engine.tries import Tries
from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    LomiBusy,
    LomiTrouble,
    NoConnection,
    OutcomeUnknown,
    RequestRefused,
)
from lomi_pos.till.states import State
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import PaymentLink


class SentOnce(Tries):
    """A payment link, for a sale or for none: looked for by its reference, and sent only if it cannot be there yet."""

    _missing = "link_unclear"
    """The code of what is said once it was looked for in vain."""

    # ------------------------------------------------------------------ which link it is
    @property
    @abstractmethod
    def _is_decided(self) -> bool: ...

    @property
    @abstractmethod
    def _body(self) -> bytes: ...

    @property
    def _request_id(self) -> str:
        """The one that was journalled; empty where it gets one of its own."""
        return ""

    @abstractmethod
    async def _find(self) -> PaymentLink | None:
        """The link at lomi., or None.

        Raises:
            LomiTrouble: the list could not be read: nothing is known.
        """

    @abstractmethod
    def _take(self, made: PaymentLink) -> None:
        """It is at lomi.: record it if it is what was asked and may be shown, else ask for a person."""

    # ------------------------------------------------------------------ one try
    async def try_once(self) -> float | None:
        if self._is_decided:
            return None
        try:
            found = await self._find()
        except LomiTrouble as trouble:
            return self._not_looked_up(trouble)
        if found is not None:
            self._take(found)
            return None
        if self._may_exist:
            return self._not_found(Message(self._missing))
        return await self._send_once()

    def _not_looked_up(self, trouble: LomiTrouble) -> float | None:
        match trouble:
            case KeyRefused():
                return self._key_was_refused(trouble)
            case LomiBusy():
                return trouble.retry_after_s
            case _ if self._may_exist:
                self._unclear("not_looked_up", Message("link_unclear"))
                return 0.0
            case _:  # nothing has been sent yet
                self._failed(Message("no_connection") if trouble.worth_repeating else trouble.message)
                return None

    async def _send_once(self) -> float | None:
        if not await self._may_leave() or not self._is_first_to_send():
            return None
        try:
            made = await self._desk.payments.create_link(self._body, request_id=self._request_id)
        except IdempotencyConflict as conflict:
            self._attention(conflict.message)
            return None
        except (NoConnection, RequestRefused) as firm:
            self._failed(firm.message)
            return None
        except KeyRefused as refused:
            return self._key_was_refused(refused)
        except LomiTrouble as trouble:
            fault = trouble.fault if isinstance(trouble, OutcomeUnknown) else "busy"
            self._unclear(fault, Message("link_unclear"))
            return trouble.retry_after_s if isinstance(trouble, LomiBusy) else 0.0
        self._take(made)
        return None


class LinkCreation(SentOnce, Creation):
    """The link of one attempt at a sale."""

    _missing = "link_not_found"

    @property
    def _is_decided(self) -> bool:
        return self._attempt.state is not State.CREATING

    @property
    def _body(self) -> bytes:
        return self._attempt.body

    @property
    def _request_id(self) -> str:
        return self._attempt.idempotency_key

    async def _find(self) -> PaymentLink | None:
        others = ids_of_other_attempts(self._sale, self._attempt)
        return await find_link(self._desk, self._sale.reference, others=others)

    def _take(self, made: PaymentLink) -> None:
        self._open(made)

    async def look_for_it(self) -> None:
        found = await self._find()
        if found is not None:
            self._take(found)
