import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till import events as ev
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.refunding import AskedRefund, RefundOrder
from lomi_pos.till.states import Flag, RefundState
from lomi_pos.till.words import Message

from .making import IDENTITY, NOON, after, begin_open, pay, raw

ORDER = RefundOrder("txn-1", Money(2000), Money(5000), "WAVE", "« trop payé »")


@pytest.fixture
def journal(path):
    with closing(SqliteJournal.open(path)) as opened:
        yield opened


def asked(reference: str = "7ZK4M2Q9XB*", **changes) -> AskedRefund:
    made = AskedRefund(0, reference, ORDER, is_full=False, body=b'{"exact": 1}', identity=IDENTITY, asked_at=NOON)
    return replace(made, **changes)


def done(one: AskedRefund, **changes) -> AskedRefund:
    made = replace(
        one,
        state=RefundState.DONE,
        tried_at=NOON,
        decided_at=after(2),
        refund_id=f"refund-{one.id}",
        given=one.order.amount,
        status="completed",
        request_id="request-1",
    )
    return replace(made, **changes)


def test_a_refund_comes_back_as_it_was_asked_for_and_as_it_ended(journal, path):
    begun = journal.refunds.begin(asked())
    assert journal.refunds.refund(begun.id) == begun
    ended = done(begun)
    journal.refunds.write(ended, NOON)
    unclear = replace(
        journal.refunds.begin(asked("other")),
        state=RefundState.UNCLEAR,
        trouble=Message("refund_unclear", {"a": "« é »"}),
    )
    journal.refunds.write(unclear, NOON)
    with closing(SqliteJournal.open(path)) as again:
        assert again.refunds.refunds() == [unclear, ended]
        assert again.refunds.refunds(RefundState.UNCLEAR) == [unclear]
        assert again.refunds.of_transaction("txn-1") == [ended, unclear]


def test_it_stands_on_the_time_line_of_its_sale_in_the_same_breath(journal):
    sale = pay(journal, begin_open(journal), "txn-1")
    begun = journal.refunds.begin(asked(sale_id=sale.id, clerk="Awa"))
    assert [(type(one).__name__, one.who) for one in journal.sale(sale.id).history[-1:]] == [("RefundAsked", "Awa")]

    told = journal.refunds.write(done(begun), NOON)

    assert told == journal.sale(sale.id)
    assert told.flags == {Flag.PARTLY_REFUNDED}
    (line,) = [one for one in journal.sales_needing_someone() if one.id == sale.id] or [None]
    assert line is None


def test_a_second_one_is_not_taken_while_the_first_is_open(journal, path):
    begun = journal.refunds.begin(asked())
    for state in (RefundState.ASKED, RefundState.UNCLEAR):
        journal.refunds.write(replace(begun, state=state), NOON)
        with pytest.raises(TillRefusal):
            journal.refunds.begin(asked("other"))
    journal.refunds.write(replace(begun, state=RefundState.REFUSED), NOON)
    second = journal.refunds.begin(asked("other"))

    with closing(raw(path)) as db, pytest.raises(sqlite3.IntegrityError):  # the file itself takes none
        db.execute("UPDATE refund SET state = 'unclear' WHERE id = ?", (begun.id,))
    assert [one.id for one in journal.refunds.refunds()] == [second.id, begun.id]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE refund SET body = x'00'",
        "UPDATE refund SET amount_minor = 1",
        "UPDATE refund SET tried_at = '2030-01-01T00:00:00.000000Z'",
        "DELETE FROM refund",
    ],
)
def test_what_is_sent_is_never_edited_and_sent_once(journal, path, change):
    journal.refunds.write(done(journal.refunds.begin(asked())), NOON)
    with closing(raw(path)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(change)


def test_the_day_counts_what_went_back_that_day_of_this_till_s_sales(journal):
    sale = pay(journal, begin_open(journal), "txn-1", minute=1)
    journal.refunds.write(done(journal.refunds.begin(asked(sale_id=sale.id))), NOON)
    elsewhere = replace(ORDER, transaction_id="txn-2")
    journal.refunds.write(done(journal.refunds.begin(asked("b", order=elsewhere))), NOON)
    journal.refunds.begin(asked("c", sale_id=sale.id))

    today = journal.day_total(NOON, after(60), "XOF")
    tomorrow = journal.day_total(NOON + timedelta(days=1), NOON + timedelta(days=2), "XOF")

    assert (today.received, today.refunded, today.kept) == (Money(5000), Money(2000), Money(3000))
    assert (tomorrow.received.minor, tomorrow.refunded.minor) == (0, 0)


def test_what_is_known_to_be_given_back_is_told_by_transaction(journal):
    journal.refunds.write(done(journal.refunds.begin(asked())), NOON)
    journal.refunds.write(done(journal.refunds.begin(asked("b")), given=Money(500)), NOON)
    journal.refunds.begin(asked("c"))
    assert journal.refunds.given_back(["txn-1", "txn-2"]) == {"txn-1": 2500}


def test_what_was_given_back_elsewhere_is_counted_on_the_day_on_which_lomi_did(journal):
    sale = pay(journal, begin_open(journal), transaction_id="txn-1")
    seen = ev.RefundSeen(
        at=after(60 * 24),
        transaction_id="txn-1",
        amount=Money(3000),
        word="completed",
        refund_id="D",
        given_at=after(5),
    )
    sale = journal.record(sale.id, [seen])
    assert (sale.refunded, set(sale.flags)) == (Money(3000), {Flag.PARTLY_REFUNDED})
    total = journal.day_total(NOON, NOON + timedelta(hours=1), "XOF")
    assert (total.refunded, total.kept) == (Money(3000), Money(2000))
    assert journal.refunds.given_back(["txn-1", "txn-2"]) == {"txn-1": 3000}

    journal.record(sale.id, [replace(seen, word="failed")])
    assert journal.day_total(NOON, NOON + timedelta(hours=1), "XOF").refunded == Money(0)
    assert journal.refunds.given_back(["txn-1"]) == {}
