from dataclasses import replace
from typing import Any

import pytest

from lomi_pos.till import events as ev
from lomi_pos.till.identity import Identity
from lomi_pos.till.lomi import CheckoutSession, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.settling import (
    attempt_of_transaction,
    difference_of,
    news_of_link_session,
    news_of_session,
    news_of_transaction,
)
from lomi_pos.till.states import Flag, State

from .making import (
    NOON,
    REFERENCE,
    SESSION_2,
    a_sale,
    a_session,
    a_transaction,
    after,
    opened,
    paid,
    sale_creating,
    sale_open,
    sale_with_two_codes,
    with_attempt,
)

LINK_ID = "11111111-2222-4333-8444-555555555555"


def link_open() -> Sale:
    return with_attempt(a_sale(), Kind.LINK).after(opened(1, LINK_ID))


def look(sale: Sale, seen: CheckoutSession) -> Any:
    return news_of_session(sale, sale.attempts[0], seen, after(5))


def hear(sale: Sale, seen: Transaction) -> Any:
    return news_of_transaction(sale, seen, NOON)


def count_of(sale: Sale, seen: Transaction) -> int | None:
    """Which of the sale's codes was paid."""
    attempt = attempt_of_transaction(sale, seen)
    return attempt.count if attempt else None


# ---------------------------------------------------------------------------- by session
def test_completed_for_our_session_and_amount_is_money():
    sale = sale_open()
    (event,) = look(sale, a_session("completed"))
    assert event == ev.PaymentReceived(at=after(5), who="lomi.", attempt=1, amount=Money(5000))
    assert sale.after(event).is_paid_exactly


@pytest.mark.parametrize("amount", [4500, 5500])
def test_completed_with_another_amount_is_the_money_that_came(amount):
    (event,) = look(sale_open(), a_session("completed", amount=Money(amount)))
    assert event.amount == Money(amount)


def test_completed_in_another_currency_is_for_a_person():
    sale = sale_open()
    seen = a_session("completed", amount=Money(5000, "USD"))
    (event,) = look(sale, seen)
    assert isinstance(event, ev.AttentionNeeded)
    assert sale.after(event).state is State.ATTENTION
    assert look(sale.after(event), seen) == ()


@pytest.mark.parametrize(
    "seen",
    [
        a_session("completed", id=SESSION_2),
        a_session("completed", environment="test"),
        a_session("open"),
        a_session("pending"),
    ],
)
def test_anothers_session_another_environment_or_no_news_is_nothing(seen):
    assert look(sale_open(), seen) == ()


def test_completed_is_told_once():
    sale = sale_open().after(paid())
    assert look(sale, a_session("completed")) == ()


def test_a_session_that_was_never_made_has_no_news():
    assert look(sale_creating(), a_session("completed")) == ()


def test_expired_is_told_once_and_only_of_an_open_code():
    sale = sale_open()
    (event,) = look(sale, a_session("expired"))
    assert isinstance(event, ev.AttemptExpired)
    assert look(sale.after(event), a_session("expired")) == ()
    assert look(sale.after(paid()), a_session("expired")) == ()


def test_money_after_expiry_is_still_money():
    sale = sale_open().after(ev.AttemptExpired(at=NOON, attempt=1))
    (event,) = look(sale, a_session("completed"))
    assert sale.after(event).is_late


def test_an_unknown_word_is_told_when_it_comes_and_when_it_goes():
    sale = sale_open()
    (event,) = look(sale, a_session("processing"))
    assert event.word == "processing"
    puzzled = sale.after(event)
    assert look(puzzled, a_session("processing")) == ()
    (event,) = look(puzzled, a_session("open"))
    assert event.word == ""


