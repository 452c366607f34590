"""What may be given back, what a sale looks like after, and which of lomi.'s refunds is ours."""

from dataclasses import replace

import pytest

from lomi_pos.till import events as ev
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.refunding import (
    AskedRefund,
    RefundOrder,
    check_order,
    find_ours,
    hindrance,
    left_of,
    news_of_refunds,
)
from lomi_pos.till.refunds import Refund
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, RefundState

from .making import IDENTITY, NOON, WHY, a_transaction, after, paid, sale_open

REFERENCE = "00000000000"
ORDER = RefundOrder("txn-1", Money(2000), Money(5000), "WAVE", "  trop\npayé ")
ASKED = AskedRefund(1, REFERENCE, ORDER, is_full=False, body=b"{}", identity=IDENTITY, asked_at=NOON)
DONE = replace(ASKED, state=RefundState.DONE)
ROW = Refund("refund-1", "TXN-1", "completed", amount_minor=2000, created_at=after(1))


def asked(minor: int = 5000, refund: int = 1, transaction_id: str = "T1") -> ev.RefundAsked:
    return ev.RefundAsked(at=NOON, refund=refund, amount=Money(minor), transaction_id=transaction_id)


def done(minor: int = 5000, refund: int = 1, word: str = "completed") -> ev.RefundDone:
    return ev.RefundDone(at=after(1), refund=refund, amount=Money(minor), word=word, refund_id="F")


UNCLEAR = ev.RefundUnclear(at=NOON, refund=1, reason=WHY)
REFUSED = ev.RefundRefused(at=NOON, refund=1, reason=WHY)
TWICE = sale_open().after(paid(transaction_id="T1")).after(paid(transaction_id="T2"))


@pytest.mark.parametrize(
    ("events", "flags", "needs_someone"),
    [
        ((asked(),), set(), False),
        ((asked(), done()), {Flag.REFUNDED}, False),
        ((asked(2000), done(2000)), {Flag.PARTLY_REFUNDED}, False),
        ((asked(2000), done(2000), asked(3000, 2), done(3000, 2)), {Flag.REFUNDED}, False),
        ((asked(), UNCLEAR), {Flag.REFUND_UNCLEAR}, True),
        ((asked(), UNCLEAR, done()), {Flag.REFUNDED}, False),
        ((asked(), UNCLEAR, REFUSED), set(), False),
        ((asked(), REFUSED), set(), False),
        ((asked(), done(word="pending"), REFUSED), set(), False),
    ],
)
def test_what_went_back_is_told_beside_what_came_in(
    events: tuple[ev.Event, ...], flags: set[Flag], needs_someone: bool
):
    sale = sale_open().after(paid(transaction_id="T1")).after_all(events)
    assert (sale.state, sale.received, set(sale.flags)) == ("paid", Money(5000), flags)
    assert sale.needs_someone is needs_someone
    assert sale.is_paid_exactly is not bool(flags)
    assert sale.was_paid_exactly


@pytest.mark.parametrize(
    ("sale", "minor", "needs_someone"),
    [
        (TWICE, 5000, False),
        (TWICE, 10_000, False),
        (TWICE, 2000, True),
        (sale_open().after(paid(5500, transaction_id="T1")), 500, False),
        (sale_open().after(paid(4500, transaction_id="T1")), 4500, False),
        (sale_open().after(paid(4500, transaction_id="T1")), 500, True),
    ],
    ids=["one of two", "both", "a part of two", "what was too much", "what was not enough", "a part of too little"],
)
def test_nobody_is_called_once_the_shop_is_even(sale: Sale, minor: int, needs_someone: bool):
    assert sale.needs_someone
    assert sale.after(asked(minor)).after(done(minor)).needs_someone is needs_someone


def test_an_unclear_refund_calls_someone_though_the_sale_was_dealt_with():
    sale = TWICE.after(ev.SaleAcknowledged(at=NOON)).after(asked()).after(UNCLEAR)
    assert sale.needs_someone


