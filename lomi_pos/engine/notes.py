"""What people do to a sale beside lomi., written on its time line: it is dealt with, cash went back, paper came out."""

from lomi_pos.engine.desk import Desk
from lomi_pos.till import events as ev
from lomi_pos.till.cash import check_cash_back
from lomi_pos.till.errors import JournalTrouble
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State


def acknowledge(desk: Desk, sale_id: int, *, seen: Sale | None) -> Sale:
    sale = desk.journal.sale(sale_id)
    if not sale.needs_someone or (seen is not None and _troubles(seen) != _troubles(sale)):
        return sale
    return desk.record(sale_id, ev.SaleAcknowledged(at=desk.clock.now(), who=desk.who))


def _troubles(sale: Sale) -> tuple[object, ...]:
    return sale.state, sale.flags, sale.received, sale.reason


def take_up_again(desk: Desk, sale_id: int) -> Sale:
    sale = desk.journal.sale(sale_id)
    if not sale.can_be_taken_up_again:
        return sale
    return desk.record(sale_id, ev.SaleTakenUpAgain(at=desk.clock.now(), who=desk.who))


def note_cash_back(desk: Desk, sale_id: int, amount: Money, *, seen: Sale | None) -> Sale:
    sale = desk.journal.sale(sale_id)
    if seen is not None and seen.cash_backs != sale.cash_backs:
        return sale
    check_cash_back(sale, amount)
    note = 1 + sum(isinstance(event, ev.CashGivenBack) for event in sale.history)
    at, till = desk.clock.now(), desk.shop.till
    return desk.record(sale_id, ev.CashGivenBack(at=at, who=desk.who, note=note, amount=amount, till=till))


def undo_cash_note(desk: Desk, sale_id: int, *, seen: Sale | None) -> Sale:
    sale = desk.journal.sale(sale_id)
    if not sale.cash_backs or (seen is not None and seen.cash_backs != sale.cash_backs):
        return sale
    at, note = desk.clock.now(), sale.cash_backs[-1].note
    return desk.record(sale_id, ev.CashNoteUndone(at=at, who=desk.who, note=note))


def note_printed(desk: Desk, sale_id: int, slip: str, *, by_itself: bool) -> Sale:
    who = "till" if by_itself else desk.who
    return desk.record(sale_id, ev.ReceiptPrinted(at=desk.clock.now(), who=who, slip=slip))


def note_shown(desk: Desk, sale: Sale) -> None:
    """The code in front is on screen: written down the first time."""
    attempt = sale.attempt
    if attempt is None or attempt.state is not State.OPEN:
        return
    if any(isinstance(event, ev.CodeShown) and event.attempt == attempt.count for event in sale.history):
        return
    try:
        desk.record(sale.id, ev.CodeShown(at=desk.clock.now(), who="till", attempt=attempt.count))
    except JournalTrouble as trouble:  # it is on the screen all the same, and can be paid: the watching goes on
        desk.tell_trouble(trouble)
