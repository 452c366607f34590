"""Ways to send a code's link to a customer who is not at the counter."""

from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def whatsapp_url(text: str) -> QUrl:
    return QUrl(f"https://wa.me/?text={quote(text, safe='')}", QUrl.ParsingMode.StrictMode)


def mail_url(subject: str, text: str) -> QUrl:
    return QUrl(f"mailto:?subject={quote(subject, safe='')}&body={quote(text, safe='')}", QUrl.ParsingMode.StrictMode)


def open_outside(url: QUrl) -> bool:
    """Hand ``url`` to the system's own program; False when it has none."""
    return QDesktopServices.openUrl(url)
