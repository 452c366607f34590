"""The keys of the whole window, whatever has the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget

_ON_A_FRENCH_KEYBOARD = ("&", "É", '"', "'", "(", "-", "È", "_", "Ç")
"""What the keys 1 to 9 above the letters say without Shift on AZERTY, where Alt+1 would need three fingers."""


class Shortcuts:
    """Those of ``window``, heard once they are made; they can be silenced together."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._bound: dict[str, Callable[[], object]] = {}
        self._made: list[QtGui.QShortcut] = []
        self._are_enabled = True

    def bind(self, deeds: Mapping[str, Callable[[], object]]) -> None:
        """Let each key do its deed. A French keyboard's upper row stands for its figures."""
        self._bound.update(deeds)

    def bind_figures(self, held: str, count: int, deed: Callable[[int], object]) -> None:
        """``held`` with 1 to ``count``: ``deed`` is told the place, from 0."""
        self.bind({f"{held}+{place + 1}": partial(deed, place) for place in range(count)})

    def make(self) -> None:
        """Listen to the keys that are bound by now. There is no keyboard before the first paint, which these delay."""
        for keys, deed in self._bound.items():
            shortcut = QtGui.QShortcut(self._window)
            shortcut.setKeys(_sequences(keys))
            shortcut.activated.connect(deed)
            shortcut.setEnabled(self._are_enabled)
            self._made.append(shortcut)
        self._bound = {}

    def set_enabled(self, *, are_enabled: bool) -> None:
        self._are_enabled = are_enabled
        for one in self._made:
            one.setEnabled(are_enabled)


def _sequences(keys: str) -> list[QtGui.QKeySequence]:
    held, plus, last = keys.rpartition("+")
    if not plus or not last.isdecimal():
        return [QtGui.QKeySequence(keys)]
    return [QtGui.QKeySequence(keys), QtGui.QKeySequence(f"{held}+{_ON_A_FRENCH_KEYBOARD[int(last) - 1]}")]
