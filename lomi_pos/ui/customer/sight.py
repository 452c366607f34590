"""What the customer is shown: pure, fed with the sales as they change and with the time."""

from dataclasses import dataclass, replace
from enum import StrEnum

from lomi_pos.till.identity import Identity
from lomi_pos.till.ports import Clock
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

THANKS_S = 5.0


class Sees(StrEnum):
    IDLE = "idle"
    CODE = "code"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Sight:
    """``sale`` is the one whose code, or whose thanks, is shown."""

    sees: Sees = Sees.IDLE
    sale: Sale | None = None


NOTHING = Sight()


class CustomerSight:
    """Stays on a code that is being scanned until the clerk shows another one or the sale ends."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._front: Sale | None = None
        self._thanks_until_s = 0.0
        self._identity: Identity | None = None
        self.now = NOTHING

    def identify(self, identity: Identity | None) -> None:
        """As whom the till sells: nobody pays a code of which it would not be told."""
        self._identity = identity
        if self.now.sees is Sees.CODE and self.now.sale is not None and not self._may_be_scanned(self.now.sale):
            self._leave()

    def bring_to_front(self, sale: Sale | None) -> None:
        """The clerk has this sale on screen; None is an empty one, which takes no code away from the customer."""
        self._front = sale
        if sale is not None and self._may_be_scanned(sale):
            self.now = Sight(Sees.CODE, sale)

    def take_in(self, sale: Sale) -> None:
        """A sale stands otherwise than before."""
        if self._front is not None and self._front.id == sale.id:
            self._front = sale
        shown = self.now.sale
        if shown is None or shown.id != sale.id:
            return
        if self._may_be_scanned(sale):
            self.now = Sight(Sees.CODE, sale)
        elif sale.state is State.PAID:
            self._thank(sale)
        else:
            self._leave()

    def tick(self) -> None:
        if self.now.sees is Sees.THANKS and self._clock.monotonic() >= self._thanks_until_s:
            self._leave()

    def _thank(self, sale: Sale) -> None:
        if self.now.sees is Sees.CODE:
            self._thanks_until_s = self._clock.monotonic() + THANKS_S
            self.now = Sight(Sees.THANKS, sale)
        else:
            self.now = replace(self.now, sale=sale)

    def _leave(self) -> None:
        """Idle, or the code that the clerk has on screen by now."""
        front = self._front
        self.now = Sight(Sees.CODE, front) if front is not None and self._may_be_scanned(front) else NOTHING

    def _may_be_scanned(self, sale: Sale) -> bool:
        if sale.state is not State.OPEN or sale.attempt is None or not sale.attempt.url:
            return False
        return self._identity is None or not sale.is_out_of_sight_of(self._identity)
