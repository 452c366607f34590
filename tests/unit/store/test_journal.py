import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from lomi_pos.store.connection import open_in_memory
from lomi_pos.store.event_codec import UnknownEvent, as_text
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.store.migrations import STEPS
from lomi_pos.till import events as ev
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import Journal, NewAttempt
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import Flag, State
from tests.unit.till.making import WHY, any_course

from .making import BODY, IDENTITY, NOON, add_attempt, after, begin, begin_open, execute, new_attempt, pay, raw


def test_it_is_the_journal_that_the_rules_ask_for(journal: SqliteJournal) -> None:
    port: Journal = journal
    assert port.sales_needing_someone() == []


# ---------------------------------------------------------------------------- a sale
def test_a_sale_is_numbered_and_has_its_first_attempt_at_once(journal):
    order = Order(Money(5000), note="table 7 “é”", id="pressed-1")
    sale = journal.begin_sale(order, "0000000014U", new_attempt, identity=IDENTITY, clerk="Awa", at=NOON)
    assert (sale.number, sale.reference, sale.amount) == ("A-001", "0000000014U", Money(5000))
    assert (sale.note, sale.clerk, sale.created_at, sale.identity) == ("table 7 “é”", "Awa", NOON, IDENTITY)
    assert sale.order_id == "pressed-1"
    assert sale.state is State.CREATING
    assert sale.history == (ev.AttemptMade(at=NOON, attempt=1),)
    assert journal.sale(sale.id) == sale


def test_an_order_begins_one_sale_however_often_it_is_handed_in(journal, path):
    first = begin(journal, order_id="pressed-1")
    with closing(SqliteJournal.open(path)) as another:
        assert begin(another, order_id="pressed-1") == first
    assert begin(journal, order_id="pressed-2").number == "A-002"
    assert {begin(journal).number, begin(journal).number} == {"A-003", "A-004"}


def test_an_attempt_that_cannot_be_made_leaves_no_sale_and_no_number_behind(journal):
    def refuse(_draft: Sale) -> NewAttempt:
        raise TillRefusal("amount_zero")

    with pytest.raises(TillRefusal):
        journal.begin_sale(Order(Money(5000)), "0000000014U", refuse, identity=IDENTITY, clerk="", at=NOON)
    assert journal.sale_lines(SalesQuery()) == []
    assert begin(journal).number == "A-001"


def test_an_attempt_is_on_disk_with_its_exact_bytes_before_anything_is_sent(journal, path):
    identity = Identity("http://127.0.0.1:1", "test", "e" * 16)
    asked = NewAttempt(Kind.LINK, "the-key", b"\x00\xff exact", identity)
    sale = journal.begin_sale(
        Order(Money(5000)), "0000000014U", lambda _: asked, identity=IDENTITY, clerk="", at=after(1)
    )
    with closing(SqliteJournal.open_for_reading(path)) as other:
        (attempt,) = other.sale(sale.id).attempts
    assert (attempt.kind, attempt.idempotency_key, attempt.body, attempt.identity) == (
        Kind.LINK,
        "the-key",
        b"\x00\xff exact",
        identity,
    )
    assert attempt.made_at == after(1)
    assert attempt.state is State.CREATING
    assert sale.history == (ev.AttemptMade(at=after(1), attempt=1),)


def test_a_sale_comes_back_as_it_was_told(journal):
    sale = pay(journal, begin_open(journal), "T1")
    assert journal.sale(sale.id) == sale
    assert [type(event).__name__ for event in sale.history] == [
        "AttemptMade",
        "AttemptTried",
        "AttemptOpened",
        "PaymentReceived",
    ]


def test_all_events_of_one_call_are_written_or_none(journal):
    sale = begin_open(journal)
    wrong = ev.AttemptExpired(at=after(1), attempt=7)
    with pytest.raises(IndexError):
        journal.record(sale.id, [ev.CodeShown(at=after(1), attempt=1), wrong])
    assert journal.sale(sale.id) == sale


def test_recording_nothing_changes_nothing(journal):
    sale = begin_open(journal)
    assert journal.record(sale.id, []) == sale


def test_what_was_late_stays_late_when_read_again(journal):
    """A second attempt made later must not change how the first payment reads."""
    sale = begin_open(journal)
    sale = journal.record(sale.id, [ev.AttemptExpired(at=after(15), attempt=1)])
    sale = add_attempt(journal, pay(journal, sale, minute=20), 21)
    assert Flag.LATE in sale.flags
    assert journal.sale(sale.id) == sale


