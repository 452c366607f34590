"""What ``ScriptedLomi`` does of charges and refunds: in memory, and as the test has said."""

import json
from typing import TYPE_CHECKING

from lomi_pos.till.charges import MtnDraft, PhoneCharge, WaveDraft
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.refunds import Refund, RefundDraft, RefundQuery
from lomi_pos.till.rows import Rows

if TYPE_CHECKING:
    from .scripted_lomi import ScriptedLomi


class ScriptedRefunds:
    """The ``Refunds`` port. ``made`` is what lomi. has in its books; with ``drops_reasons`` it forgets the words."""

    def __init__(self, lomi: "ScriptedLomi") -> None:
        self._lomi = lomi
        self.made: list[Refund] = []
        self.status = "completed"
        self.drops_reasons = False

    def body(self, draft: RefundDraft) -> bytes:
        return json.dumps(
            {"transaction_id": draft.transaction_id, "amount": draft.amount.minor, "reason": draft.reason}
        ).encode()

    async def create(self, draft: RefundDraft, body: bytes) -> Refund:
        def work() -> Refund:
            return self.add(draft.transaction_id, draft.amount.minor, draft.reason, self.status)

        self._lomi.checks_before_sending(body)
        return await self._lomi.do("create_refund", work, draft, body)

    def add(self, transaction_id: str, minor: int, reason: str = "", status: str = "completed") -> Refund:
        made = Refund(
            f"refund-{self._lomi.new_id()}",
            transaction_id,
            status,
            amount_minor=minor,
            reason="" if self.drops_reasons else reason,
            created_at=self._lomi.now(),
            request_id="request-1",
        )
        self.made.append(made)
        return made

    async def get(self, refund_id: str) -> Refund:
        return await self._lomi.do("refund", lambda: next(one for one in self.made if one.id == refund_id), refund_id)

    async def list(self, query: RefundQuery | None = None) -> Rows[Refund]:
        return await self._lomi.do("refunds", lambda: Rows(self.made[::-1]), query)


class ScriptedCharges:
    """The ``Charges`` port. Each charge leaves a pending transaction."""

    def __init__(self, lomi: "ScriptedLomi") -> None:
        self._lomi = lomi

    def wave_body(self, draft: WaveDraft) -> bytes:
        return _body(draft)

    def mtn_body(self, draft: MtnDraft) -> bytes:
        return _body(draft)

    async def wave(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        return await self._charge("WAVE", body)

    async def mtn(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        return await self._charge("MTN", body)

    async def _charge(self, provider: str, body: bytes) -> PhoneCharge:
        def work() -> PhoneCharge:
            asked = json.loads(body)
            booked = Transaction(
                self._lomi.new_id(),
                "pending",
                Money(asked["amount"], asked["currency"]),
                provider=provider,
                description=asked["description"],
                metadata={"source": "api_direct_charge"},
                created_at=self._lomi.now(),
            )
            self._lomi.add_transaction(booked)
            url = "https://pay.wave.com/c/cos-1" if provider == "WAVE" else None
            return PhoneCharge(provider, booked.id, "PENDING", url)

        self._lomi.checks_before_sending(body)
        return await self._lomi.do(f"charge_{provider.lower()}", work, body)


def _body(draft: WaveDraft | MtnDraft) -> bytes:
    fields = {
        "amount": draft.amount.minor,
        "currency": draft.amount.currency,
        "customer": {"name": draft.customer_name or draft.phone, "phoneNumber": draft.phone},
        "description": draft.description,
    }
    return json.dumps(fields).encode()
