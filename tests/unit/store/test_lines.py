from typing import Any

import pytest

from lomi_pos.store import lines
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State

from .making import after, begin, begin_open, pay


def numbers(journal: SqliteJournal, **query: Any) -> list[str]:
    return [line.number for line in journal.sale_lines(SalesQuery(**query))]


@pytest.fixture
def shop(journal):
    """A-001 creating; A-002 open; A-003 paid by Moussa; A-004 underpaid; A-005 expired; A-006 in dollars, creating."""
    begin(journal, 12_500, note="table 7", reference="0000000014U")
    begin_open(journal, 5000, note="café 100%", minute=10)
    pay(journal, begin_open(journal, 125, clerk="Moussa", minute=20), "T1", minute=21)
    pay(journal, begin_open(journal, 700, note="a_b", minute=30), "T2", minute=31, amount=Money(650))
    expired = begin_open(journal, 800, minute=40)
    journal.record(expired.id, [ev.AttemptExpired(at=after(55), attempt=1)])
    begin(journal, 1999, "USD", minute=50)
    return journal


def test_the_newest_comes_first(shop):
    assert numbers(shop) == ["A-006", "A-005", "A-004", "A-003", "A-002", "A-001"]


def test_a_line_says_what_a_list_shows(shop):
    line = shop.sale_lines(SalesQuery(text="A-003"))[0]
    assert (line.number, line.amount, line.received) == ("A-003", Money(125), Money(125))
    assert (line.state, line.flags, line.needs_someone) == (State.PAID, frozenset(), False)
    assert (line.clerk, line.provider, line.environment) == ("Moussa", "WAVE", "live")
    assert (line.created_at, line.settled_at) == (after(20), after(21))


def test_a_line_of_an_unpaid_sale_has_nothing_received(shop):
    line = shop.sale_lines(SalesQuery(text="A-002"))[0]
    assert (line.received, line.settled_at, line.provider) == (None, None, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A-003", ["A-003"]),
        ("a-003", ["A-003"]),
        ("0000000014u", ["A-001"]),
        ("table", ["A-001"]),
        ("TABLE 7", ["A-001"]),
        ("7 table", ["A-001"]),
        ("table 8", []),
        ("moussa", ["A-003"]),
        ("wave", ["A-004", "A-003"]),
        ("moussa wave", ["A-003"]),
        ("12500", ["A-001"]),
        ("12 500", ["A-001"]),
        ("12\u202f500", ["A-001"]),
        ("125", ["A-003", "A-001"]),
        ("650", ["A-004"]),
        ("19.99", ["A-006"]),
        ("19,99", ["A-006"]),
        ("cafe", ["A-002"]),
        ("CAFÉ", ["A-002"]),
        ("a003", ["A-003"]),
        ("3", ["A-003"]),
        ("A-00", ["A-006", "A-005", "A-004", "A-003", "A-002", "A-001"]),
        ("wave OR moussa", []),
        ("note:table", []),
        ('"table', ["A-001"]),
        ("NEAR(table 7)", []),
        ("100%", ["A-002"]),
        ("%", ["A-002"]),
        ("_", ["A-004"]),
        ("a_b", ["A-004"]),
        ("\\", []),
        ("'; DROP TABLE sale; --", []),
        ("  ", ["A-006", "A-005", "A-004", "A-003", "A-002", "A-001"]),
    ],
)
def test_one_box_finds_sales_by_anything_on_them(shop, text, found):
    assert numbers(shop, text=text) == found


def test_a_payment_is_found_by_what_was_received_and_by_whom_it_came(journal):
    sale = begin_open(journal, 5000)
    assert numbers(journal, text="orange") == []
    pay(journal, sale, "T1", amount=Money(4500), provider="ORANGE")
    assert numbers(journal, text="orange") == ["A-001"]
    assert numbers(journal, text="4500") == ["A-001"]
    assert numbers(journal, text="5000") == ["A-001"]


def test_a_provider_is_chosen(shop):
    assert numbers(shop, provider="wave") == ["A-004", "A-003"]
    assert numbers(shop, provider="MTN") == []


def test_a_very_long_search_is_only_a_search(shop):
    assert numbers(shop, text="zzz " * 5000) == []


def test_states_are_chosen(shop):
    assert numbers(shop, states=(State.PAID,)) == ["A-004", "A-003"]
    assert numbers(shop, states=(State.OPEN, State.EXPIRED)) == ["A-005", "A-002"]
    assert numbers(shop, states=(State.FAILED,)) == []


def test_dates_take_the_first_moment_and_leave_the_last(shop):
    assert numbers(shop, from_at=after(20), to_at=after(40)) == ["A-004", "A-003"]
    assert numbers(shop, from_at=after(50)) == ["A-006"]
    assert numbers(shop, to_at=after(10)) == ["A-001"]


def test_unresolved_is_what_still_runs_or_needs_someone(shop):
    assert numbers(shop, only_unresolved=True) == ["A-006", "A-004", "A-002", "A-001"]


def test_all_that_is_asked_must_hold(shop):
    assert numbers(shop, text="wave", states=(State.PAID,), to_at=after(30)) == ["A-003"]


def test_pages_follow_each_other_without_gap_or_repeat(shop):
    seen, before = [], None
    while page := shop.sale_lines(SalesQuery(limit=4, before_id=before)):
        seen += [line.number for line in page]
        before = page[-1].id
    assert seen == numbers(shop)


def test_a_sale_made_meanwhile_does_not_move_the_next_page(shop):
    first = shop.sale_lines(SalesQuery(limit=2))
    begin(shop)
    assert numbers(shop, limit=2, before_id=first[-1].id) == ["A-004", "A-003"]


@pytest.mark.parametrize(
    "query",
    [
        SalesQuery(),
        SalesQuery(before_id=50_000),
        SalesQuery(states=(State.OPEN,)),
        SalesQuery(states=(State.PAID,), before_id=50_000),
        SalesQuery(from_at=after(0)),
        SalesQuery(text="a"),
        SalesQuery(text="12500 wave", before_id=50_000, from_at=after(0)),
    ],
    ids=["first page", "deep page", "state", "state, deep", "from", "search", "search, deep"],
)
def test_a_page_never_sorts_the_whole_journal(journal, query):
    sql, values = lines._select(query)
    plan = [row["detail"] for row in journal._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_those_needing_someone_are_found_without_reading_the_others(journal):
    (plan,) = [row["detail"] for row in journal._db.execute(f"EXPLAIN QUERY PLAN {lines._NEEDING_SOMEONE}")]
    assert "sale_needing_someone" in plan