def test_a_sale_that_does_not_exist_is_a_bug(journal):
    with pytest.raises(KeyError):
        journal.sale(41)
    with pytest.raises(KeyError):
        journal.record(41, [ev.SaleCancelled(at=NOON)])


def test_an_event_of_another_version_is_kept_and_folded_over(journal, path):
    sale = begin_open(journal)
    values = (sale.id, 4, as_text(after(2)), "Awa", "TipAdded", '{"tip":500}')
    with closing(raw(path)) as newer:
        newer.execute("INSERT INTO event (sale_id, position, at, who, kind, body) VALUES (?, ?, ?, ?, ?, ?)", values)
    read = journal.sale(sale.id)
    assert read.history[-1] == UnknownEvent(at=after(2), who="Awa", kind="TipAdded", body='{"tip":500}')
    assert read.state is State.OPEN
    assert pay(journal, sale).state is State.PAID
    assert journal.sale(sale.id).history[3] == read.history[-1]


# ---------------------------------------------------------------------------- numbers
def test_numbers_count_on_and_are_never_given_twice(path):
    with closing(SqliteJournal.open(path)) as journal:
        assert [begin(journal).number for _ in range(2)] == ["A-001", "A-002"]
    with closing(SqliteJournal.open(path)) as journal:
        assert begin(journal).number == "A-003"


def test_a_number_is_not_spent_on_a_sale_that_was_not_written(journal):
    begin(journal, reference="0000000014U")
    with pytest.raises(sqlite3.IntegrityError):
        begin(journal, reference="0000000014U")
    assert begin(journal).number == "A-002"


def test_each_letter_counts_for_itself(path):
    for till, number in (("A", "A-001"), ("B", "B-001"), ("A", "A-002")):
        with closing(SqliteJournal.open(path, till=till)) as journal:
            assert begin(journal).number == number


def test_practice_sales_have_the_letter_p(path):
    with closing(SqliteJournal.open(path, till="B", is_practice=True)) as journal:
        sale = begin(journal)
        assert sale.number == "P-001"
        assert sale.flags == {Flag.PRACTICE}
        assert journal.sale(sale.id).is_practice


def test_two_journals_on_one_file_never_give_the_same_number(path):
    with closing(SqliteJournal.open(path)) as one, closing(SqliteJournal.open(path)) as other:
        numbers = [begin(journal).number for journal in (one, other, one, other)]
    assert numbers == ["A-001", "A-002", "A-003", "A-004"]


# ---------------------------------------------------------------------------- one transaction settles one sale
def test_a_transaction_that_settled_another_sale_is_not_counted_again(journal):
    first, second = begin_open(journal), begin_open(journal)
    pay(journal, first, "T1")
    assert pay(journal, second, "T1") == second
    assert journal.sale_ids_of_transactions(["T1"]) == {"T1": first.id}


def test_details_from_another_sales_transaction_are_dropped_too(journal):
    first, second = pay(journal, begin_open(journal), "T1"), pay(journal, begin_open(journal))
    details = ev.PaymentDetailed(at=after(2), attempt=1, transaction_id="T1", provider="WAVE")
    assert journal.record(second.id, [details]) == second
    assert journal.sale(first.id) == first


def test_only_the_event_that_counts_twice_is_dropped(journal):
    pay(journal, begin_open(journal), "T1")
    sale = begin_open(journal)
    again = ev.PaymentReceived(at=after(1), attempt=1, amount=Money(5000), transaction_id="T1")
    cancelled = ev.SaleCancelled(at=after(2))
    assert journal.record(sale.id, [again, cancelled]).history[-1] == cancelled
    assert journal.sale(sale.id).payments == ()


def test_the_same_transaction_again_for_its_own_sale_changes_nothing(journal):
    sale = pay(journal, begin_open(journal), "T1")
    assert pay(journal, sale, "T1").payments == sale.payments


def test_which_of_lomis_transactions_are_ours(journal):
    one, other = pay(journal, begin_open(journal), "T1"), pay(journal, begin_open(journal), "T2")
    pay(journal, begin_open(journal))
    many = [f"X{n}" for n in range(2000)]
    assert journal.sale_ids_of_transactions(["T1", "T2", *many]) == {"T1": one.id, "T2": other.id}
    assert journal.sale_ids_of_transactions([]) == {}


