"""How old is an idempotency key at lomi., which forgets it after a day by its own clock?

This machine's clock is not asked: it may be wrong by a day, be set, or stand still while the machine sleeps.
"""

import asyncio
from datetime import timedelta

from lomi_pos.engine.desk import Desk
from lomi_pos.till.attempt import KEY_GOOD_FOR, Attempt
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.moment import Moment
from lomi_pos.till.queries import TransactionQuery

ASKED_FOR_S = 3.0
"""How long a charge waits to be told the time at lomi., when nothing has told it yet."""

_SLACK = timedelta(minutes=10)
"""lomi.'s answers are dated to the second. A first try that lies further ahead of its time was dated wrongly."""


class KeyAge:
    """The age of one attempt's key, for one run of tries."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._first_sent: Moment | None = None

    def note_first_sent(self) -> None:
        """The key leaves for the first time: from now on its age can be counted here, as long as nobody sleeps."""
        self._first_sent = Moment.now(self._desk.clock)

    async def is_known(self) -> bool:
        """Whether all is known that ever will be; asks lomi. the time if that is what is missing."""
        if self._counted() is None:
            await learn_time(self._desk)
        return self._counted() is not None or self._desk.payments.lomis_now is not None

    def is_good(self, attempt: Attempt) -> bool:
        """Whether lomi. surely has not forgotten the key: then a repeat makes no second session."""
        age = self._counted()
        lomis_now = self._desk.payments.lomis_now
        if age is None and lomis_now is not None and attempt.first_tried_lomis_at is not None:
            age = lomis_now - attempt.first_tried_lomis_at
        return age is not None and -_SLACK <= age < KEY_GOOD_FOR

    def _counted(self) -> timedelta | None:
        """The age by our two clocks, where they agree: one that was set, or stood still, does not."""
        if self._first_sent is None:
            return None
        return self._first_sent.age(Moment.now(self._desk.clock), apart=_SLACK)


async def learn_time(desk: Desk) -> None:
    """Ask lomi. something short if its time is not known. Not being told within a moment changes nothing."""
    if desk.payments.lomis_now is not None:
        return
    asked = asyncio.ensure_future(_ask_something(desk))
    limit = asyncio.ensure_future(desk.clock.sleep(ASKED_FOR_S))
    try:
        await asyncio.wait({asked, limit}, return_when=asyncio.FIRST_COMPLETED)
        if asked.done():
            asked.result()
    except LomiTrouble:
        return  # what is asked next meets the same trouble, and knows what it means
    finally:
        asked.cancel()
        limit.cancel()


async def _ask_something(desk: Desk) -> None:
    if desk.payments.identity.account:  # a member is not told whose key it is (lomi. docs, Network)
        await desk.payments.transactions(TransactionQuery(limit=1))
    else:
        await desk.payments.account()
