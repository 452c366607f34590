from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lomi_pos.till.links import LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft
from lomi_pos.till.money import Money
from lomi_pos.till.products import Price, Product
from lomi_pos.till.words import Message
from lomi_pos.ui.links.new_link import NewLinkForm
from tests.fakes import FakeBook
from tests.ui import sales
from tests.ui.links.data import made, ours

pytestmark = pytest.mark.usefixtures("dressed")

SMALL, LARGE = Price("price-1", Money(2_500), "XOF"), Price("price-2", Money(4_500), "XOF")
MANGOES = Product("product-1", "Panier de mangues", prices=(SMALL, LARGE))
MONTHLY = Product("product-2", "Cours", prices=(Price("price-3", Money(10_000), "XOF", interval="month"),))
DONATION = Product("product-3", "Don", prices=(Price("price-4", Money(1_000), "XOF", model="pay_what_you_want"),))


@pytest.fixture
def form(qtbot, bridge, clock) -> NewLinkForm:
    shown = NewLinkForm(bridge, FakeBook(), clock)
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    shown.show()
    return shown


def drafts(bridge) -> list[LinkDraft]:
    return [call[1] for call in bridge.calls if call[0] == "make_link"]


def notice(form: NewLinkForm) -> str:
    label = form.findChild(QLabel, "newLinkNotice")
    assert label is not None
    return label.text() if label.isVisibleTo(form) else ""


def type_in(qtbot, form: NewLinkForm, **texts: str) -> None:
    for name, text in texts.items():
        field = form.findChild(QLineEdit, name)
        assert field is not None
        field.clear()
        qtbot.keyClicks(field, text)


def press_enter(qtbot, form: NewLinkForm) -> None:
    qtbot.keyClick(form.title, Qt.Key.Key_Return)


def test_an_instant_link_ends_in_seven_days_and_asks_for_no_address(qtbot, form, bridge, clock):
    type_in(qtbot, form, linkAmount="2 500", linkTitle="Panier")
    press_enter(qtbot, form)
    (draft,) = drafts(bridge)
    assert draft == LinkDraft(
        "instant", "Panier", "XOF", amount=Money(2_500), expires_at=clock.now() + timedelta(days=7)
    )


def test_all_that_was_chosen_is_asked_for(qtbot, form, bridge):
    type_in(
        qtbot,
        form,
        linkAmount="2500",
        linkTitle="Panier",
        linkDescription="3 kg",
        linkSuccessPage="https://shop.example/merci",
        linkCancelPage="https://shop.example/",
    )
    form.days.setValue(0)
    for box in (form.coupon, form.quantity, form.billing):
        box.setChecked(True)
    press_enter(qtbot, form)
    (draft,) = drafts(bridge)
    assert draft == LinkDraft(
        "instant",
        "Panier",
        "XOF",
        amount=Money(2_500),
        description="3 kg",
        expires_at=None,
        allow_coupon_code=True,
        allow_quantity=True,
        require_billing_address=True,
        success_url="https://shop.example/merci",
        cancel_url="https://shop.example/",
    )


def test_a_product_link_has_its_price_and_takes_its_name(qtbot, form, bridge):
    form.offer([MANGOES])
    form.choose_kind("product")
    form.product.setCurrentIndex(1)
    press_enter(qtbot, form)
    (draft,) = drafts(bridge)
    assert (draft.kind, draft.title, draft.amount) == ("product", "Panier de mangues", None)
    assert (draft.product_id, draft.price_id) == ("product-1", "price-2")


def test_products_are_asked_for_when_the_form_opens_and_named_with_their_prices(form, bridge):
    assert bridge.calls.count(("fetch_products",)) == 1
    form.offer([MANGOES, MONTHLY, DONATION])
    offered = [form.product.itemText(at).replace("\u00a0", " ").replace("\u202f", " ") for at in range(4)]
    assert offered == [
        "Panier de mangues · 2,500 F CFA",
        "Panier de mangues · 4,500 F CFA",
        "Cours · 10,000 F CFA a month",
        "Don · customer's choice",
    ]


