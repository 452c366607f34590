import unicodedata
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till import events as ev
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.receipt import code_slip_of, receipt_of, slip_of, trial_page_of
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.slip import WORDS, Code, Fact, Kind, Logo, Look, Slip, Text, file_name_of, text_of
from tests.unit.till.making import IDENTITY, NOON, REFERENCE, after, paid, sale_creating, sale_open

SHOP = ShopSection(
    name="Boutique Awa", address="Treichville", logo="logo.png", receipt_footer="Merci.\n\nNi repris ni échangé."
)
PRACTICE = replace(IDENTITY, environment="test")


class Plainly:
    """English, without the locale."""

    def say(self, name: str) -> str:
        return WORDS[name]

    def money(self, amount: Money) -> str:
        return str(amount)

    def moment(self, at: datetime) -> str:
        return f"{at:%d/%m/%Y %H:%M}"

    def provider(self, code: str) -> str:
        return {"WAVE": "Wave"}.get(code, code)


SAY = Plainly()


def sale_paid(**changes) -> Sale:
    event = ev.PaymentReceived(at=after(2), attempt=1, amount=Money(5000), transaction_id="T1", provider="WAVE")
    return replace(sale_open(clerk="Awa", note="wax", **changes).after(event))


def facts(slip: Slip) -> dict[str, str]:
    return {line.name: line.value for line in slip.lines if isinstance(line, Fact)}


def texts(slip: Slip, look: Look) -> list[str]:
    return [line.words for line in slip.lines if isinstance(line, Text) and line.look is look]


def test_a_receipt_has_the_shop_the_amount_and_every_reference_and_no_fee():
    fee = ev.PaymentDetailed(at=after(3), attempt=1, transaction_id="T1", fee=Money(77), net=Money(4923))
    slip = receipt_of(sale_paid().after(fee), SHOP, SAY)

    assert slip.kind is Kind.RECEIPT
    assert slip.lines[:2] == (Logo("logo.png"), Text("Boutique Awa", Look.SHOP))
    assert texts(slip, Look.HEADING) == ["PAID"]
    assert texts(slip, Look.AMOUNT) == ["5 000 F CFA"]
    assert facts(slip) == {
        "Sale": "A-001",
        "Date": "21/11/2026 12:02",
        "Paid with": "Wave",
        "Till": "A",
        "Clerk": "Awa",
        "Note": "wax",
        "Reference": REFERENCE,
        "Transaction": "T1",
    }
    assert [line.words for line in slip.lines[-2:] if isinstance(line, Text)] == ["Merci.", "Ni repris ni échangé."]
    assert slip.mark == ""
    assert "77" not in text_of(slip)
    assert "4923" not in text_of(slip)


@pytest.mark.parametrize("events", [[], [ev.AttemptExpired(at=after(15), attempt=1)], [ev.SaleCancelled(at=after(1))]])
def test_nothing_that_looks_like_a_receipt_is_made_without_money(events):
    sale = sale_open().after_all(tuple(events))

    with pytest.raises(TillRefusal, match="nothing to print"):
        receipt_of(sale, SHOP, SAY)


@pytest.mark.parametrize(
    "sale",
    [
        sale_creating(),
        sale_open().after(ev.AttemptExpired(at=after(15), attempt=1)),
        sale_open().after(ev.SaleCancelled(at=after(1))),
        sale_open().after(paid()),
    ],
    ids=["creating", "expired", "cancelled", "paid"],
)
def test_only_a_code_that_can_be_paid_is_put_on_paper(sale):
    with pytest.raises(TillRefusal):
        code_slip_of(sale, SHOP, SAY)


def test_the_code_of_a_waiting_sale_says_that_it_is_no_receipt_and_never_the_word_paid():
    slip = slip_of(sale_open(), SHOP, SAY)

    assert slip.kind is Kind.CODE
    (code,) = [line for line in slip.lines if isinstance(line, Code)]
    assert code.url == sale_open().attempts[0].url
    assert texts(slip, Look.HEADING) == ["TO PAY", "This is not a receipt: nothing has been paid yet."]
    assert facts(slip)["The phone must show"] == "checkout.lomi.africa"
    assert facts(slip)["Good until"] == "21/11/2026 12:15"
    assert "PAID" not in text_of(slip)


def test_another_amount_than_asked_is_told_with_both():
    slip = receipt_of(sale_open().after(paid(4500)), SHOP, SAY)

    assert texts(slip, Look.HEADING) == ["PAID IN PART"]
    assert texts(slip, Look.AMOUNT) == ["4 500 F CFA"]
    assert facts(slip)["Asked"] == "5 000 F CFA"
    assert facts(slip)["Received"] == "4 500 F CFA"