# ---------------------------------------------------------------------------- whose transaction is it
@pytest.mark.parametrize(
    "evidence",
    [
        {},
        {"checkout_session_id": None, "metadata": {"checkout_session_id": "0b0f8bbc-6a43-4a6c-8a4b-2f8f6f2f6a01"}},
        {"checkout_session_id": None, "metadata": {"checkoutSessionId": "0b0f8bbc-6a43-4a6c-8a4b-2f8f6f2f6a01"}},
        {"checkout_session_id": None, "metadata": {"order_ref": REFERENCE}},
        {"checkout_session_id": "", "metadata": {"order_ref": REFERENCE, "attempt": "1"}},
        {"checkout_session_id": SESSION_2, "metadata": {"order_ref": REFERENCE}},
    ],
)
def test_a_transaction_is_ours_by_any_of_its_evidence(evidence):
    assert count_of(sale_open(), a_transaction(**evidence)) == 1


@pytest.mark.parametrize(
    "evidence",
    [
        {"checkout_session_id": None},
        {"checkout_session_id": SESSION_2},
        {"checkout_session_id": None, "metadata": {"order_ref": "00000000011"}},
        {"checkout_session_id": None, "description": f"Shop {REFERENCE}"},
    ],
)
def test_amount_and_time_alone_never_settle(evidence):
    seen = a_transaction(created_at=NOON, **evidence)
    assert attempt_of_transaction(sale_open(), seen) is None
    assert hear(sale_open(), seen) == ()


def test_the_session_tells_which_of_two_codes_was_paid():
    sale = sale_with_two_codes()
    assert count_of(sale, a_transaction(checkout_session_id=SESSION_2)) == 2
    assert count_of(sale, a_transaction()) == 1


@pytest.mark.parametrize(("named", "count"), [("1", 1), ("2", 2), ("", 2), ("9", 2), ("0", 2), ("-1", 2), ("²", 2)])
def test_the_reference_alone_means_the_named_or_the_newest_code(named, count):
    seen = a_transaction(checkout_session_id=None, metadata={"order_ref": REFERENCE, "attempt": named})
    assert count_of(sale_with_two_codes(), seen) == count


@pytest.mark.parametrize(
    "evidence",
    [
        {"metadata": {"payment_link_id": LINK_ID}},
        {"description": f"Chez Awa - {REFERENCE}"},
        {"checkout_session_id": SESSION_2, "description": f"Chez Awa {REFERENCE.lower()}"},
    ],
)
def test_a_links_transaction_is_found_by_the_link_or_the_title(evidence):
    seen = a_transaction(**{"checkout_session_id": None, **evidence})
    assert count_of(link_open(), seen) == 1


def test_a_link_taken_over_from_an_unclear_code_is_paid_once():
    """Its metadata still names the first code: its session and its transaction must not count as two payments."""
    sale = with_attempt(with_attempt(a_sale(), Kind.LINK), Kind.LINK).after(opened(2, LINK_ID))
    metadata = {"order_ref": REFERENCE, "attempt": "1", "payment_link_id": LINK_ID}
    (money,) = hear(sale, a_transaction(checkout_session_id=None, metadata=metadata))
    sale = sale.after(money)

    its_session = a_session("completed", id=SESSION_2, payment_link_id=LINK_ID)
    assert [one.attempt for one in sale.payments] == [2]
    assert news_of_link_session(sale, sale.attempt_numbered(2), its_session, after(9)) == ()


def test_a_link_that_two_customers_paid_shows_each_payment_with_its_own_transaction():
    """One paid too little; the other was given his money back before the till saw it."""
    sale = link_open()
    its_session = a_session("completed", id=SESSION_2, payment_link_id=LINK_ID, amount=Money(1))
    (money,) = news_of_link_session(sale, sale.attempts[0], its_session, after(9))
    sale = sale.after(money)
    link = {"payment_link_id": LINK_ID}

    assert hear(sale, a_transaction("T1", checkout_session_id=None, metadata=link, status="refunded")) == ()
    (more,) = hear(sale, a_transaction("T2", checkout_session_id=None, metadata=link))
    sale = sale.after(more)
    (detail,) = hear(sale, a_transaction("T3", checkout_session_id=None, metadata=link, gross=Money(1)))
    sale = sale.after(detail)
    assert {one.transaction_id: one.amount for one in sale.payments} == {"T3": Money(1), "T2": Money(5000)}


