"""Python's cyclic garbage, collected in the window's thread only (docs/decisions/0014)."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MS = 1_000
STARTED_MS = 10_000
"""By then a start has loaded what it loads, on a slow laptop too."""


class GarbageCollection(QObject):
    """Takes the collector's place for the rest of the process. Made in the window's thread, before any other starts."""

    def __init__(self, parent: QObject, *, look_ms: int = LOOK_MS, started_ms: int = STARTED_MS) -> None:
        super().__init__(parent)
        gc.disable()
        self._look_ms = look_ms
        self._looking = QTimer(self, interval=started_ms)
        self._looking.timeout.connect(self._freeze_what_a_start_loads)
        self._looking.start()

    @Slot()
    def _freeze_what_a_start_loads(self) -> None:
        gc.freeze()
        self._looking.timeout.disconnect(self._freeze_what_a_start_loads)
        self._looking.timeout.connect(self._collect)
        self._looking.start(self._look_ms)

    @Slot()
    def _collect(self) -> None:
        """As Python would have: the oldest generation whose threshold is passed, and all younger ones with it."""
        due = [
            age
            for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(due[-1])
