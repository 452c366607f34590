"""What is asked on the customer's phone: no sentence speaks of a code where there is none."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from lomi_pos.till import events as ev
from lomi_pos.till.errors import as_asked_on_the_phone
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from lomi_pos.ui import aloud, translation
from lomi_pos.ui.ended_view import Ending, ending_of
from lomi_pos.ui.history.story import SaleStory
from lomi_pos.ui.paid_view import verdict_of
from lomi_pos.ui.waiting_words import waiting_words
from lomi_pos.ui.words import tell
from tests.ui import sales

EXPIRED = ev.AttemptExpired(at=sales.NOW, attempt=1)
CANCELLED = ev.SaleCancelled(at=sales.NOW)
NOT_SENT = ev.AttemptFailed(at=sales.NOW, attempt=1, reason=Message("no_connection"))
ODD_AMOUNT = as_asked_on_the_phone(
    Message("made_other_amount", {"ours": str(Money(12_500)), "theirs": str(Money(1_250))})
)
ODD = [
    ODD_AMOUNT,
    as_asked_on_the_phone(Message("made_other_currency", {"ours": "XOF", "theirs": "EUR"})),
    as_asked_on_the_phone(Message("url_refused")),
    Message("phone_other_identity"),
]
IN_VAIN = sales.sought(sales.of_kind(Kind.MTN), unclear="charge_unclear", in_vain="charge_not_found")

asked_by_mtn = sales.asked_on_the_phone


def ending(sale: Sale) -> Ending:
    return ending_of(sale, sales.NOW)


@pytest.mark.parametrize("kind", [Kind.WAVE, Kind.MTN])
def test_a_request_that_expired_is_no_code(qapp, kind):
    assert ending(sales.asked_on_the_phone(kind).after(EXPIRED)).line == "The request on the phone expired, not paid."


@pytest.mark.parametrize("reason", ODD)
def test_nor_does_what_lomi_made_otherwise_in_french(qapp, reason):
    translation.speak(qapp, "fr")
    told = tell(reason)
    translation.speak(qapp, "en")
    assert told != tell(reason)
    assert "code" not in told.lower()


def test_an_odd_amount_is_told_as_what_the_phone_asks(qapp):
    assert "the customer's phone for 1,250\u00a0F\u202fCFA, and 12,500\u00a0F\u202fCFA was meant" in tell(ODD_AMOUNT)


def test_what_never_left_has_asked_nobody(qapp):
    never = sales.of_kind(Kind.MTN)
    assert ending(never.after(NOT_SENT)).line == "The customer was not asked."
    assert ending(never.after(CANCELLED)).more == "The customer was not asked, so nobody can pay it."


@pytest.mark.parametrize(
    "sale",
    [
        asked_by_mtn().after(EXPIRED),
        asked_by_mtn().after(CANCELLED),
        asked_by_mtn().after(NOT_SENT),
        sales.of_kind(Kind.MTN).after(NOT_SENT),
        sales.of_kind(Kind.MTN).after(CANCELLED),
        IN_VAIN,
        *(sales.of_kind(Kind.MTN).after(ev.AttentionNeeded(at=sales.NOW, attempt=1, reason=reason)) for reason in ODD),
    ],
)
def test_no_ending_of_it_speaks_of_a_code(qapp, shop, sale):
    told = ending(sale)
    assert "code" not in f"{told.line} {told.more}".lower()
    shop.show(sale)
    assert "code" not in shop.find("stateLine").text().lower()
    for name in ("newCode", "retry", "checkNow", "newSale"):
        assert not shop.shows(name) or "code" not in shop.find(name).text().lower()


@pytest.mark.parametrize(
    "sale",
    [
        sales.of_kind(Kind.MTN),
        sales.sought(sales.of_kind(Kind.MTN), unclear="charge_unclear"),
        asked_by_mtn(),
        asked_by_mtn().after(ev.StatusUnknown(at=sales.NOW, attempt=1, word="on_hold")),
    ],
)
def test_nor_does_what_waits(qapp, sale):
    told = waiting_words(sale, None)
    assert "code" not in f"{told.line} {told.more}".lower()


def test_it_can_be_asked_again_once_it_is_over_and_not_before(shop):
    shop.show(asked_by_mtn().after(EXPIRED))
    assert shop.find("newCode").text().startswith("Ask on the phone again")

    shop.show(asked_by_mtn().after(CANCELLED))
    assert not shop.shows("newCode"), "the customer may still confirm it"
    assert shop.shows("newSale")


def test_the_one_way_to_pay_it_is_the_one_that_was_asked(shop):
    shop.show(sales.asked_on_the_phone(Kind.WAVE))
    assert shop.counter.ways_to_pay(sales.asked_on_the_phone(Kind.WAVE)) == ("WAVE",)
    assert shop.counter.ways_to_pay(asked_by_mtn()) == ("MTN",)


def test_beside_waves_page_stands_the_number_that_was_asked(shop):
    asked = sales.asked_on_the_phone(Kind.WAVE)
    attempt = replace(asked.attempts[0], body=b'{"customer_phone":"+2250701020304"}')
    shop.show(replace(asked, attempts=(attempt,)))
    assert shop.shows("qr")
    assert "Wave · +225 07 01 02 03 04" in [one.text() for one in shop.window.findChildren(QLabel) if one.isVisible()]


def test_its_story_says_who_was_asked(qapp):
    second = replace(asked_by_mtn().attempts[0], count=2)
    again = ev.AttemptMade(at=sales.NOW, attempt=2)
    expired = asked_by_mtn().after(EXPIRED)
    told = [
        step.words for step in SaleStory().steps(replace(expired, attempts=(*expired.attempts, second)).after(again))
    ]
    assert told[1:] == [
        "lomi. has asked the customer on the phone",
        "The request on the phone expired, not paid",
        "The customer was to be asked on the phone again",
    ]


@pytest.mark.parametrize(
    ("sale", "words"),
    [
        (asked_by_mtn(), "the phone asks for 12,500\u00a0F\u202fCFA"),
        (sales.asked_on_the_phone(Kind.WAVE), "a code for 12,500\u00a0F\u202fCFA"),
    ],
)
def test_a_screen_reader_says_code_only_where_one_is_on_the_screen(qapp, sale, words):
    said = aloud.words_of(
        sale, sale.history[-1:], code_is_there="a code for {amount}", phone_asks="the phone asks for {amount}"
    )
    assert said == words


def test_the_clerk_reads_which_phone_was_asked(shop):
    sale = asked_by_mtn()
    body = b'{"customer": {"name": "Awa", "phoneNumber": "+2250701020304"}}'
    shop.show(replace(sale, attempts=(replace(sale.attempts[0], body=body),)))
    shown = [one.text() for one in shop.window.findChildren(QLabel) if one.isVisible()]
    assert "This sale is paid on the customer's own phone.\nMTN MoMo · +225 07 01 02 03 04" in shown


def test_money_that_comes_late_came_after_the_request_on_the_phone(qapp):
    late = verdict_of(asked_by_mtn().after(EXPIRED).after(replace(sales.payment(), provider="MTN")))
    assert late.word == "PAID LATE"
    assert late.more.startswith("The money came after the request on the phone had expired")