@pytest.mark.parametrize(
    "told", [{"gross": Money(5000)}, {"gross": Money(5125), "fee": Money(125), "net": Money(5000)}]
)
def test_a_links_session_and_its_transaction_are_one_payment_whoever_bears_the_fee(told):
    sale = link_open()
    its_session = a_session("completed", id=SESSION_2, payment_link_id=LINK_ID, amount=Money(5000))
    (money,) = news_of_link_session(sale, sale.attempts[0], its_session, after(9))
    (detail,) = hear(sale.after(money), a_transaction("T1", metadata={"payment_link_id": LINK_ID}, **told))
    assert isinstance(detail, ev.PaymentDetailed)
    assert [one.transaction_id for one in sale.after(money).after(detail).payments] == ["T1"]


# ---------------------------------------------------------------------------- what it tells
def test_a_completed_transaction_is_money_with_its_details():
    seen = a_transaction(fee=Money(50), net=Money(4950))
    (event,) = news_of_transaction(sale_open(), seen, after(2))
    assert event == ev.PaymentReceived(
        at=after(2),
        who="lomi.",
        attempt=1,
        amount=Money(5000),
        transaction_id="T1",
        provider="WAVE",
        fee=Money(50),
        net=Money(4950),
    )


def test_after_the_session_said_completed_the_transaction_is_only_its_details():
    sale = sale_open().after(paid())
    (event,) = hear(sale, a_transaction())
    assert isinstance(event, ev.PaymentDetailed)
    assert sale.after(event).provider == "WAVE"
    assert hear(sale.after(event), a_transaction()) == ()


def test_a_second_completed_transaction_is_paid_twice():
    sale = sale_open().after(paid(transaction_id="T1"))
    (event,) = hear(sale, a_transaction("T2"))
    assert "twice" in sale.after(event).flags


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "refund"},
        {"kind": "payout"},
        {"gross": None},
        {"environment": "test"},
        {"status": "refunded"},
        {"status": "COMPLETED"},
    ],
)
def test_what_is_not_a_completed_payment_here_is_no_money(changes):
    assert hear(sale_open(), a_transaction(**changes)) == ()


def test_money_in_another_currency_is_for_a_person_once():
    sale = sale_open()
    seen = a_transaction(gross=Money(5000, "EUR"))
    (event,) = hear(sale, seen)
    assert event.reason.values == {"received": "50.00 EUR", "asked": "5 000 F CFA"}
    assert hear(sale.after(event), seen) == ()


def test_a_pending_transaction_says_that_the_customer_is_paying_once():
    sale = sale_open()
    seen = a_transaction(status="pending")
    (event,) = hear(sale, seen)
    assert isinstance(event, ev.CustomerPaying)
    assert hear(sale.after(event), seen) == ()


def test_a_refused_try_is_told_once_and_the_code_is_still_good():
    sale = sale_open()
    seen = a_transaction(status="failed")
    (event,) = hear(sale, seen)
    assert isinstance(event, ev.PaymentDeclined)
    assert sale.after(event).state is State.OPEN
    assert hear(sale.after(event), seen) == ()
    assert hear(sale.after(event), replace(seen, id="T2")) != ()


@pytest.mark.parametrize("status", ["pending", "failed"])
def test_a_paid_sale_hears_nothing_of_tries(status):
    assert hear(sale_open().after(paid()), a_transaction("T2", status)) == ()


# ---------------------------------------------------------------------------- what was made
@pytest.mark.parametrize(
    ("amount", "environment", "organization_id", "code"),
    [
        (Money(5000), "live", "ours", None),
        (Money(5000), None, None, None),
        (None, None, None, None),
        (Money(4999), "live", "ours", "made_other_amount"),
        (Money(5000, "USD"), "live", "ours", "made_other_currency"),
        (Money(5000), "test", "ours", "made_other_environment"),
        (Money(5000), "live", "a stranger's", "made_for_another"),
    ],
)
def test_what_lomi_made_is_compared_with_what_was_asked(amount, environment, organization_id, code):
    ours = Identity("https://api.lomi.africa", "live", "f" * 16, organization_id="ours")
    differs = difference_of(amount, environment, asked=Money(5000), identity=ours, organization_id=organization_id)
    assert (differs.code if differs else None) == code


