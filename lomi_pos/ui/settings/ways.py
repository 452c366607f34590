"""The ways to pay of the shop's account: which are connected, how far the others have come, and what to do."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lomi_pos.till.lomi import Provider
from lomi_pos.till.text import clean
from lomi_pos.till.translatable import QT_TRANSLATE_NOOP
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Dot, label
from lomi_pos.ui.words import provider_name

_LONGEST_WORD = 24

_CONNECTED = {
    "": (QT_TRANSLATE_NOOP("ways", "connected"), ""),
    "completed": (QT_TRANSLATE_NOOP("ways", "connected"), ""),
    "pending": (
        QT_TRANSLATE_NOOP("ways", "connected, set-up not finished"),
        QT_TRANSLATE_NOOP("ways", "Finish it on your lomi. dashboard: until then customers may be refused."),
    ),
    "in_progress": (
        QT_TRANSLATE_NOOP("ways", "connected, set-up not finished"),
        QT_TRANSLATE_NOOP("ways", "lomi. is at work on it: until then customers may be refused."),
    ),
    "failed": (
        QT_TRANSLATE_NOOP("ways", "connected, but its set-up failed"),
        QT_TRANSLATE_NOOP("ways", "Look at it on your lomi. dashboard, or ask lomi., before you count on it."),
    ),
    "skipped": (QT_TRANSLATE_NOOP("ways", "connected"), ""),
}
_NOT_CONNECTED = {
    "": (
        QT_TRANSLATE_NOOP("ways", "not connected"),
        QT_TRANSLATE_NOOP("ways", "It can be set up on your lomi. dashboard."),
    ),
    "completed": (
        QT_TRANSLATE_NOOP("ways", "set up, but not connected"),
        QT_TRANSLATE_NOOP("ways", "Connect it on your lomi. dashboard, or ask lomi. why it is off."),
    ),
    "pending": (
        QT_TRANSLATE_NOOP("ways", "not connected, its set-up waits for you"),
        QT_TRANSLATE_NOOP("ways", "Do it on your lomi. dashboard; customers cannot pay with it until then."),
    ),
    "in_progress": (
        QT_TRANSLATE_NOOP("ways", "not connected, its set-up is under way"),
        QT_TRANSLATE_NOOP("ways", "Nothing to do but wait; ask lomi. if it takes days."),
    ),
    "failed": (
        QT_TRANSLATE_NOOP("ways", "not connected, its set-up failed"),
        QT_TRANSLATE_NOOP("ways", "Look at it on your lomi. dashboard, or ask lomi."),
    ),
    "skipped": (
        QT_TRANSLATE_NOOP("ways", "not connected, left out when the account was made"),
        QT_TRANSLATE_NOOP("ways", "It can be set up on your lomi. dashboard whenever you want it."),
    ),
}
"""By lomi.'s ``onboarding_status``: how it stands, and what to do (lomi. docs, Providers)."""

_UNKNOWN = (
    QT_TRANSLATE_NOOP("ways", "connected; lomi. says “{word}”"),
    QT_TRANSLATE_NOOP("ways", "not connected; lomi. says “{word}”"),
)
_PHONE = QT_TRANSLATE_NOOP("ways", "Its phone number is not confirmed: confirm it on your lomi. dashboard.")


def state_of_way(way: Provider) -> str:
    """``connected``, or what else it is; a word of lomi.'s that we do not know stands as it is."""
    known = (_CONNECTED if way.is_connected else _NOT_CONNECTED).get(way.onboarding)
    if known is not None:
        return _tr(known[0])
    return _tr(_UNKNOWN[0 if way.is_connected else 1]).format(word=clean(way.onboarding, _LONGEST_WORD))


def advice_on_way(way: Provider) -> str:
    """What a manager can do about it; empty when there is nothing to do."""
    _, advice = (_CONNECTED if way.is_connected else _NOT_CONNECTED).get(way.onboarding, ("", ""))
    is_phone_open = way.is_connected and way.is_phone_verified is False
    return " ".join(_tr(one) for one in (advice, _PHONE if is_phone_open else "") if one)


def way_in_a_line(way: Provider) -> str:
    return _tr(QT_TRANSLATE_NOOP("ways", "{provider}: {state}")).format(
        provider=clean(provider_name(way.code), _LONGEST_WORD), state=state_of_way(way)
    )


def way_row(way: Provider) -> QWidget:
    """A full dot and the word "connected", or a ring and what it is instead; below it what to do."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_S)
    dot, said = Dot(), label(wraps=True)
    said.setText(way_in_a_line(way))
    dot.show_tone("accent" if way.is_connected else "", is_ring=not way.is_connected)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(said)
    if advice := advice_on_way(way):
        what_to_do = label("caption", wraps=True)
        what_to_do.setText(advice)
        column.addWidget(what_to_do)
    said.ensurePolished()
    at_first_line = QVBoxLayout()
    at_first_line.setContentsMargins(0, (said.fontMetrics().height() - dot.height()) // 2, 0, 0)
    at_first_line.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(at_first_line)
    row.addLayout(column, 1)
    return holder


def _tr(text: str) -> str:
    return QCoreApplication.translate("ways", text)
