"""After a start: finish what was interrupted, then look at everything that lomi. may have settled meanwhile."""

from lomi_pos.engine.charging import Charging
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.news import SweepFinished
from lomi_pos.engine.watching import Watching
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.sale import WATCHED_FOR, Sale, State

MOST_TRIES = 3
"""How often the sweep tries to finish one creation before it goes on; the window keeps trying in the background."""


class Recovery:
    """The start-up sweep; ``lomi-pos recover`` is the same without the window."""

    def __init__(self, desk: Desk, charging: Charging, watching: Watching) -> None:
        self._desk = desk
        self._charging = charging
        self._watching = watching

    def sales(self) -> list[Sale]:
        """Every sale that lomi. may still say something about, oldest first."""
        return self._desk.journal.sales_to_watch(self._desk.clock.now() - WATCHED_FOR)

    async def sweep(self, *, most_tries: int = MOST_TRIES) -> SweepFinished:
        """Look at each of them once, tell what changed, and return it.

        Raises:
            JournalTrouble: something learnt could not be written down.
        """
        before = self.sales()
        unreached = 0
        for sale in before:
            if not await self._finish(sale, most_tries):
                unreached += 1
        after = [self._desk.journal.sale(sale.id) for sale in before]
        changed = tuple(now for then, now in zip(before, after, strict=True) if _is_news(then, now))
        swept = SweepFinished(changed, len(before), unreached)
        self._desk.tell(swept)
        return swept

    async def _finish(self, sale: Sale, most_tries: int) -> bool:
        """Finish one sale's creation if it was interrupted, and look at it. Returns whether lomi. has answered."""
        if sale.attempts and sale.attempts[-1].state is State.CREATING:
            await self._charging.carry(sale.id, most_tries=most_tries)
            sale = self._desk.journal.sale(sale.id)
            if sale.attempts[-1].state is State.CREATING:
                return False
        try:
            self._watching.follow(await self._watching.look(sale.id))
        except LomiTrouble:
            self._watching.follow(sale)
            return False
        return True


def _is_news(then: Sale, now: Sale) -> bool:
    return (then.state, then.flags, then.received) != (now.state, now.flags, now.received)
