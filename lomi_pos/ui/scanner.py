"""Tells a barcode scanner, which types faster than anyone, from a clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lomi_pos.till.ports import Clock


SCAN_LENGTH = 8
SCAN_GAP_S = 0.05


class ScannerEar:
    """Hears every figure typed into the amount."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._burst = ""
        self._before = ""
        self._heard_at = float("-inf")

    def hear(self, figure: str, typed_so_far: str) -> tuple[str, str | None]:
        """Return what of a barcode is new with this ``figure`` ("" when it is a clerk's), and the amount to put back.

        The amount to put back is what stood there before the barcode began; None when it is back already.
        """
        now = self._clock.monotonic()
        if now - self._heard_at > SCAN_GAP_S:
            self._burst, self._before = "", typed_so_far
        self._heard_at = now
        self._burst += figure
        if len(self._burst) < SCAN_LENGTH:
            return "", None
        if len(self._burst) == SCAN_LENGTH:
            return self._burst, self._before
        return figure, None

    def forget(self) -> None:
        """Another key than a figure came: what follows is not the same barcode."""
        self._burst = ""
        self._heard_at = float("-inf")

    def ends_scan(self) -> bool:
        """Whether an Enter that comes now is the scanner's own."""
        is_scan = len(self._burst) >= SCAN_LENGTH
        return is_scan and self._clock.monotonic() - self._heard_at <= SCAN_GAP_S
