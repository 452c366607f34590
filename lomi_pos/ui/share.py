"""Ways to send a link or a receipt to a customer, by the system's own programs."""

from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def whatsapp_url(text: str, phone: str = "") -> QUrl:
    """``phone`` in digits with the country's code in front; without one WhatsApp asks whom it is for."""
    return QUrl(f"https://wa.me/{phone}?text={quote(text, safe='')}", QUrl.ParsingMode.StrictMode)


def mail_url(subject: str, text: str) -> QUrl:
    return QUrl(f"mailto:?subject={quote(subject, safe='')}&body={quote(text, safe='')}", QUrl.ParsingMode.StrictMode)


def open_outside(url: QUrl) -> bool:
    """Hand ``url`` to the system's own program; False when it has none."""
    return QDesktopServices.openUrl(url)
