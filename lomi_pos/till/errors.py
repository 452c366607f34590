"""All known trouble, in three families. ``str(error)`` is a sentence on which a clerk can act.

Anything that is not a ``LomiPosError`` is a bug.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lomi_pos.till.phrases import phrase_of_network
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.answered import Answered


class LomiPosError(Exception):
    """Trouble we know, with the message that the clerk reads."""

    def __init__(self, code: str, /, **values: object) -> None:
        self.message = Message(code, {name: str(value) for name, value in values.items()})
        super().__init__(self.message.english())


class TillRefusal(LomiPosError):
    """The rules say no. Nothing was written, nothing was sent."""


class SettingsTrouble(LomiPosError):
    """The key, the address or the settings file cannot be used. Nothing was sent."""


class PrinterTrouble(LomiPosError):
    """Nothing, or not all of it, came out of the printer. ``problem`` is one of the till's phrases."""

    def __init__(self, problem: str) -> None:
        super().__init__("not_printed", problem=problem)
        self.problem = problem


class SaveTrouble(LomiPosError):
    """A receipt could not be written to a file."""

    def __init__(self, problem: str) -> None:
        super().__init__("not_saved", problem=problem)


class DataFolderInUse(LomiPosError):
    """Another lomi POS holds the data folder."""


class LomiTrouble(LomiPosError):
    """lomi. or the line to it said no, or nothing."""

    worth_repeating = False

    def __init__(self, code: str, /, *, answered: Answered | None = None, **values: object) -> None:
        from lomi_pos.till.answered import Answered  # noqa: PLC0415  after the first paint

        super().__init__(code, **values)
        self.answered = answered or Answered()


class RequestRefused(LomiTrouble):
    """A firm no with lomi.'s own error object (400, 403, 422, ...): repeating it changes nothing."""

    def __init__(self, answered: Answered, *, code: str = "request_refused") -> None:
        super().__init__(code, answered=answered, message=answered.text or answered.code)


class NotFound(RequestRefused):
    """404: unknown, or another organization's. One 404 proves nothing; ask again before anyone is told."""

    def __init__(self, answered: Answered) -> None:
        super().__init__(answered, code="not_found")


class IdempotencyConflict(RequestRefused):
    """409: the key was used with another body. Never repeat it under this key."""

    def __init__(self, answered: Answered) -> None:
        super().__init__(answered, code="key_reused")


class KeyRefused(LomiTrouble):
    """401. One proves nothing: lomi. answers it for trouble of its own too."""

    def __init__(self, answered: Answered) -> None:
        network = answered.text.startswith(("network_", "operator_", "Network requests"))
        problem = {"problem": phrase_of_network(answered.text)} if network else {}
        code = "network_refused" if network else "key_refused"
        super().__init__(code, answered=answered, message=answered.text, **problem)
        self.is_network = network


KEY_REFUSALS = frozenset({"key_refused", "network_refused"})
"""The codes of ``KeyRefused``'s messages: it is about the key, not about the line."""


UNCHECKED = frozenset({"check_unanswered", "check_unanswered_paid", "check_busy", "check_busy_paid"})
"""The codes of ``NotChecked``'s messages that the next answer about the sale makes untrue."""


class NotChecked(LomiTrouble):
    """A sale could not be asked about, because of ``trouble``.

    A request that charges says that nothing was charged when it never left; a look that was not answered must not:
    the customer may have paid meanwhile.
    """

    def __init__(self, number: str, trouble: LomiTrouble, *, is_settled: bool) -> None:
        code, values = "check_unanswered", {"number": number}
        if isinstance(trouble, RequestRefused):
            code, values = "check_refused", {"number": number, "message": trouble.message.values["message"]}
        elif isinstance(trouble, LomiBusy):
            code, values = (
                "check_busy",
                {"number": number, "minutes": str(max(1, math.ceil(trouble.retry_after_s / 60)))},
            )
        if trouble.message.code in KEY_REFUSALS:
            code, values = f"{trouble.message.code}_in_use", dict(trouble.message.values)
        elif is_settled:
            code = f"{code}_paid"
        super().__init__(code, answered=trouble.answered, **values)
        self.trouble = trouble


class PaymentRequired(LomiTrouble):
    """A 201 that made no session: the customer has an unpaid invoice. Its URL pays that invoice, not this sale."""

    def __init__(self, answered: Answered) -> None:
        super().__init__("payment_required", answered=answered)


class LomiBusy(LomiTrouble):
    """429, 425 or 503: ask again after ``retry_after_s``. Whether a POST was carried out stays unknown."""

    worth_repeating = True

    def __init__(self, retry_after_s: float, answered: Answered) -> None:
        super().__init__("lomi_busy", answered=answered, wait_s=round(retry_after_s))
        self.retry_after_s = retry_after_s


class NoConnection(LomiTrouble):
    """The connection was never made (DNS, refused, TLS): not one byte of the request left this machine."""

    worth_repeating = True

    def __init__(self, fault: str) -> None:
        super().__init__("no_connection")
        self.fault = fault


