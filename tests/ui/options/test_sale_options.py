"""The options of a sale in the window: what they do to the amount, what is sent, and that they go with the sale."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QSpinBox, QWidget

from lomi_pos.engine.news import AccountSeen
from lomi_pos.till.customers import Customer
from lomi_pos.till.lomi import Provider
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.products import Price, Product
from lomi_pos.till.settings import Settings
from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.sale_view import SaleView
from tests.ui import sales
from tests.ui.conftest import Shop

BASKET_ID, GIFT_ID = "b7a1c000-0000-4000-8000-000000000001", "b7a1c000-0000-4000-8000-000000000002"
SMALL = Price("9c1d5e00-0000-4000-8000-000000000001", Money(2_500), "XOF", is_default=True)
LARGE = Price("9c1d5e00-0000-4000-8000-000000000002", Money(4_500), "XOF")
DOLLARS = Price("9c1d5e00-0000-4000-8000-000000000003", Money(900, "USD"), "USD")
CHOSEN = Price(
    "9c1d5e00-0000-4000-8000-000000000004",
    Money(1_000),
    "XOF",
    model="pay_what_you_want",
    minimum=Money(500),
    maximum=Money(10_000),
)
TIERED = Price("9c1d5e00-0000-4000-8000-000000000005", Money(100), "XOF", model="tiered")
BASKET = Product(BASKET_ID, "Panier de mangues", prices=(SMALL, LARGE, DOLLARS, TIERED))
GIFT = Product(GIFT_ID, "Don", prices=(CHOSEN,))
AYA = Customer("c05e0000-0000-4000-8000-000000000001", "Aya Kouassi", "aya@example.com", "+2250707123456")
YAO = Customer("c05e0000-0000-4000-8000-000000000002", "Yao N'Guessan", phone="+2250505234567")


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def said(shop: Shop, name: str) -> str:
    shown = [one for one in shop.window.findChildren(QLabel, name) if one.isVisible()]
    return plain(" ".join(one.text() for one in shown))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def field(shop: Shop, name: str) -> QLineEdit:
    found = shop.find(name)
    assert isinstance(found, QLineEdit)
    return found


@pytest.fixture
def opened(shop: Shop) -> Shop:
    shop.bridge.products = [BASKET, GIFT]
    shop.window.activateWindow()
    shop.find("options").click()
    return shop


def box(shop: Shop) -> QComboBox:
    found = shop.find("optionProduct")
    assert isinstance(found, QComboBox)
    return found


def charged(shop: Shop):
    (order,) = [call[1] for call in shop.bridge.calls if call[0] == "charge"]
    return order


def test_what_can_be_charged_here_is_offered_at_each_of_its_prices(opened):
    listed = [plain(box(opened).itemText(row)) for row in range(box(opened).count())]
    assert listed == [
        "None: the amount is typed",
        "Panier de mangues · 2,500 F CFA",
        "Panier de mangues · 4,500 F CFA",
        "Don · customer's choice",
    ]


def test_a_fixed_price_makes_the_amount_and_enter_charges_it(opened):
    box(opened).setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    quantity = opened.find("optionQuantity")
    assert isinstance(quantity, QSpinBox)
    quantity.setFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert plain(opened.sale_view.amount.text()) == "13,500"
    press(Qt.Key.Key_Return)
    order = charged(opened)
    assert (order.amount, order.product_id, order.price, order.quantity) == (Money(13_500), BASKET_ID, LARGE, 3)


def test_a_fixed_amount_cannot_be_typed_over_and_what_was_typed_comes_back(opened):
    opened.sale_view.amount.type_text("700")
    box(opened).setCurrentIndex(1)
    opened.sale_view.take_focus()
    QTest.keyClicks(opened.sale_view.amount, "99")
    press(Qt.Key.Key_Backspace)
    assert plain(opened.sale_view.amount.text()) == "2,500"
    box(opened).setCurrentIndex(0)
    assert opened.sale_view.amount.text() == "700"


@pytest.mark.parametrize(("typed", "words"), [("400", "500"), ("10001", "10,000")])
def test_the_customers_choice_is_typed_within_its_bounds(opened, typed, words):
    box(opened).setCurrentIndex(3)
    assert said(opened, "optionProductSaid") == "The customer chooses: type an amount from 500 F CFA to 10,000 F CFA."
    opened.sale_view.amount.type_text(typed)
    opened.sale_view.take_focus()
    press(Qt.Key.Key_Return)
    assert words in said(opened, "trouble")
    assert not [call for call in opened.bridge.calls if call[0] == "charge"]


def test_within_its_bounds_it_is_charged_once(opened):
    box(opened).setCurrentIndex(3)
    opened.sale_view.amount.type_text("1500")
    opened.sale_view.take_focus()
    press(Qt.Key.Key_Return)
    order = charged(opened)
    assert (order.amount, order.price, order.quantity) == (Money(1_500), CHOSEN, 1)


def test_products_are_asked_for_when_the_options_open_and_kept_for_the_run(opened, clock):
    opened.bridge.products = Message("no_connection")
    clock.advance(minutes=6)
    opened.find("options").click()
    opened.find("options").click()
    assert [call[0] for call in opened.bridge.calls].count("fetch_products") == 2
    assert said(opened, "optionProductSaid") == (
        "No connection: lomi. could not be asked for its products. What was known before can be picked."
    )
    assert box(opened).count() == 4


def test_they_are_not_asked_for_at_each_opening(opened):
    for _ in range(4):
        opened.find("options").click()
    assert [call[0] for call in opened.bridge.calls].count("fetch_products") == 1


def test_another_account_sells_other_things(opened):
    opened.bridge.products = None
    opened.bridge.identified.emit(sales.IDENTITY)
    assert box(opened).count() == 4
    opened.bridge.identified.emit(None)
    assert box(opened).count() == 1


def test_a_network_account_is_told_calmly(shop):
    shop.bridge.products = Message("network_refused", {"problem": "x"})
    shop.find("options").click()
    assert said(shop, "optionProductSaid") == "The products of a Network account cannot be seen from here."


# ---------------------------------------------------------------------- customers
def seek(qtbot, shop: Shop, name: str, text: str) -> None:
    before = len(asked(shop))
    field(shop, name).setFocus()
    qtbot.keyClicks(field(shop, name), text)
    qtbot.waitUntil(lambda: len(asked(shop)) > before)


def asked(shop: Shop) -> list[str]:
    return [call[1] for call in shop.bridge.calls if call[0] == "fetch_customers"]


def suggested(shop: Shop) -> list[str]:
    found = shop.window.findChild(QListWidget, "customerSuggestions")
    assert found is not None
    return [found.item(row).text() for row in range(found.count())] if found.isVisible() else []


def test_a_customer_is_found_while_typing_and_taken_with_the_arrow_and_enter(opened, qtbot):
    opened.bridge.customers = [AYA, YAO]
    seek(qtbot, opened, "optionName", "Ay")
    assert asked(opened) == ["Ay"]
    assert suggested(opened)[0] == "Aya Kouassi  ·  +2250707123456  ·  aya@example.com"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    shown = [field(opened, name).text() for name in ("optionName", "optionPhone", "optionEmail")]
    assert shown == ["Aya Kouassi", "+2250707123456", "aya@example.com"]
    assert suggested(opened) == []
    assert QApplication.focusWidget() is field(opened, "optionName")
    assert not [call for call in opened.bridge.calls if call[0] == "charge"]


def test_enter_in_the_field_charges_whatever_is_suggested(opened, qtbot):
    opened.bridge.customers = [AYA]
    opened.sale_view.amount.type_text("5000")
    seek(qtbot, opened, "optionPhone", "0707")
    press(Qt.Key.Key_Return)
    assert charged(opened).customer_phone == "0707"


def test_esc_among_the_suggestions_goes_back_to_the_field_and_then_to_the_amount(opened, qtbot):
    opened.bridge.customers = [AYA]
    seek(qtbot, opened, "optionName", "Ay")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field(opened, "optionName")
    assert suggested(opened) == []
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is opened.sale_view.amount
    assert field(opened, "optionName").text() == "Ay"


def test_without_a_connection_what_is_typed_stays_and_a_small_word_says_so(opened, qtbot):
    opened.bridge.customers = Message("no_connection")
    seek(qtbot, opened, "optionName", "Aya")
    assert said(opened, "customerSaid") == "lomi. cannot be asked for customers now."
    assert field(opened, "optionName").text() == "Aya"
    assert not said(opened, "trouble")


def test_an_answer_that_comes_too_late_is_dropped(opened, qtbot):
    seek(qtbot, opened, "optionName", "Ay")
    customer = opened.sale_view.options.customer
    customer.show_found("Something else", [AYA])
    assert suggested(opened) == []
    customer.show_found("Ay", [AYA])
    assert len(suggested(opened)) == 1


def test_one_letter_asks_nobody(opened, qtbot):
    field(opened, "optionName").setFocus()
    qtbot.keyClicks(field(opened, "optionName"), "A")
    assert not opened.sale_view.options.customer._pause.isActive()


def test_two_questions_are_a_second_apart(opened, qtbot):
    seek(qtbot, opened, "optionName", "Ay")
    customer = opened.sale_view.options.customer
    qtbot.keyClicks(field(opened, "optionName"), "a")
    customer._pause.stop()
    customer._pause.timeout.emit()
    assert customer._apart.isActive()
    assert asked(opened) == ["Ay"]
    qtbot.waitUntil(lambda: asked(opened) == ["Ay", "Aya"])


# ---------------------------------------------------------------------- metadata, and all of it
def test_metadata_grows_by_a_row_and_is_sent(opened, qtbot):
    field(opened, "optionMetadataName1").setFocus()
    qtbot.keyClicks(field(opened, "optionMetadataName1"), "table")
    qtbot.keyClicks(field(opened, "optionMetadataValue1"), "12")
    qtbot.keyClicks(field(opened, "optionMetadataName2"), "serveur")
    qtbot.keyClicks(field(opened, "optionMetadataValue2"), "Awa")
    opened.sale_view.amount.type_text("5000")
    field(opened, "optionMetadataValue2").setFocus()
    press(Qt.Key.Key_Return)
    assert charged(opened).metadata == (("table", "12"), ("serveur", "Awa"))


def test_there_is_room_for_all_that_lomi_takes_and_no_more(opened, qtbot):
    for row in range(1, 46):
        field(opened, f"optionMetadataName{row}").setText("")
        qtbot.keyClicks(field(opened, f"optionMetadataName{row}"), f"n{row}")
    assert not opened.shows("optionMetadataName46")
    assert len(opened.sale_view.options._metadata.pairs) == 45


def test_everything_goes_with_the_sale(opened, qtbot):
    box(opened).setCurrentIndex(1)
    qtbot.keyClicks(field(opened, "optionMetadataName1"), "table")
    field(opened, "optionName").setText("Aya")
    opened.sale_view.clear()
    opened.sale_view.amount.type_text("900")
    press_charge(opened)
    order = charged(opened)
    assert (order.product_id, order.price, order.quantity, order.metadata, order.customer_name) == (
        None,
        None,
        1,
        (),
        "",
    )


def press_charge(shop: Shop) -> None:
    shop.sale_view.take_focus()
    press(Qt.Key.Key_Return)


def test_an_unchanged_order_is_retried_and_a_changed_one_is_new(opened):
    box(opened).setCurrentIndex(1)
    press_charge(opened)
    opened.bridge.charge_refused.emit(Message("journal_busy"))
    press_charge(opened)
    first, again = [call[1] for call in opened.bridge.calls if call[0] == "charge"]
    assert first.id == again.id
    opened.bridge.charge_refused.emit(Message("journal_busy"))
    box(opened).setCurrentIndex(2)
    press_charge(opened)
    assert [call[1] for call in opened.bridge.calls if call[0] == "charge"][2].id != first.id


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (800, 600)])
def test_every_option_is_reached_by_tab_and_scrolled_into_sight(opened, width, height):
    opened.window.resize(width, height)
    opened.sale_view.note.setFocus()
    reached: list[str] = []
    for _ in range(30):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        name = focused.objectName()
        if name.startswith("option"):
            reached.append(name)
            assert is_in_sight(opened, focused), name
    wanted = {"optionProduct", "optionTitle", "optionDescription", "optionMinutes", "optionName", "optionPhone"}
    wanted |= {"optionEmail", "optionProviderWAVE", "optionCoupon", "optionMetadataName1", "optionMetadataValue1"}
    assert wanted <= set(reached)


def is_in_sight(shop: Shop, widget: QWidget) -> bool:
    return (
        widget.visibleRegion().boundingRect().height() >= widget.height() - theme.SPACE_XS and shop.window.isVisible()
    )


def test_tab_goes_through_the_options_in_the_order_in_which_they_are_read(opened):
    opened.bridge.account_seen.emit(AccountSeen(sales.IDENTITY, ways=(Provider("WAVE"), Provider("MTN"))))
    QApplication.processEvents()
    opened.sale_view.note.setFocus()
    reached = []
    for _ in range(40):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is opened.sale_view.note or focused in reached:
            break
        assert focused is not None
        reached.append(focused)
    among = [one for one in reached if opened.sale_view.options.isAncestorOf(one)]
    places = [one.mapTo(opened.sale_view.options, one.rect().topLeft()) for one in among]
    assert len(among) > 12
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


@pytest.mark.parametrize("height", [346, 360, 440, 469, 470, 700])
def test_on_a_low_screen_open_options_leave_the_amount_whole(qtbot, dressed, clock, height):
    screen = QWidget()
    qtbot.addWidget(screen)
    view = SaleView(clock, Settings(), screen)
    screen.resize(640, height)
    view.resize(screen.size())
    screen.show()
    more, charge = view.findChild(QPushButton, "options"), view.findChild(QPushButton, "charge")
    assert more is not None
    assert charge is not None
    more.click()
    QApplication.processEvents()
    for part in (view.amount, view.note, more, charge):
        assert part.visibleRegion().boundingRect().height() == part.height()
    assert view.options.product.visibleRegion().boundingRect().height() > charge.height()
    view.resize(640, 700)
    QApplication.processEvents()
    assert view.note.geometry().bottom() < more.geometry().top()


def test_what_is_hardly_an_e_mail_address_is_hinted_at_and_charged_all_the_same(opened):
    opened.sale_view.amount.type_text("5000")
    email = field(opened, "optionEmail")
    email.setFocus()
    QTest.keyClicks(email, "awa example.com")
    assert not said(opened, "emailHint"), "nobody is told while typing"
    press(Qt.Key.Key_Tab)
    assert said(opened, "emailHint").startswith("This does not look like an e-mail address")

    email.setFocus()
    press(Qt.Key.Key_Return)
    assert charged(opened).customer_email == "awa example.com"


def test_the_hint_leaves_once_the_address_is_right(opened):
    email = field(opened, "optionEmail")
    email.setFocus()
    QTest.keyClicks(email, "awa@")
    press(Qt.Key.Key_Tab)
    assert said(opened, "emailHint")
    email.setFocus()
    QTest.keyClicks(email, "example")
    assert not said(opened, "emailHint")


@pytest.mark.parametrize("name", ["optionTitle", "optionDescription", "optionName", "optionPhone", "optionEmail"])
def test_no_field_takes_more_than_is_sent(opened, name):
    field = opened.find(name)
    assert isinstance(field, QLineEdit)
    field.insert("1" * 10_000)
    order = opened.window.counter.sale_view.options.added_to(Order(Money(500)))
    assert field.text() in {order.title, order.description, order.customer_name, order.customer_phone} | {
        order.customer_email
    }
