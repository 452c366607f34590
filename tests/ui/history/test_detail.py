from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.history.detail import DetailPanel
from lomi_pos.ui.history.digest import Digests
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.parts import CopyRow
from lomi_pos.ui.history.story import SaleStory
from tests.ui import sales
from tests.ui.history.data import a_transaction


@pytest.fixture
def detail(qtbot, bridge, clock) -> DetailPanel:
    made = DetailPanel(bridge, clock)
    qtbot.addWidget(made)
    return made


def texts(detail: DetailPanel) -> str:
    return "\n".join(label.text() or label.accessibleName() for label in detail.findChildren(QLabel))


def press(detail: DetailPanel, name: str) -> None:
    button = detail.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_the_life_of_a_sale_is_told_in_order(qapp):
    told = [step.words for step in SaleStory().steps(sales.paid_late())]
    assert told[0] == "Charged 12,500\u00a0F\u202fCFA"
    assert told[1].startswith("lomi. made the code, good until ")
    assert told[2:] == ["The code expired, not paid", "lomi. has received 12,500\u00a0F\u202fCFA, by Orange Money"]


def test_the_story_tells_what_happened_and_not_what_to_do(qapp):
    told = [step.words for step in SaleStory().steps(sales.unclear())]
    assert told[-1] == "lomi.'s answer did not arrive, so the till asked again"


def test_a_run_of_the_same_trouble_is_told_twice_at_most(qapp):
    sale = sales.unclear()
    for _ in range(5):
        sale = sale.after(replace(sale.history[-1], at=sales.NOW))
    assert len(SaleStory().steps(sale)) == 3


def test_money_that_is_not_as_asked_is_not_told_in_green(qapp):
    assert SaleStory().steps(sales.paid(received=12_000))[-1].tone == "amber"
    assert SaleStory().steps(sales.paid())[-1].tone == "green"


@pytest.mark.parametrize(
    "later",
    [
        ev.RefundRefused(at=sales.NOW, refund=1, reason=Message("refund_refused", {"message": "no phone number"})),
        ev.RefundUnclear(at=sales.NOW, refund=1, reason=Message("refund_unclear", {"amount": "1"})),
    ],
    ids=["refused", "unclear"],
)
def test_a_refund_that_did_not_come_about_is_not_told_in_green(qapp, later):
    asked = ev.RefundAsked(at=sales.NOW, refund=1, amount=Money(1_000), transaction_id="tx-1")
    sale = sales.paid().after(asked).after(later)
    assert Digests().of(sale, ()).reason_tone == "amber"


def test_it_is_said_that_a_members_sale_was_settled_by_the_list_of_payments(qapp):
    sale = sales.waiting()
    member = replace(sale, attempts=(replace(sale.attempts[0], identity=replace(sales.IDENTITY, account="acct_1")),))
    own, members = (SaleStory().steps(one.after(sales.payment()))[-1].words for one in (sale, member))
    assert members == f"{own}. Seen in lomi.'s list of payments: a member's code cannot be checked by itself."


def test_fee_net_and_every_reference_can_be_copied(detail):
    detail.show_sale(
        sales.waiting().after(replace(sales.payment(), fee=Money(188), net=Money(12_312), transaction_id="tx-1"))
    )
    copied: list[str] = []
    for row in detail.findChildren(CopyRow):
        row.copy_wanted.connect(copied.append)
        for button in row.findChildren(QPushButton):
            button.click()
    assert {"tx-1", sales.SESSION_ID, sales.URL, "0123456789"} <= set(copied)
    assert any("188" in value for value in copied)
    assert not any("key-41" in value for value in copied)
    assert QGuiApplication.clipboard().text() == copied[-1]


def test_it_follows_its_sale(detail, bridge):
    detail.show_sale(sales.waiting())
    bridge.sale_changed.emit(sales.paid(), ())
    bridge.sale_changed.emit(sales.expired(42), ())
    assert detail.shown == sales.paid()


def test_an_open_sale_can_be_shown_and_checked_again(qtbot, detail, bridge):
    detail.show_sale(sales.waiting())
    with qtbot.waitSignal(detail.show_sale_requested) as asked:
        press(detail, "showCode")
    press(detail, "checkNow")
    assert asked.args == [41]
    assert ("check_now", 41) in bridge.calls


def test_what_was_printed_is_on_the_time_line(dressed):
    printed = [ev.ReceiptPrinted(at=sales.NOW, who="clerk", slip=slip) for slip in ("code", "receipt")]
    steps = SaleStory().steps(sales.paid().after_all(tuple(printed)))
    assert [step.words for step in steps[-2:]] == ["The code was printed", "The receipt was printed"]


def test_a_difference_is_said_in_words(detail):
    detail.show_sale(sales.paid(received=12_000))
    assert "Received 12,000\u00a0F\u202fCFA of 12,500\u00a0F\u202fCFA" in texts(detail)


def test_what_goes_to_support_names_no_person_and_no_key(detail, clock):
    sale = replace(sales.paid(), note="Fatou +225 07 08 09 10 11 fatou@example.com", clerk="Awa")
    detail.show_sale(sale.after(ev.CodeShown(at=sales.NOW, attempt=1)))
    press(detail, "copySupport")
    text = QGuiApplication.clipboard().text()
    assert sales.SESSION_ID in text
    assert "tx-1" in text
    assert not any(secret in text for secret in ("Fatou", "07 08", "@", "Awa", "abcd"))
    assert "request key-41" in text  # by which lomi. finds what was sent; it opens nothing
    detail.show_transaction(Booked(a_transaction(clock, 1, name="Kouassi Aya")))
    assert "Kouassi" not in detail.support_text()


def test_markup_of_a_server_is_only_text(detail, clock):
    detail.show_transaction(Booked(replace(a_transaction(clock, 1), description="<b>bold</b>")))
    assert "<b>bold</b>" in "\n".join(row.toolTip() for row in detail.findChildren(QLabel))


def test_the_colours_may_change_while_a_sale_is_shown(qapp, dressed, detail):
    """Qt walks over all widgets then; one that is deleted on the way ended the program."""
    detail.show()
    detail.show_sale(sales.paid_late())
    for look in ("dark", "light", "dark"):
        theme.dress(qapp, look)
    assert "The code expired, not paid" in texts(detail)


def test_money_given_back_in_the_dashboard_is_told_as_what_it_is(qapp, detail):
    sale = sales.given_back_elsewhere()
    told = [step.words for step in SaleStory().steps(sale)]
    assert "given back on" in told[-1]
    assert "not from this till" in told[-1]
    detail.show_sale(sale)
    assert "not from this till" in texts(detail)
    assert "Refund not made at this till" in texts(detail)
    assert detail.findChild(QPushButton, "refund").isEnabled()  # it says why nothing is left
    detail.give_back()
    assert "given back already" in texts(detail)


def test_a_refund_that_came_back_to_the_shop_is_told_too(qapp, detail):
    sale = sales.given_back_elsewhere()
    seen = sale.history[-1]
    assert isinstance(seen, ev.RefundSeen)
    failed = replace(seen, word="failed")
    detail.show_sale(sale.after(failed))
    assert "the shop has the money" in SaleStory().steps(sale.after(failed))[-1].words
    assert "this refund failed" in texts(detail)
