"""Which figure, held with Alt, brings which open sale to the front."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 9


class SaleDigits:
    """A sale keeps its figure for as long as it is open, whatever the cards do.

    A hand that is on its way to Alt+2 must not find another customer's sale there: a figure that is free again goes to
    the next sale that has none.
    """

    def __init__(self) -> None:
        self._sales: dict[int, int] = {}
        """Figure to sale."""
        self._without: list[int] = []

    def keep(self, open_ids: Sequence[int]) -> None:
        """These sales are open now: the figures of the others are free, and each of these has one while there are any.

        The oldest sale that has none is served first; a younger sale has a higher id.
        """
        still_open = frozenset(open_ids)
        self._sales = {digit: sale_id for digit, sale_id in self._sales.items() if sale_id in still_open}
        held = frozenset(self._sales.values())
        waiting = sorted(still_open - held)
        free = (digit for digit in range(1, MOST + 1) if digit not in self._sales)
        given = dict(zip(free, waiting, strict=False))
        self._sales |= given
        self._without = waiting[len(given) :]

    def of(self, sale_id: int) -> int | None:
        return next((digit for digit, one in self._sales.items() if one == sale_id), None)

    def sale_at(self, digit: int) -> int | None:
        return self._sales.get(digit)

    def after(self, sale_id: int | None) -> int | None:
        """The open sale that Ctrl+Tab shows after this one: by their figures, round and round."""
        ids = [*(self._sales[digit] for digit in sorted(self._sales)), *self._without]
        if not ids:
            return None
        return ids[(ids.index(sale_id) + 1) % len(ids)] if sale_id in ids else ids[0]