# ---------------------------------------------------------------------------- the columns beside the events
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(any_course(), any_course(length=4))
def test_what_lists_show_is_what_the_events_tell(path, first, second):
    db = open_in_memory(path)
    for step in STEPS:
        step(db)
    journal = SqliteJournal(db)
    with closing(journal):
        before = add_attempt(journal, begin(journal))
        told = journal.record(before.id, first)
        told = journal.record(before.id, second)
        assert told == journal.sale(before.id) == before.after_all(first + second)
        (line,) = journal.sale_lines(SalesQuery())
        assert (line.state, line.flags, line.received) == (told.state, told.flags, told.received)
        assert (line.provider, line.settled_at, line.needs_someone) == (
            told.provider,
            told.settled_at,
            told.needs_someone,
        )
        rows = db.execute("SELECT state, remote_id, url, first_tried_at FROM attempt ORDER BY count").fetchall()
        assert [tuple(row) for row in rows] == [
            (one.state, one.remote_id, one.url, one.first_tried_at and as_text(one.first_tried_at))
            for one in told.attempts
        ]
        rows = db.execute("SELECT attempt, transaction_id, amount_minor FROM settlement ORDER BY position").fetchall()
        assert [tuple(row) for row in rows] == [
            (one.attempt, one.transaction_id, one.amount.minor) for one in told.payments
        ]


# ---------------------------------------------------------------------------- what the database itself refuses
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{}'",
        "DELETE FROM event",
        "UPDATE attempt SET body = x'00'",
        "UPDATE attempt SET idempotency_key = 'other'",
        "UPDATE attempt SET base_url = 'https://evil.example'",
        "DELETE FROM attempt",
        "UPDATE sale SET amount_minor = 1",
        "UPDATE sale SET number = 'A-999'",
        "UPDATE sale SET state = 'open'",
        "DELETE FROM sale",
        "UPDATE settlement SET amount_minor = 1",
        "UPDATE settlement SET transaction_id = 'T2'",
        "UPDATE settlement SET transaction_id = NULL",
        "DELETE FROM settlement",
        "UPDATE till_count SET last = 0",
        "INSERT INTO settlement SELECT 99, 1, 1, 'T1', 1, 'XOF', '', '', NULL, NULL",
        "INSERT INTO attempt SELECT 1, 9, '', idempotency_key, x'','','','','','','', '', 1,1,1,1,1 FROM attempt",
        "INSERT INTO event (sale_id, position, at, who, kind, body) VALUES (1, 9, '', '', '', 'not json')",
        "UPDATE sale SET received_minor = 'a lot'",
    ],
)
def test_nobody_can_rewrite_what_happened(journal, path, statement):
    pay(journal, begin_open(journal), "T1")
    with closing(raw(path)) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute(statement)


def test_an_amount_of_nothing_cannot_be_written_down(journal):
    with pytest.raises(sqlite3.IntegrityError):
        begin(journal, 0)


# ---------------------------------------------------------------------------- finding sales
def test_a_sale_is_found_by_what_a_person_says(journal):
    sale = begin(journal, reference="0000000014U")
    for name in ("A-001", "a-001", " A-001 ", "0000000014U", "0000000014u"):
        assert journal.sale_named(name) == sale
    for name in ("A-1", "A-002", "", "%", "A-___"):
        assert journal.sale_named(name) is None


WEEK = timedelta(days=7)


def test_what_lomi_may_still_say_something_about_is_watched(journal):
    creating = begin(journal)
    is_open = begin_open(journal)
    paid = pay(journal, begin_open(journal))
    expired = journal.record(begin_open(journal).id, [ev.AttemptExpired(at=after(15), attempt=1)])
    cancelled = journal.record(begin_open(journal).id, [ev.SaleCancelled(at=after(15))])
    failed = begin(journal)
    failed = journal.record(failed.id, [ev.AttemptFailed(at=after(1), attempt=1, reason=WHY)])
    attention = begin(journal)
    attention = journal.record(attention.id, [ev.AttentionNeeded(at=after(1), attempt=1, reason=WHY)])
    cancelled_while_creating = begin(journal)
    cancelled_while_creating = journal.record(cancelled_while_creating.id, [ev.SaleCancelled(at=after(1))])
    other_code_open = add_attempt(journal, begin_open(journal))
    other_code_open = journal.record(
        other_code_open.id, [ev.PaymentReceived(at=after(1), attempt=2, amount=Money(5000))]
    )
    watched = journal.sales_to_watch(after(1) - WEEK)
    assert watched == [
        creating,
        is_open,
        expired,
        cancelled,
        attention,
        cancelled_while_creating,
        other_code_open,
    ]
    assert not {paid.id, failed.id} & {sale.id for sale in watched}