class OutcomeUnknown(LomiTrouble):
    """It was sent, and no answer that can be believed came back. Never shown as a failure.

    ``fault`` names what happened ("timeout", "reset", "http_500", "not_json", ...), so that it can be counted.
    """

    worth_repeating = True

    def __init__(self, fault: str, answered: Answered | None = None, *, code: str = "outcome_unknown") -> None:
        super().__init__(code, answered=answered)
        self.fault = fault

    @classmethod
    def of_one_sent_once(cls, fault: str, answered: Answered, *, code: str = "once_unclear") -> OutcomeUnknown:
        """The same for what lomi. does not deduplicate (refunds, charges): it is looked up, and never sent again."""
        unknown = cls(fault, answered, code=code)
        unknown.worth_repeating = False
        return unknown


class JournalTrouble(LomiPosError):
    """The journal could not take it: nothing is shown that was not written down."""


class JournalBusy(JournalTrouble):
    def __init__(self) -> None:
        super().__init__("journal_busy")


class JournalFull(JournalTrouble):
    def __init__(self) -> None:
        super().__init__("journal_full")


class JournalReadOnly(JournalTrouble):
    def __init__(self) -> None:
        super().__init__("journal_read_only")


class DataFolderUnwritable(LomiPosError):
    """The window cannot open: there is nowhere to write a sale down."""

    def __init__(self, path: object) -> None:
        super().__init__("data_folder_unwritable", path=path)


class JournalDamaged(JournalTrouble):
    def __init__(self, path: object) -> None:
        super().__init__("journal_damaged", path=path)


class JournalMoved(JournalTrouble):
    """It is not where it was opened: whatever were written now would be lost with the program's end."""

    def __init__(self, path: object) -> None:
        super().__init__("journal_moved", path=path)


class JournalTooNew(JournalTrouble):
    def __init__(self, needed: str) -> None:
        super().__init__("journal_too_new", needed=needed)


def as_message(error: BaseException) -> Message:
    """The sentence for any exception: its own when it is known trouble, one calm line when it is a bug."""
    return error.message if isinstance(error, LomiPosError) else Message("bug")


_NO_ANSWER = frozenset({"no_connection", "no_answer", "outcome_unknown", "lomi_busy"})


def as_unanswered(problem: Message) -> Message:
    """``problem`` of a request that only asked: it charged nobody, and tells nothing of what may be paid meanwhile."""
    if problem.code in _NO_ANSWER:
        return Message("not_asked")
    if problem.code in KEY_REFUSALS:
        return Message(f"{problem.code}_in_use", problem.values)
    return Message("question_refused", problem.values) if problem.code == "request_refused" else problem


_OF_NO_KEY = frozenset({"key_publishable", "key_malformed"})


def as_not_kept(problem: Message) -> Message:
    """``problem`` of a key that was handed in to be kept: no charge was asked for, and the one before stays."""
    return Message(f"{problem.code}_not_kept", problem.values) if problem.code in _OF_NO_KEY else problem


_OF_THE_DISK = frozenset({"journal_busy", "journal_full", "journal_read_only", "journal_damaged", "journal_moved"})


def as_unwritten(problem: Message) -> Message:
    """``problem`` of the disk where no charge was asked for: who waits may have paid, and it cannot be shown."""
    return Message(f"{problem.code}_in_use", problem.values) if problem.code in _OF_THE_DISK else problem


_OF_AN_ODD_CODE = frozenset(
    {"made_other_amount", "made_other_currency", "made_other_environment", "made_for_another", "url_refused"}
)


_OF_A_CODE_NOT_SHOWN = frozenset({"same_fault_thrice", "too_old_to_repeat", "refused_after_unclear"})


def as_perhaps_shown(problem: Message) -> Message:
    """``problem`` of an attempt of which a journal that went back in time cannot say that nobody saw its code."""
    if problem.code in _OF_A_CODE_NOT_SHOWN:
        return Message("perhaps_shown")
    is_of_another_key = problem.code in {"other_identity", "phone_other_identity"}
    return Message("other_identity_perhaps_shown") if is_of_another_key else problem


def as_perhaps_paid(problem: Message) -> Message:
    """``problem`` with what lomi. made, where the answer told of it was not the first: someone may have paid."""
    return Message(f"{problem.code}_may_be_paid", problem.values) if problem.code in _OF_AN_ODD_CODE else problem


_ON_THE_PHONE = {
    "made_other_amount": "phone_other_amount",
    "made_other_currency": "phone_other_currency",
    "url_refused": "phone_url_refused",
}


def as_asked_on_the_phone(problem: Message) -> Message:
    """``problem`` with what lomi. made of a charge: there is no code to speak of, and the phone may have rung."""
    return Message(_ON_THE_PHONE.get(problem.code, problem.code), problem.values)


_OF_THE_ONLY_CODE = frozenset(
    {
        *_OF_A_CODE_NOT_SHOWN,
        *_OF_AN_ODD_CODE - {"made_for_another"},
        "payment_required",
        "link_not_found",
        "link_unclear",
    }
)


def as_beside_another(problem: Message) -> Message:
    """``problem`` with another code of a sale: an earlier one can still be paid, whatever became of this one."""
    return Message("new_code_not_made") if problem.code in _OF_THE_ONLY_CODE else problem
