"""How a sale, a transaction and a checkout session stand, by what is known of them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SaleLine
from lomi_pos.till.states import Progress, State
from lomi_pos.till.text import clean
from lomi_pos.ui.format import sale_words
from lomi_pos.ui.lists.standing import Standing
from lomi_pos.ui.theme import Tone

TRANSACTION_STATUSES = ("completed", "pending", "failed", "refunded", "expired")
"""What lomi. can be asked for; ``cancelled`` is among its answers and not among its filters."""

SALE_STATES = (
    State.PAID,
    State.OPEN,
    State.CREATING,
    State.ATTENTION,
    State.EXPIRED,
    State.CANCELLED,
    State.FAILED,
)

_LONGEST_WORD = 16
"""Of a status that we do not know; lomi.'s own are shorter."""

_TRANSACTION_WORDS = {
    "completed": QT_TRANSLATE_NOOP("status", "Paid"),
    "pending": QT_TRANSLATE_NOOP("status", "Pending"),
    "failed": QT_TRANSLATE_NOOP("status", "Refused"),
    "refunded": QT_TRANSLATE_NOOP("status", "Refunded"),
    "expired": QT_TRANSLATE_NOOP("status", "Expired"),
    "cancelled": QT_TRANSLATE_NOOP("status", "Cancelled, not paid"),
}
_TRANSACTION_MARKS: dict[str, tuple[str, Tone]] = {
    "completed": ("paid", "green"),
    "pending": ("clock", "accent"),
    "failed": ("cancel", "red"),
    "refunded": ("refund", "grey"),
    "expired": ("ended", "grey"),
    "cancelled": ("cancel", "grey"),
}
_SESSION_WORDS = {
    "open": QT_TRANSLATE_NOOP("status", "Can be paid"),
    "completed": QT_TRANSLATE_NOOP("status", "Paid"),
    "expired": QT_TRANSLATE_NOOP("status", "Expired"),
}
_SESSION_MARKS: dict[str, tuple[str, Tone]] = {
    "open": ("clock", "accent"),
    "completed": ("paid", "green"),
    "expired": ("ended", "grey"),
}
_STATE_MARKS: dict[State, tuple[str, Tone]] = {
    State.DRAFT: ("making", "grey"),
    State.CREATING: ("making", "accent"),
    State.OPEN: ("clock", "accent"),
    State.PAID: ("paid", "green"),
    State.EXPIRED: ("ended", "grey"),
    State.CANCELLED: ("cancel", "grey"),
    State.FAILED: ("cancel", "red"),
    State.ATTENTION: ("warning", "amber"),
}
_PROGRESS_MARKS: dict[Progress, tuple[str, Tone]] = {
    Progress.PAYING: ("paying", "accent"),
    Progress.DECLINED: ("clock", "amber"),
    Progress.UNCONFIRMED: ("making", "amber"),
}
_GIVEN_BACK = frozenset({"refunded", "partly_refunded"})
_FOR_A_PERSON = frozenset({"late", "twice", "underpaid", "overpaid"})


def standing_of(of: SaleLine | Sale) -> Standing:
    """Green is for money that came once, in full and in time; every other payment is amber and says why."""
    flags = frozenset(str(flag) for flag in of.flags)
    shape, tone = _STATE_MARKS[of.state]
    if "refund_unclear" in flags:
        shape, tone = "warning", "amber"
    elif flags & _GIVEN_BACK:
        shape, tone = "refund", "grey"
    elif "cash_back" in flags:
        shape, tone = ("warning", "amber") if of.needs_someone else ("cash", "grey")
    elif of.state is State.PAID and flags & _FOR_A_PERSON:
        shape, tone = "warning", "amber"
    shape, tone = _PROGRESS_MARKS.get(of.progress, (shape, tone))
    return Standing(sale_words(of), shape, tone)


def standing_of_transaction(status: str, *, is_partly_refunded: bool = False) -> Standing:
    """A word of lomi.'s that we do not know stands for itself, and is never money."""
    if status == "completed" and is_partly_refunded:
        return Standing(QCoreApplication.translate("status", "Partly refunded"), "refund", "grey")
    shape, tone = _TRANSACTION_MARKS.get(status, ("warning", "grey"))
    return Standing(transaction_words(status), shape, tone)


def standing_of_session(status: str) -> Standing:
    shape, tone = _SESSION_MARKS.get(status, ("warning", "grey"))
    return Standing(session_words(status), shape, tone)


def session_words(status: str) -> str:
    words = _SESSION_WORDS.get(status)
    return QCoreApplication.translate("status", str(words)) if words else clean(status, _LONGEST_WORD)


def transaction_words(status: str) -> str:
    words = _TRANSACTION_WORDS.get(status)
    return QCoreApplication.translate("status", str(words)) if words else clean(status, _LONGEST_WORD)
