"""What the waiting screen says about one sale: a line and its colour. A pure function of what is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.till.attempt import MADE_FOR_ANOTHER_SALE, Attempt
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, State
from lomi_pos.ui import format as fmt
from lomi_pos.ui.theme import Tone
from lomi_pos.ui.words import tell, tell_beside_a_code

NEW_CODE_IN_LAST = 0.2
"""The part of a code's time, at its end, in which another one is offered."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """``line`` is the state; ``more`` explains it when it needs that; ``tone`` colours both."""

    line: str
    more: str = ""
    tone: Tone = ""


def waiting_words(  # noqa: C901, PLR0911  a table, one row a state
    sale: Sale, connection: ConnectionChanged | None, *, is_unchecked: bool = False, is_out_of_sight: bool = False
) -> Waiting:
    attempt = sale.attempt
    is_down = connection is not None and connection.line is Line.DOWN
    if attempt is None or attempt.url is None or attempt.state is not State.OPEN:
        if attempt is None or not attempt.unclear_tries:
            return Waiting(QCoreApplication.translate("waiting", "Creating…"))
        return _not_confirmed(attempt, is_down=is_down)
    if is_out_of_sight and sale.is_practice:
        return Waiting(
            QCoreApplication.translate("waiting", "This practice code leads nowhere"),
            QCoreApplication.translate(
                "waiting", "Practice has begun anew since it was made, so nobody can pay it. Cancel it and start again."
            ),
            "amber",
        )
    if is_out_of_sight:
        return Waiting(
            QCoreApplication.translate("waiting", "This sale cannot be checked"),
            QCoreApplication.translate(
                "waiting",
                "It was made with another lomi. key or account. It may be paid already: do not charge again, and ask "
                "the manager to put that key back.",
            ),
            "amber",
        )
    if is_down:
        return Waiting(
            QCoreApplication.translate("waiting", "Connection lost"),
            QCoreApplication.translate("waiting", "The payment may still go through; we keep checking."),
            "amber",
        )
    if is_unchecked:
        return Waiting(
            QCoreApplication.translate("waiting", "This sale cannot be checked"),
            QCoreApplication.translate(
                "waiting", "lomi. refuses the till's key. It may be paid already: do not charge again, ask the manager."
            ),
            "amber",
        )
    if attempt.customer_is_paying:
        return Waiting(QCoreApplication.translate("waiting", "The customer is paying…"), tone="accent")
    if attempt.was_declined:
        return Waiting(
            QCoreApplication.translate("waiting", "Payment refused once"),
            QCoreApplication.translate(
                "waiting", "Nothing was charged. The same code is still good: the customer can try again."
            ),
            "amber",
        )
    if attempt.status_word:
        words = QCoreApplication.translate("waiting", "lomi. says “{word}”. We keep watching.").format(
            word=attempt.status_word
        )
        return Waiting(QCoreApplication.translate("waiting", "Waiting for payment"), words, "amber")
    if attempt.kind.is_phone:
        return Waiting(
            QCoreApplication.translate("waiting", "Waiting for the customer's phone")
            if attempt.url
            else QCoreApplication.translate("waiting", "The customer confirms on their phone"),
        )
    newest = sale.attempts[-1]
    if newest is not attempt and newest.state is State.FAILED:
        return Waiting(QCoreApplication.translate("waiting", "Waiting for payment"), _no_new_code(newest), "amber")
    if Flag.SUPERSEDED in sale.flags:
        words = QCoreApplication.translate(
            "waiting", "Two codes are out and both are watched. The customer must pay only one of them."
        )
        return Waiting(QCoreApplication.translate("waiting", "Waiting for payment"), words)
    return Waiting(QCoreApplication.translate("waiting", "Waiting for payment"))


def _no_new_code(newest: Attempt) -> str:
    """The one that is shown goes on being good; why there is no other, unless that speaks of a sale without any."""
    still = QCoreApplication.translate("waiting", "No new code was made. The one that is shown is still good.")
    if newest.reason is None or newest.reason.code == MADE_FOR_ANOTHER_SALE:
        return still
    return f"{still} {tell_beside_a_code(newest.reason)}"


def _not_confirmed(attempt: Attempt, *, is_down: bool) -> Waiting:
    if is_down and not attempt.kind.is_phone and not attempt.may_have_been_shown:
        more = QCoreApplication.translate(
            "waiting",
            "No connection to lomi.: it is not known yet whether the code exists. We keep trying. "
            "Do not start this sale again.",
        )
    elif attempt.reason is None or attempt.reason.code == "outcome_unknown":
        # Its sentence begins with the headline, and nothing is said twice on one screen.
        more = QCoreApplication.translate(
            "waiting", "lomi.'s answer did not arrive. We keep trying. Do not start this sale again."
        )
    else:
        more = tell(attempt.reason)
    return Waiting(QCoreApplication.translate("waiting", "Not confirmed yet"), more, "amber")


def checked_words(checked_at: datetime | None, now: datetime) -> str:
    """``Checked 2 s ago``; nothing before the first look."""
    if checked_at is None:
        return ""
    return QCoreApplication.translate("waiting", "Checked {age} ago").format(age=fmt.age(checked_at, now))


def host_of(url: str) -> str:
    """The host that the customer's phone must show."""
    parts = urlsplit(url)
    return (parts.hostname or "") if parts.port is None else parts.netloc


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How much of a code's time is left at lomi.'s clock."""

    until: datetime
    part: float

    @property
    def is_short(self) -> bool:
        return self.part <= NEW_CODE_IN_LAST


def time_left(sale: Sale, lomis_now: datetime, clock_offset_s: float) -> TimeLeft | None:
    """None when the code has no end, or there is no code."""
    attempt = sale.attempt
    if attempt is None or attempt.expires_at is None or attempt.state is not State.OPEN:
        return None
    made_at = attempt.made_at + timedelta(seconds=clock_offset_s)
    whole_s = (attempt.expires_at - made_at).total_seconds()
    left_s = (attempt.expires_at - lomis_now).total_seconds()
    return TimeLeft(attempt.expires_at, max(0.0, min(1.0, left_s / whole_s)) if whole_s > 0 else 0.0)
