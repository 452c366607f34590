"""The amount as it is typed: grouped figures, a running sum, and no room for a slip."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import LARGEST_MINOR, Money, digits_of, parse_amount
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui.pieces import fitting_font, is_enter, is_held_enter
from lomi_pos.ui.scanner import ScannerEar

if TYPE_CHECKING:
    from lomi_pos.till.ports import Clock

_LONGEST_DIGITS = len(str(LARGEST_MINOR))
_LONGEST_WRONG_DECIMALS = 3
"""As in 5.000, which is refused."""

_LARGEST_PX, _SMALLEST_PX = 76, 28


class AmountField(QLineEdit):
    """One line of the sum being typed, and the lines already added with ``+``.

    It reads characters, not keys: the figures of an AZERTY keyboard come with Shift, those of a pad do not.

    Signals:
        amount_changed(): the figures or the sum are others than before.
        refused(Message): what was pasted or typed is no amount; nothing changed.
        scan_typed(str): a piece of a barcode, which does not belong here.
        note_wanted(), charge_wanted(), clear_wanted(): keys of the sale screen, pressed here.
    """

    amount_changed = Signal()
    refused = Signal(object)
    scan_typed = Signal(str)
    note_wanted = Signal()
    charge_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, clock: Clock, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self._typed = ""
        self._lines: tuple[Money, ...] = ()
        self._is_held = False
        self._kept: tuple[str, tuple[Money, ...]] | None = None
        """What was typed, while the amount is fixed by a price."""
        self._ear = ScannerEar(clock)
        self.setObjectName("amount")
        self.setProperty("alignment", "AlignRight")
        self.setProperty("contextMenuPolicy", "NoContextMenu")
        self.setAcceptDrops(False)
        self.setPlaceholderText("0")
        self._largest_px = _LARGEST_PX
        self.set_largest(_LARGEST_PX)
        self.textChanged.connect(self._on_text)
        self._show()

    # ------------------------------------------------------------------ what is there
    @property
    def is_empty(self) -> bool:
        return not self._typed and not self._lines

    @property
    def lines(self) -> tuple[Money, ...]:
        """The lines added with ``+``, the one being typed not among them."""
        return self._lines

    def total(self) -> Money:
        """The sum with the line being typed.

        Raises:
            TillRefusal: it is empty, zero or too large.
        """
        lines = self._lines
        if self._typed or not lines:
            lines = (*lines, parse_amount(self._typed, self._currency))
        total = replace(lines[0], minor=sum(line.minor for line in lines))
        if total.minor > LARGEST_MINOR:
            raise TillRefusal("amount_too_large", limit=Money(LARGEST_MINOR, self._currency))
        return total

    # ------------------------------------------------------------------ changing it
    def set_currency(self, currency: str) -> None:
        if currency != self._currency:
            self._currency = currency
            self.clear_all()

    def hold(self, *, is_held: bool) -> None:
        """Keep the amount as it stands, focus and all, while it is being charged."""
        self._is_held = is_held

    def fix(self, amount: Money | None) -> None:
        """Show an amount that is made elsewhere and cannot be typed over; None gives back what was typed."""
        if amount is not None:
            self._kept = self._kept or (self._typed, self._lines)
            self._lines = ()
            self._set(format(amount.major, "f"))
        elif self._kept is not None:
            typed, self._lines = self._kept
            self._kept = None
            self._set(typed)

    def clear_all(self) -> None:
        self._kept = None
        self._lines = ()
        self._set("")

    def type_text(self, text: str) -> None:
        """Take ``text`` as if it had been typed here, character by character."""
        if self._kept is None:
            for char in text:
                self._take(char)

    def drop_figure(self) -> None:
        """Take the last figure of the line being typed away."""
        if self._kept is not None:
            return
        self._set("" if self.hasSelectedText() else self._typed[:-1])

    def set_largest(self, pixels: int) -> None:
        """How tall the figures may be while they fit across."""
        self._largest_px = max(pixels, _LARGEST_PX)
        self.setMinimumHeight(round(self._largest_px * 1.25))
        self._fit()

    @property
    def room_below_figures(self) -> int:
        """Pixels from the line on which the figures stand to the bottom of the field."""
        metrics = self.fontMetrics()
        return (max(self.height(), self.minimumHeight()) - metrics.height()) // 2 + metrics.descent()

    def retranslate(self) -> None:
        self._show()

    def _take(self, char: str) -> bool:
        """Whether ``char`` means something here."""
        figure = _figure(char)
        if figure:
            self._take_figure(figure)
            return True
        self._ear.forget()
        if char == "*":
            self._append("000" if self._typed else "")
        elif char == "+":
            self._add_line()
        elif char in "-−":
            self._drop_line()
        elif char in ",.":
            self._take_mark()
        else:
            return False
        return True

    def _take_figure(self, figure: str) -> None:
        scanned, before = self._ear.hear(figure, self._typed)
        if not scanned:
            self._append(figure)
        else:
            if before is not None:
                self._set(before)
            self.scan_typed.emit(scanned)

    def _take_mark(self) -> None:
        """A point or a comma. Francs have no cents: it stays in sight and is refused, for 5.00 must not become 500."""
        if "." in self._typed:
            return
        self._append(".")
        if not digits_of(self._currency):
            self.refused.emit(Message("amount_has_decimals"))

    def _append(self, more: str) -> None:
        typed = (self._typed + more).lstrip("0") if "." not in self._typed + more else self._typed + more
        if self._typed in {"", "0"} and more and not typed:
            typed = "0"
        whole, _, decimals = typed.partition(".")
        if len(decimals) > (digits_of(self._currency) or _LONGEST_WRONG_DECIMALS):
            return
        if len(whole) > _LONGEST_DIGITS - digits_of(self._currency):
            self.refused.emit(Message("amount_too_large", {"limit": str(Money(LARGEST_MINOR, self._currency))}))
            return
        self._set(typed)

    def _add_line(self) -> None:
        try:
            line = parse_amount(self._typed, self._currency)
        except TillRefusal as refusal:
            if refusal.message.code not in {"amount_empty", "amount_zero"}:
                self.refused.emit(refusal.message)
            return
        self._lines = (*self._lines, line)
        self._set("")

    def _drop_line(self) -> None:
        if self._typed:
            self._set("")
        elif self._lines:
            self._lines = self._lines[:-1]
            self._set("")

    def _paste(self) -> None:
        try:
            amount = parse_amount(QGuiApplication.clipboard().text(), self._currency)
        except TillRefusal as refusal:
            self.refused.emit(refusal.message)
            return
        self._set(format(amount.major, "f"))

    def _set(self, typed: str) -> None:
        self._typed = typed
        self._show()
        self.amount_changed.emit()

    # ------------------------------------------------------------------ showing it
    def _show(self) -> None:
        shown = self._grouped()
        self.blockSignals(True)  # noqa: FBT003  Qt's own signature
        self.setText(shown)
        self.blockSignals(False)  # noqa: FBT003
        self._fit()

    def _grouped(self) -> str:
        whole, point, decimals = self._typed.partition(".")
        if not whole:
            return point + decimals
        mark = "," if fmt.language() == "fr" else "."
        return fmt.whole_number(int(whole)) + (mark if point else "") + decimals

    def _fit(self) -> None:
        font = QFont(fitting_font(self.font(), self.text() or "0", self.width() - 8, self._largest_px, _SMALLEST_PX))
        if font.pixelSize() != self.font().pixelSize() or font.weight() != self.font().weight():
            self.setFont(font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_text(self, text: str) -> None:
        """Text that came another way than by keys: an input method, or a screen reader."""
        if text == self._grouped():
            return
        if self._kept is not None:
            self._show()
            return
        try:
            self._set(format(parse_amount(text, self._currency).major, "f") if text else "")
        except TillRefusal as refusal:
            self._show()
            self.refused.emit(refusal.message)

    # ------------------------------------------------------------------ keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        types_nothing = is_held_enter(event) or (self._kept is not None and not _goes_on(event))
        if types_nothing or (self._is_held and key != QtCore.Qt.Key.Key_Escape):
            event.ignore()
        elif event.matches(QtGui.QKeySequence.StandardKey.Paste):
            self._paste()
        elif is_enter(event):
            is_scan = self._ear.ends_scan()
            self._ear.forget()
            if not is_scan:
                self.charge_wanted.emit()
        elif key == QtCore.Qt.Key.Key_Escape:
            self.clear_wanted.emit()
        elif key in {QtCore.Qt.Key.Key_Backspace, QtCore.Qt.Key.Key_Delete}:
            self.drop_figure()
        elif event.text() == "/":
            self.note_wanted.emit()
        elif event.text().isprintable() and event.text() and not _is_command(event):
            if self.hasSelectedText():
                self._set("")
            self._take(event.text())
        else:
            event.ignore()


def _is_command(event: QKeyEvent) -> bool:
    held = QtCore.Qt.KeyboardModifier
    return bool(event.modifiers() & (held.ControlModifier | held.AltModifier | held.MetaModifier))


def _goes_on(event: QKeyEvent) -> bool:
    """Whether the key leaves the amount as it is."""
    keys = {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter, QtCore.Qt.Key.Key_Escape}
    return event.key() in keys or event.text() == "/"


def _figure(char: str) -> str:
    """``char`` as an ASCII figure, or nothing: Arabic figures count, ``²`` does not."""
    return str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else ""