def test_what_was_given_up_is_watched_for_a_while_and_the_rest_for_ever(journal):
    creating, is_open = begin(journal), begin_open(journal)
    journal.record(begin_open(journal).id, [ev.AttemptExpired(at=after(15), attempt=1)])
    journal.record(begin_open(journal).id, [ev.SaleCancelled(at=after(15))])
    assert journal.sales_to_watch(after(60)) == [creating, is_open]


def test_what_ends_later_by_lomis_clock_is_watched_whenever_our_clock_says_it_was_made(journal):
    given_up = journal.record(begin_open(journal).id, [ev.SaleCancelled(at=after(1))])
    ends_at = given_up.attempts[0].expires_at
    assert ends_at is not None
    assert journal.sales_to_watch(ends_at) == [given_up]
    assert journal.sales_to_watch(ends_at + timedelta(seconds=1)) == []


def test_every_sale_that_the_rules_still_watch_is_found(journal):
    for ending in (ev.AttemptExpired(at=after(15), attempt=1), ev.SaleCancelled(at=after(15)), None):
        sale = begin_open(journal)
        if ending:
            journal.record(sale.id, [ending])
    now = after(60)
    assert all(sale.still_watched(now) for sale in journal.sales_to_watch(now - WEEK))


# ---------------------------------------------------------------------------- the day
def test_a_day_counts_the_money_that_came_on_it(journal):
    pay(journal, begin_open(journal, 5000), "T1", minute=-1)
    pay(journal, begin_open(journal, 100), "T2", minute=0)
    sale = pay(journal, begin_open(journal, 20), "T3", minute=59)
    pay(journal, sale, "T4", minute=59.5)
    pay(journal, begin_open(journal, 3000), "T5", minute=60)
    total = journal.day_total(NOON, after(60), "XOF")
    assert total.received == Money(140)
    assert total.count == 2
    assert journal.day_total(NOON, after(60), "USD").received == Money(0, "USD")


def test_yesterdays_sale_paid_today_counts_today(journal):
    sale = pay(journal, begin_open(journal, minute=-600), minute=5)
    assert journal.day_total(NOON, after(60), "XOF").received == sale.amount


def test_the_money_that_came_counts_and_not_what_was_asked(journal):
    pay(journal, begin_open(journal, 5000), amount=Money(4500))
    assert journal.day_total(NOON, after(60), "XOF").received == Money(4500)


# ---------------------------------------------------------------------------- needing someone
def test_who_needs_someone_is_listed_until_someone_acts(journal):
    underpaid = pay(journal, begin_open(journal), amount=Money(4500))
    pay(journal, begin_open(journal))
    assert [line.id for line in journal.sales_needing_someone()] == [underpaid.id]
    journal.record(underpaid.id, [ev.SaleAcknowledged(at=after(9), who="Awa")])
    assert journal.sales_needing_someone() == []


def test_closing_twice_is_harmless(path):
    journal = SqliteJournal.open(path)
    journal.close()
    journal.close()


def test_the_bodies_stay_exact_after_everything_that_happens(journal):
    sale = pay(journal, begin_open(journal), "T1")
    assert replace(journal.sale(sale.id).attempts[0], state=State.CREATING).body == BODY


def test_codes_are_found_with_the_sales_that_they_were_made_for(journal):
    first, second = begin_open(journal), begin_open(journal)
    asked = [f"session-{second.id}", "elsewhere", f"session-{first.id}"]
    assert journal.sale_ids_of_codes(asked) == {f"session-{first.id}": first.id, f"session-{second.id}": second.id}
    assert journal.sale_ids_of_codes([]) == {}


# ---------------------------------------------------------------------------- a copy that was put back
def test_the_end_of_one_day_of_watching_does_not_hide_that_a_second_copy_was_put_back(journal, path):
    begin(journal)
    went_back = "INSERT INTO meta (name, value) VALUES ('unasked_since', '{}')"
    execute(path, went_back.format(as_text(NOON)))
    journal.note_asked(watched_to=NOON + timedelta(days=1))
    execute(path, went_back.format(as_text(after(60))))

    journal.note_asked()

    assert (journal.still_missing(), journal.unasked_since()) == (None, after(60))