@pytest.mark.parametrize(
    "known",
    [{"organization_id": None}, {"organization_id": "ours", "account": "acct_1"}],
    ids=["not named", "a member"],
)
def test_whose_it_is_tells_nothing_before_lomi_has_named_us_or_for_a_member(known):
    ours = Identity("https://api.lomi.africa", "live", "f" * 16, **known)
    assert difference_of(Money(5000), "live", asked=Money(5000), identity=ours, organization_id="a member's") is None


# ---------------------------------------------------------------------------- coupons
def with_coupons(is_allowed: bool = True) -> Sale:
    sale = sale_open()
    body = b'{"allow_coupon_code":true}' if is_allowed else b'{"allow_coupon_code":false}'
    return replace(sale, attempts=(replace(sale.attempts[0], body=body),))


def discounted(gross: int = 4500, discount: int = 500) -> Transaction:
    return a_transaction(gross=Money(gross), discount=Money(discount))


def test_what_a_coupon_took_off_is_not_missing():
    (event,) = hear(with_coupons(), discounted())
    sale = with_coupons().after(event)
    assert sale.is_paid_exactly
    assert (sale.received, sale.discount, sale.due) == (Money(4500), Money(500), Money(4500))
    assert sale.flags == {Flag.DISCOUNTED}


def test_less_than_the_coupon_leaves_is_missing():
    (event,) = hear(with_coupons(), discounted(4000))
    assert with_coupons().after(event).flags == {Flag.UNDERPAID, Flag.DISCOUNTED}


def test_a_coupon_on_a_code_that_takes_none_explains_nothing():
    (event,) = hear(with_coupons(is_allowed=False), discounted())
    assert with_coupons(is_allowed=False).after(event).flags == {Flag.UNDERPAID}


def test_a_discount_that_took_nothing_off_what_we_asked_is_none_of_ours():
    (event,) = hear(with_coupons(), discounted(5000))
    assert with_coupons().after(event).flags == frozenset()


def test_a_coupon_may_take_all():
    (event,) = hear(with_coupons(), discounted(0, 5000))
    sale = with_coupons().after(event)
    assert (sale.state, sale.is_paid_exactly, sale.received) == (State.PAID, True, Money(0))


@pytest.mark.parametrize("told", [4500, 5000])
def test_a_coupon_that_is_told_after_the_session_settles_what_was_paid(told: int):
    """Nobody knows whether a completed session names the amount before or after the coupon."""
    sale = with_coupons().after(paid(told))
    (event,) = hear(sale, discounted())
    sale = sale.after(event)
    assert (sale.received, sale.discount, sale.is_paid_exactly) == (Money(4500), Money(500), True)


@pytest.mark.parametrize(("kept", "is_over"), [(4500, True), (5000, False), (0, True)])
def test_a_refund_that_leaves_what_was_due_leaves_nothing_to_do(kept: int, is_over: bool):
    """Paid twice, with the same coupon each time."""
    sale = with_coupons()
    for name in ("T1", "T2"):
        (event,) = hear(sale, replace(discounted(), id=name))
        sale = sale.after(event)
    assert sale.needs_someone
    back = Money(9000 - kept)
    asked = ev.RefundAsked(at=NOON, refund=1, transaction_id="T2", amount=back)
    done = ev.RefundDone(at=NOON, refund=1, amount=back, word="completed")
    assert sale.after(asked).after(done).needs_someone is not is_over


def test_a_body_that_is_no_object_asks_for_nothing():
    attempt = sale_open().attempts[0]
    assert [replace(attempt, body=body).takes_coupons for body in (b"", b"[]", b"\xff", b"{}")] == [False] * 4