def test_a_sale_paid_twice_names_both_transactions():
    sale = sale_open().after(paid(transaction_id="T1")).after(paid(transaction_id="T2"))
    slip = receipt_of(sale, SHOP, SAY)

    assert texts(slip, Look.HEADING) == ["PAID TWICE"]
    assert [line.value for line in slip.lines if isinstance(line, Fact) and line.name == "Transaction"] == ["T1", "T2"]
    assert facts(slip)["Received"] == "10 000 F CFA"


def test_money_after_the_end_of_the_code_says_so():
    slip = receipt_of(sale_open().after(ev.AttemptExpired(at=after(15), attempt=1)).after(paid()), SHOP, SAY)

    assert texts(slip, Look.HEADING) == ["PAID LATE"]
    assert WORDS["late_why"] in texts(slip, Look.SMALL)


def test_a_refunded_receipt_says_so_first_largest_and_across_and_never_paid():
    slip = receipt_of(sale_paid(), SHOP, SAY, refunded=sale_paid().received)

    assert slip.lines[0] == slip.lines[-1] == Text("REFUNDED", Look.BAND)
    assert texts(slip, Look.AMOUNT) == ["REFUNDED"]
    assert texts(slip, Look.HEADING) == []
    assert slip.mark == "REFUNDED"
    assert facts(slip)["Given back"] == "5 000 F CFA"
    assert "Still paid" not in facts(slip)


@pytest.mark.parametrize(
    ("minor", "title", "kept"),
    [(5000, "GIVEN BACK IN CASH", None), (2000, "PARTLY GIVEN BACK IN CASH", str(Money(3000)))],
)
def test_a_receipt_whose_money_went_back_in_cash_says_so_and_names_no_refund(minor: int, title: str, kept: str | None):
    back = ev.CashGivenBack(at=NOON, note=1, amount=Money(minor), till="A")
    slip = slip_of(sale_paid().after(back), SHOP, SAY)
    assert slip.mark == title
    assert texts(slip, Look.AMOUNT) == [title]
    assert facts(slip)["Given back in cash"] == str(Money(minor))
    assert facts(slip).get("Still paid") == kept
    assert "Given back" not in facts(slip)
    assert "REFUND" not in text_of(slip)
    assert "PAID" not in text_of(slip)


def test_a_refund_and_cash_stand_side_by_side():
    back = ev.CashGivenBack(at=NOON, note=1, amount=Money(2000), till="A")
    slip = slip_of(sale_paid().after(back), SHOP, SAY, refunded=Money(3000))
    assert slip.mark == "REFUNDED"
    assert (facts(slip)["Given back"], facts(slip)["Given back in cash"]) == (str(Money(3000)), str(Money(2000)))


def test_a_partly_refunded_receipt_says_so_first_and_what_is_still_paid():
    slip = receipt_of(sale_paid(), SHOP, SAY, refunded=Money(2000))

    assert slip.lines[0] == Text("PARTLY REFUNDED", Look.BAND)
    assert texts(slip, Look.AMOUNT) == [slip.mark] == ["PARTLY REFUNDED"]
    assert facts(slip)["Given back"] == "2 000 F CFA"
    assert facts(slip)["Still paid"] == "3 000 F CFA"


@pytest.mark.parametrize(
    ("changes", "mark"), [({"is_practice": True}, "PRACTICE"), ({"identity": PRACTICE}, "TEST"), ({}, "")]
)
def test_practice_and_test_are_marked_at_both_ends_and_across(changes, mark):
    for slip in (receipt_of(sale_paid(**changes), SHOP, SAY), slip_of(sale_open(**changes), SHOP, SAY)):
        assert slip.mark == mark
        bands = [f"{mark}: no real money"] * 2 if mark else []
        assert texts(slip, Look.BAND) == bands
        if mark:
            assert slip.lines[0] == slip.lines[-1] == Text(bands[0], Look.BAND)


def test_a_test_page_shows_accents_and_sells_nothing():
    slip = trial_page_of(SHOP, SAY, NOON)

    assert slip.kind is Kind.TEST
    assert "Nothing was sold" in text_of(slip)
    assert "PAID" not in text_of(slip)


def test_a_file_is_named_by_the_sale_on_every_system():
    assert file_name_of(receipt_of(sale_paid(), SHOP, SAY)) == "Receipt-A-001"


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_whatever_was_typed_is_visible_text_of_one_line(note, name, footer):
    sale = replace(sale_paid(), note=note, clerk=name, payments=(replace(sale_paid().payments[0], provider=name),))
    shop = ShopSection(name=name, address=note, receipt_footer=footer)
    for slip in (receipt_of(sale, shop, SAY), slip_of(replace(sale_open(), note=note), shop, SAY)):
        for line in slip.lines:
            shown = (
                [line.words] if isinstance(line, Text) else [line.name, line.value] if isinstance(line, Fact) else []
            )
            for words in shown:
                assert not [char for char in words if unicodedata.category(char) == "Cc"]
                assert not [char for char in words if char in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200f"]