def test_products_are_asked_for_again_when_the_till_opens_after_the_form(form, bridge):
    """F4 and Ctrl+N are faster than a slow start: what was asked before the till knew its key is not taken."""
    bridge.products = [MANGOES]
    bridge.identified.emit(sales.IDENTITY)
    assert bridge.calls.count(("fetch_products",)) == 2
    assert form.product.count() == 2


def test_the_chosen_product_stays_chosen_when_they_are_offered_again(form):
    form.offer([MANGOES])
    form.product.setCurrentIndex(1)
    form.offer([DONATION, MANGOES])
    assert form.product.currentData().price == LARGE


def test_without_a_connection_it_says_why_no_product_can_be_picked(form):
    form.offer((), Message("no_connection"))
    form.choose_kind("product")
    assert notice(form) == "No connection. The link is not made."


def test_without_products_it_says_where_they_are_made(form):
    form.choose_kind("product")
    assert notice(form) == "No product is known. Products are made on lomi.'s dashboard."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "Panier"), "Type an amount first. The link is not made."),
        (("12,5", "Panier"), "The CFA franc has no cents: type a whole amount, like 5000. The link is not made."),
        (("2500", "  "), "A link needs a title: it is what the customer reads. No link was made."),
    ],
)
def test_what_lacks_is_said_in_words_and_nothing_is_asked(qtbot, form, bridge, typed, said):
    type_in(qtbot, form, linkAmount=typed[0], linkTitle=typed[1])
    press_enter(qtbot, form)
    assert (notice(form), drafts(bridge)) == (said, [])


def test_enter_again_while_it_is_being_made_is_swallowed(qtbot, form, bridge):
    type_in(qtbot, form, linkAmount="2500", linkTitle="Panier")
    for _ in range(5):
        press_enter(qtbot, form)
    bridge.on_make_link = lambda _: ours()
    form._on_begun(ours())
    press_enter(qtbot, form)
    assert len(drafts(bridge)) == 1
    assert form.findChild(QPushButton, "makeLink").text() == "Creating…"


def test_a_refusal_keeps_what_was_typed_and_enter_tries_anew(qtbot, form, bridge):
    bridge.on_make_link = lambda _: ours()
    type_in(qtbot, form, linkAmount="2500", linkTitle="Panier")
    press_enter(qtbot, form)
    bridge.link_changed.emit(ours(LinkState.REFUSED, reason=Message("no_connection")))
    assert notice(form) == "No connection. The link is not made."
    assert form.amount.text() == "2500"
    press_enter(qtbot, form)
    assert len(drafts(bridge)) == 2


def test_a_lost_answer_is_told_while_the_link_is_looked_for(qtbot, form, bridge):
    bridge.on_make_link = lambda _: ours()
    type_in(qtbot, form, linkAmount="2500", linkTitle="Panier")
    press_enter(qtbot, form)
    bridge.link_changed.emit(ours(reason=Message("link_unclear")))
    assert "never made twice" in notice(form)
    press_enter(qtbot, form)
    assert len(drafts(bridge)) == 1


@pytest.mark.parametrize("end", [made(), ours(LinkState.UNCLEAR, reason=Message("link_unclear"))])
def test_what_became_of_it_goes_to_the_list_and_the_form_is_empty(qtbot, form, bridge, end: ShopLink):
    bridge.on_make_link = lambda _: ours()
    type_in(qtbot, form, linkAmount="2500", linkTitle="Panier")
    press_enter(qtbot, form)
    with qtbot.waitSignal(form.made) as told:
        bridge.link_changed.emit(end)
    assert told.args == [end]
    assert (form.amount.text(), form.title.text()) == ("", "")


def test_every_field_has_a_name_for_screen_readers(form):
    fields = [form.amount, form.product, form.title, form.description, form.days, form.success, form.cancel]
    assert all(field.accessibleName() for field in fields)
    assert len({field.accessibleName() for field in fields}) == len(fields)
