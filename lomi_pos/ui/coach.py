"""The first practice sale, one line at a time: what to do next, until a sale has been paid once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.till.sale import Sale

STEPS = 4


class Coach:
    """Follows what the trainee does, never leads: each line is only the way on from where the sale stands."""

    def __init__(self) -> None:
        self._sale: Sale | None = None
        self._has_amount = False
        self._is_done = False

    @property
    def is_done(self) -> bool:
        return self._is_done

    def finish(self) -> None:
        """For good: this till has had a practice sale paid."""
        self._is_done = True

    def see_sale(self, sale: Sale | None) -> None:
        """``sale`` is in front now; once a paid one has been left, the trainee knows the way."""
        is_left = self._sale is not None and (sale is None or sale.id != self._sale.id)
        if is_left and self._sale is not None and self._sale.state is State.PAID:
            self.finish()
        self._sale = sale

    def see_amount(self, *, is_empty: bool) -> None:
        self._has_amount = not is_empty

    def line(self) -> str:
        """What to do next; nothing once it is known, or while there is nothing to do but wait."""
        step = 0 if self._is_done else self._step()
        if not step:
            return ""
        words = {
            1: QCoreApplication.translate("coach", "Type an amount, for example 5000."),
            2: QCoreApplication.translate("coach", "Press Enter: the code appears."),
            3: QCoreApplication.translate(
                "coach", "Your customer would scan the code now. Play the customer: Ctrl+1 pays."
            ),
            4: QCoreApplication.translate("coach", "Green: the money is there. Enter: next sale. F1: all the keys."),
        }[step]
        return QCoreApplication.translate("coach", "Step {step} of {steps}. {words}").format(
            step=step, steps=STEPS, words=words
        )

    def _step(self) -> int:
        sale = self._sale
        if sale is None:
            return 2 if self._has_amount else 1
        if sale.state is State.PAID:
            return STEPS
        attempt = sale.attempt
        is_untouched = attempt is not None and not (attempt.customer_is_paying or attempt.was_declined)
        return 3 if sale.state is State.OPEN and is_untouched else 0
