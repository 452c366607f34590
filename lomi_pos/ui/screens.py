"""Which screen is the customer's. Names come and go as cables are pulled; the clerk's own screen is never taken."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QScreen


def other_screens(clerks: QScreen | None) -> list[QScreen]:
    """Every screen but the clerk's, the main one last: it is where a clerk looks first."""
    main = QGuiApplication.primaryScreen()
    return sorted((one for one in QGuiApplication.screens() if one is not clerks), key=lambda one: one is main)


def chosen_screen(name: str, others: Sequence[QScreen]) -> QScreen | None:
    """The one that is called ``name``; None when it is unplugged, or became the clerk's."""
    return next((one for one in others if one.name() == name), None)