@pytest.mark.parametrize("provider", ["WAVE", "wave", "STRIPE", "CARD"])
def test_cards_and_wave_can_be_given_back(provider: str):
    assert hindrance(provider, ORDER.paid, []) is None


@pytest.mark.parametrize("provider", ["MTN", "SPI", "ORANGE", "JUMBO", "FREE"])
def test_no_other_provider_can(provider: str):
    told = hindrance(provider, ORDER.paid, [])
    assert told is not None
    assert (told.code, told.values) == ("refund_provider", {"provider": provider})


@pytest.mark.parametrize(
    ("order", "earlier", "code"),
    [
        (ORDER, [ASKED], "refund_open"),
        (ORDER, [replace(ASKED, state=RefundState.UNCLEAR)], "refund_open"),
        (ORDER, [replace(DONE, given=Money(5000))], "refund_all_back"),
        (ORDER, [DONE, DONE], "refund_too_much"),
        (replace(ORDER, amount=Money(100, "USD")), [], "refund_too_much"),
        (replace(ORDER, amount=Money(-1)), [], "amount_zero"),
    ],
)
def test_what_could_pay_twice_or_too_much_is_refused(order: RefundOrder, earlier: list[AskedRefund], code: str):
    with pytest.raises(TillRefusal) as refusal:
        check_order(order, earlier)
    assert refusal.value.message.code == code


def test_what_was_refused_is_still_there():
    assert left_of(Money(5000), [DONE, replace(DONE, state=RefundState.REFUSED)]) == Money(3000)


def test_the_reason_ends_with_the_reference():
    assert ASKED.draft.reason == f"trop payé · {REFERENCE}"
    assert replace(ASKED, order=replace(ORDER, reason="")).draft.reason == REFERENCE


@pytest.mark.parametrize(
    ("rows", "is_ours"),
    [
        ([replace(ROW, reason=f"trop payé · {REFERENCE} (partial refund via payout)", amount_minor=None)], True),
        ([ROW], True),
        ([replace(ROW, status="pending", amount_minor=0)], True),
        ([replace(ROW, created_at=None)], True),
        ([ROW, replace(ROW, id="refund-2")], False),
        ([replace(ROW, amount_minor=1999)], False),
        ([replace(ROW, reason="by hand")], False),
        ([replace(ROW, transaction_id="txn-2")], False),
        ([replace(ROW, transaction_id=None)], False),
        ([replace(ROW, created_at=after(-60 * 26))], False),
        ([replace(ROW, id="known")], False),
        ([], False),
    ],
)
def test_only_what_is_surely_ours_is_taken_for_it(rows: list[Refund], is_ours: bool):
    assert (find_ours(ASKED, rows, {"known", None}) is not None) is is_ours


# ---------------------------------------------------------------------------- given back elsewhere
PAID = sale_open().after(paid(transaction_id="T1"))
BACK = a_transaction(status="refunded", updated_at=after(9))
HERE = replace(
    ASKED, order=replace(ORDER, transaction_id="T1"), state=RefundState.DONE, refund_id="F", given=Money(2000)
)
HALF_HERE = PAID.after_all((asked(2000), done(2000)))


def row(minor: int = 5000, refund_id: str = "D1", status: str = "completed", **changes) -> Refund:
    made = Refund(refund_id, "T1", status, amount_minor=minor, created_at=after(9))
    return replace(made, **changes)


def told(sale: Sale, *listed: Refund, seen=BACK, ours=()) -> Sale:
    return sale.after_all(news_of_refunds(sale, seen, listed, ours, after(10)))


