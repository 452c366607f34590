"""Refunds (lomi. docs, Refunds; lomi.'s source, ``core/refunds``). One request each, never repeated."""

from dataclasses import replace

from lomi_pos.api.answers import Answer
from lomi_pos.api.checks import check_uuid, check_word
from lomi_pos.api.json_body import as_bytes, moment
from lomi_pos.api.once import create_once
from lomi_pos.api.pages import Listing
from lomi_pos.api.refund_wire import to_refund
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import NotFound, OutcomeUnknown, RequestRefused, TillRefusal
from lomi_pos.till.refunds import REFUND_STATUSES, Refund, RefundDraft, RefundQuery
from lomi_pos.till.rows import Rows
from lomi_pos.till.text import clean

_PATH = "/refunds"
_LIST = Listing(_PATH, to_refund, usual=50)

_BEFORE_ANY_MONEY = (
    "only completed transactions",
    "refund amount must be positive",
    "refund amount exceeds",
    "refunds are not supported",
    "already",
    "dispute",
    "no customer",
    "customer phone number is required",
    "customer not found",
    "network member",
)
"""What ``refunds.service.ts`` checks before it asks anyone to pay."""

_AFTER_THE_MONEY = ("refund processing failed", "failed to record refund", "initiated in stripe")


class Refunds:
    """lomi.'s refunds, under one identity."""

    def __init__(self, transport: Transport, *, environment: str) -> None:
        self._transport = transport
        self._environment = environment

    def body(self, draft: RefundDraft) -> bytes:
        """Return the exact bytes of ``POST /refunds``, to be journalled first. The amount is a whole smallest unit.

        Raises:
            TillRefusal: the draft cannot be one; nothing was sent.
        """
        check_uuid(draft.transaction_id)
        if draft.amount.minor <= 0:
            raise TillRefusal("amount_zero")
        return as_bytes(
            {
                "transaction_id": draft.transaction_id,
                "amount": draft.amount.minor,
                "reason": clean(draft.reason),
                "refund_type": "full" if draft.is_full else "partial",
                "subscription_action": draft.subscription_action,
            }
        )

    async def create(self, draft: RefundDraft, body: bytes) -> Refund:
        """Send the ``body`` of ``draft``, once. lomi. deduplicates nothing here.

        Raises:
            RequestRefused, KeyRefused, NoConnection: no money moved.
            OutcomeUnknown: money may have moved. So it is with lomi.'s "Refund initiated in Stripe but ...", and with
                most refusals of a part of a Wave payment, which is paid out before it is booked.
            TillRefusal: the draft cannot be one; nothing was sent.
        """

        def read(answer: Answer) -> Refund:
            made = answer.read_one(to_refund)
            if made.transaction_id is not None and made.transaction_id.lower() != draft.transaction_id.lower():
                raise answer.unclear("other_object")
            return replace(made, request_id=answer.answered.request_id)

        try:
            return await create_once(self._transport, _PATH, body, read)
        except NotFound:
            raise
        except RequestRefused as refused:
            if _may_follow_a_payment(refused, draft):
                status = refused.answered.status
                raise OutcomeUnknown.of_one_sent_once(f"http_{status}", refused.answered) from refused
            raise

    async def get(self, refund_id: str) -> Refund:
        answer = await self._transport.read(f"{_PATH}/{check_uuid(refund_id)}")
        return replace(answer.read_asked(refund_id, to_refund), id=refund_id)

    async def list(self, query: RefundQuery | None = None) -> Rows[Refund]:
        """One page. What the server made of the filters is filtered again here."""
        query = query or RefundQuery()
        asked = {"status": check_word(query.status, REFUND_STATUSES)} if query.status else {}
        if query.from_at is not None:
            asked["startDate"] = moment(query.from_at)
        if query.to_at is not None:
            asked["endDate"] = moment(query.to_at)
        return await _LIST.page(
            self._transport,
            asked,
            limit=query.limit,
            page=query.page,
            keep=lambda one: self._is_asked_for(one, query),
        )

    def _is_asked_for(self, one: Refund, query: RefundQuery) -> bool:
        """A row that does not say enough is kept: better one to look at too many than a refund that nobody sees."""
        if one.environment not in {None, self._environment} or (query.status and one.status != query.status):
            return False
        wanted = query.transaction_id.lower()
        if wanted and one.transaction_id is not None and one.transaction_id.lower() != wanted:
            return False
        if one.created_at is None:
            return True
        is_early = query.from_at is not None and one.created_at < query.from_at.replace(microsecond=0)
        return not is_early and (query.to_at is None or one.created_at <= query.to_at)


def _may_follow_a_payment(refused: RequestRefused, draft: RefundDraft) -> bool:
    text = refused.answered.text.lower()
    if any(words in text for words in _AFTER_THE_MONEY):
        return True
    return draft.pays_first and not any(words in text for words in _BEFORE_ANY_MONEY)
