"""What the shop has at lomi.: received, less what was given back, one account a currency."""

import uuid
from dataclasses import dataclass

from lomi_pos.sandbox.records import Amount, Owner
from lomi_pos.sandbox.state import Lomi


@dataclass(frozen=True, slots=True)
class Balance:
    """``available`` can be below zero: lomi. keeps the fee of a payment that is given back."""

    account_id: str
    currency_code: str
    available: Amount
    pending: Amount


def balances_of(lomi: Lomi, owner: Owner) -> list[Balance]:
    """Return the accounts of an owner; one exists from the first payment in its currency on.

    Only the owner's environment counts: live and test money never mix.
    """
    whose = (owner.organization_id, owner.environment)
    available: dict[str, Amount] = {}
    pending: dict[str, Amount] = {}
    for row in lomi.transactions.values():
        if (row.organization_id, row.environment) == whose:
            side = {"completed": available, "refunded": available, "pending": pending}.get(row.status)
            if side is not None:
                side[row.currency_code] = side.get(row.currency_code, 0) + row.net_amount
    for each in lomi.refunds.kept:
        if (each.organization_id, each.environment) == whose and each.status != "failed":
            available[each.currency_code] = available.get(each.currency_code, 0) - each.amount - each.fee_amount
    return [
        Balance(
            account_id=str(uuid.uuid5(uuid.UUID(owner.organization_id), f"{owner.environment}:{code}")),
            currency_code=code,
            available=available.get(code, 0),
            pending=pending.get(code, 0),
        )
        for code in dict.fromkeys([*available, *pending])
    ]
