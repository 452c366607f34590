"""One look, light and dark: colour tokens, Fusion, and ``resources/style.qss`` with the tokens put in.

Widgets say what they are with ``set_role`` (``primary``, ``card``, ``title``, ...) and how they stand with
``set_tone`` (``green``, ``amber``, ...); the stylesheet does the rest. Green belongs to money that is there.
"""

from string import Template
from typing import Literal, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from lomi_pos.resources import resource

Choice = Literal["system", "light", "dark"]
Tone = Literal["", "accent", "green", "amber", "orange", "red", "grey"]

BASE_STYLE = ("-style", "Fusion")
"""As an argument of the application: asked for later, PySide makes the eleven enums of a ``QStyle``, for 5 ms."""

FONT_FAMILIES = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
FONT_PX = 15

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 16, 24, 40
"""The only distances between things, in pixels."""


class Tokens(NamedTuple):
    """Colours by what they are for. Each text colour has 4.5:1 on the ground it is used on (tests/ui/test_theme.py)."""

    ground: str
    surface: str
    raised: str
    ink: str
    quiet: str
    line: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_text: str
    red_text: str
    red_soft: str
    green_text: str
    green_soft: str
    amber_text: str
    amber_soft: str
    grey_soft: str
    disabled: str
    on_verdict: str = "#ffffff"
    paid: str = "#0b6b37"
    amber: str = "#8a4b00"
    orange: str = "#b23c06"
    on_orange: str = "#ffffff"
    frame: str = "#e69500"


LIGHT = Tokens(
    ground="#f3f4f7",
    surface="#ffffff",
    raised="#eef1f5",
    ink="#12171f",
    quiet="#535d6b",
    line="#d3d9e2",
    accent="#1d4ed8",
    accent_hover="#1a43ba",
    on_accent="#ffffff",
    accent_soft="#e3eafd",
    accent_text="#1d4ed8",
    red_text="#b3261e",
    red_soft="#fdeae8",
    green_text="#0b6b37",
    green_soft="#dcf5e6",
    amber_text="#7d4400",
    amber_soft="#fff1d3",
    grey_soft="#e7eaef",
    disabled="#8b95a3",
)
DARK = Tokens(
    ground="#11151b",
    surface="#1a2029",
    raised="#242c37",
    ink="#f2f5f9",
    quiet="#a9b4c3",
    line="#35404e",
    accent="#8fb2ff",
    accent_hover="#a9c4ff",
    on_accent="#0a1633",
    accent_soft="#223254",
    accent_text="#9dbbff",
    red_text="#ffa39c",
    red_soft="#45211f",
    green_text="#7ce0a6",
    green_soft="#133a26",
    amber_text="#ffc766",
    amber_soft="#412f10",
    grey_soft="#2a333f",
    disabled="#6d7888",
)


class Theme(QObject):
    """Puts the look on the application, and follows the system when asked to."""

    def __init__(self, app: QApplication, choice: Choice = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self._worn: Tokens | None = None
        app.setFont(_font())
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self._apply()

    def choose(self, choice: Choice) -> None:
        """Switch at once, everywhere."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    @Slot()
    def _on_system_scheme(self) -> None:
        self._apply()

    def _apply(self) -> None:
        tokens = DARK if self._is_dark() else LIGHT
        if tokens is self._worn:
            return
        self._worn = tokens
        self._app.setPalette(_palette(tokens))
        if self._app.styleSheet():
            self._app.setStyleSheet("")  # Qt takes five times as long to put one sheet in another's place
        self._app.setStyleSheet(stylesheet(tokens))

    def _is_dark(self) -> bool:
        if self._choice == "system" and self._worn is None:
            return _has_dark_ground(QGuiApplication.palette())  # still the system's
        if self._choice == "system":
            return self._app.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark
        return self._choice == "dark"


def dress(app: QApplication, choice: Choice = "system") -> Theme:
    """Put the look on ``app``, or change it; called again, it keeps the one theme there is."""
    worn = app.findChild(Theme)
    if worn is None:
        return Theme(app, choice)
    worn.choose(choice)
    return worn


def tokens() -> Tokens:
    """The colours now in force. The application's palette is where they are remembered."""
    return DARK if _has_dark_ground(QGuiApplication.palette()) else LIGHT


def _has_dark_ground(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128  # noqa: PLR2004  half


def stylesheet(of: Tokens) -> str:
    """``style.qss`` with the colours of ``of``."""
    return Template(resource("style.qss").read_text(encoding="utf-8")).substitute(
        of._asdict(), icons=resource("icons").as_posix(), tick="tick-dark" if of is DARK else "tick-white"
    )


def mark(widget: QWidget, role: str = "", tone: Tone = "") -> None:
    """As ``set_role`` and ``set_tone``, of a widget that was made just now: its first polish finds them."""
    if role:
        widget.setProperty("role", role)
    if tone:
        widget.setProperty("tone", tone)


def set_role(widget: QWidget, role: str) -> None:
    """Say what ``widget`` is; see ``style.qss`` for the roles there are."""
    _set(widget, "role", role)


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Say how ``widget`` stands: its colour. Never without a word that says the same."""
    _set(widget, "tone", tone)


def repolish(widget: QWidget) -> None:
    """Let the stylesheet look at ``widget`` again, and at what is in it: a rule may begin with a parent's property."""
    for one in (widget, *widget.findChildren(QWidget)):
        one.style().unpolish(one)
        one.style().polish(one)


def _set(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):  # else its first polish finds it
        repolish(widget)


def _font() -> QFont:
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPixelSize(FONT_PX)
    return font


def _palette(of: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, of.ground),
        (role.Base, of.surface),
        (role.AlternateBase, of.raised),
        (role.Button, of.surface),
        (role.WindowText, of.ink),
        (role.Text, of.ink),
        (role.ButtonText, of.ink),
        (role.ToolTipBase, of.surface),
        (role.ToolTipText, of.ink),
        (role.PlaceholderText, of.quiet),
        (role.Highlight, of.accent),
        (role.HighlightedText, of.on_accent),
        (role.Link, of.accent_text),
        (role.Mid, of.line),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(of.disabled))
    return palette
