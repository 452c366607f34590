"""What a screen reader is to say at once, wherever its user is."""

from PySide6.QtWidgets import QWidget

from lomi_pos.till.events import AttemptOpened, Event, PaymentReceived
from lomi_pos.till.sale import Sale
from lomi_pos.ui import format as fmt
from lomi_pos.ui.paid_view import verdict_of


def words_of(sale: Sale, events: tuple[Event, ...], code_is_there: str, phone_asks: str) -> str:
    """What news of a sale is worth saying aloud; nothing for most of it. The last two are sentences."""
    if any(isinstance(event, PaymentReceived) for event in events):
        return f"{verdict_of(sale).word} {fmt.money(sale.received or sale.amount)}, {sale.number}"
    opened = next((event for event in events if isinstance(event, AttemptOpened)), None)
    if opened is not None:
        return (code_is_there if opened.url else phone_asks).format(amount=fmt.money(sale.amount))
    return ""


def announce(widget: QWidget, words: str) -> None:
    """Hand ``words`` to the screen reader, if there is one; it interrupts what it was saying."""
    from PySide6.QtGui import (  # noqa: PLC0415  what Qt makes for it is 200 KB, and all day there may be no news
        QAccessible,
        QAccessibleAnnouncementEvent,
    )

    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
