"""The account at a glance, asked for when a manager looks: a few requests, each of which may fail by itself."""

from collections.abc import Awaitable
from typing import TypeVar

from lomi_pos.engine.desk import Desk
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.overview import AccountOverview, Part, balances_of, fees_of
from lomi_pos.till.phrases import phrase_of_network
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.words import Message

LAST_PAYMENTS = 100
"""As many as lomi. gives at once: enough to see what a provider costs."""

T = TypeVar("T")

_NOT_OF_A_MEMBER = Message(
    "network_refused", {"problem": phrase_of_network("Network requests are not supported for this endpoint")}
)


async def account_overview(desk: Desk) -> AccountOverview:
    """Ask for each part. With a Network account only the payments may be asked for (lomi. docs, Network).

    Raises:
        SettingsTrouble: there is no key with which to ask.
    """
    payments = desk.payments
    problems: dict[Part, Message] = {}

    async def part(which: Part, asked: Awaitable[T], missing: T) -> T:
        try:
            return await asked
        except LomiTrouble as trouble:
            problems[which] = trouble.message
            return missing

    completed = TransactionQuery(statuses=("completed",), limit=LAST_PAYMENTS)
    fees = fees_of(await part(Part.FEES, payments.transactions(completed), []))
    if payments.identity.account:
        refused = dict.fromkeys((Part.ACCOUNT, Part.PROVIDERS, Part.BALANCES), _NOT_OF_A_MEMBER)
        return AccountOverview(payments.identity, desk.clock.now(), fees=fees, problems={**refused, **problems})
    account = await part(Part.ACCOUNT, payments.account(), None)
    providers = await part(Part.PROVIDERS, payments.providers(), [])
    parts = await part(Part.BALANCES, payments.balances.parts(), [])
    figures = await part(Part.BALANCES, payments.balances.now(), [])
    balances = balances_of(parts, figures)
    if balances:
        problems.pop(Part.BALANCES, None)
    return AccountOverview(payments.identity, desk.clock.now(), account, tuple(providers), balances, fees, problems)