@pytest.mark.parametrize(
    ("sale", "listed", "ours", "given"),
    [
        pytest.param(PAID, (), (), [(None, 5000)], id="only_the_transaction_tells_of_it"),
        pytest.param(PAID, (row(),), (), [("D1", 5000)], id="all_of_it_in_the_dashboard"),
        pytest.param(PAID, (row(2000), row(3000, "D2")), (), [("D1", 2000), ("D2", 3000)], id="in_two_parts"),
        pytest.param(PAID, (row(2000),), (), [("D1", 2000), (None, 3000)], id="one_part_is_not_listed"),
        pytest.param(HALF_HERE, (row(2000, "F"), row(3000)), (HERE,), [("F", 2000), ("D1", 3000)], id="a_part_here"),
        pytest.param(HALF_HERE, (), (HERE,), [("F", 2000), (None, 3000)], id="a_part_here_and_no_list"),
        pytest.param(HALF_HERE, (row(2000, "G", reason=REFERENCE),), (HERE,), [("F", 2000), (None, 3000)], id="ours"),
    ],
)
def test_what_was_given_back_in_the_dashboard_is_told_once(
    sale: Sale, listed: tuple[Refund, ...], ours: tuple[AskedRefund, ...], given: list[tuple[str | None, int]]
):
    after_it = told(sale, *listed, ours=ours)
    assert [(one.refund_id, one.amount.minor) for one in after_it.refunds] == given
    assert set(after_it.flags) == {Flag.REFUNDED}
    assert news_of_refunds(after_it, BACK, listed, ours, after(11)) == ()


def test_a_part_given_back_in_the_dashboard_leaves_the_payment_completed():
    after_it = told(PAID, row(2000), seen=a_transaction())
    assert (after_it.refunded, set(after_it.flags)) == (Money(2000), {Flag.PARTLY_REFUNDED})
    assert (after_it.refunds[0].given_at, after_it.refunds[0].is_elsewhere) == (after(9), True)


@pytest.mark.parametrize("state", [RefundState.ASKED, RefundState.UNCLEAR])
def test_while_one_of_ours_is_open_nobody_says_whose_a_refund_is(state: RefundState):
    assert news_of_refunds(PAID, BACK, [row()], [replace(HERE, state=state)], NOON) == ()


def test_one_that_lomi_refused_us_and_has_all_the_same_is_money_that_went_back():
    refused = replace(HERE, state=RefundState.REFUSED, refund_id=None)
    assert told(PAID.after_all((asked(), REFUSED)), row(reason=REFERENCE), ours=(refused,)).refunded == Money(5000)


def test_a_refund_that_came_back_is_money_of_the_shop_again():
    pending = told(PAID, row(status="pending"), seen=a_transaction())
    assert set(pending.flags) == {Flag.REFUNDED}
    failed = told(pending, row(status="failed"), seen=a_transaction())
    assert (failed.refunded, set(failed.flags), failed.refunds[0].state) == (None, set(), RefundState.REFUSED)
    assert failed.refunds[0].reason is not None


def test_a_nameless_one_came_back_when_the_payment_is_whole_again():
    whole = told(told(PAID), seen=a_transaction())
    assert (whole.refunded, set(whole.flags)) == (None, set())


def test_a_nameless_one_grows_by_nothing_when_a_list_names_it_later():
    assert told(told(PAID), row()).refunded == Money(5000)


def test_one_that_failed_at_once_or_says_no_amount_is_no_news():
    assert news_of_refunds(PAID, a_transaction(), [row(status="failed"), row(0, "D2")], [], NOON) == ()


def test_a_refund_of_another_payment_is_not_this_sales():
    assert news_of_refunds(PAID, a_transaction("T9", "refunded"), [row()], [], NOON) == ()


def test_the_double_payment_that_was_given_back_in_the_dashboard_leaves_the_rail():
    assert TWICE.needs_someone
    after_it = told(TWICE, row())
    assert (after_it.needs_someone, set(after_it.flags)) == (False, {Flag.TWICE, Flag.PARTLY_REFUNDED})


def test_what_was_given_back_elsewhere_can_not_be_given_back_again():
    assert left_of(Money(5000), [DONE], 3000) == Money(2000)
    assert left_of(Money(5000), [DONE], 1000) == Money(3000)
    hindered = hindrance("WAVE", Money(5000), [], 5000)
    assert hindered is not None
    assert hindered.code == "refund_all_back"
    with pytest.raises(TillRefusal):
        check_order(replace(ORDER, amount=Money(2001)), [], 3000)
