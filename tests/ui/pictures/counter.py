"""The counter, to sell and to practise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.till import events as ev
from lomi_pos.till.customers import Customer
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind as SaleKind
from lomi_pos.till.products import Price, Product
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from lomi_pos.ui.history.lines import line_of
from tests.ui import sales
from tests.ui.pictures.lives import cash_back, dealt_with, history_sales, refund_refused, refund_unclear, refunded
from tests.ui.pictures.shop import LIVE, LONG_NOTE, Grab, Shop, press


def counter_screens(language: str, grab: Grab) -> None:
    for name, act in _sale_acts().items():
        shop = Shop(language)
        if name != "empty":
            shop.fill_rail()
        act(shop)
        grab(f"sale-{name}", shop.window)
    for name, sale in (_sales_in_front() | _sales_by_phone_and_link()).items():
        shop = Shop(language)
        shop.fill_rail()
        if name == "waiting-last-fifth":
            shop.clock.advance(minutes=13)
            shop.window.counter.tick()
        shop.show(sale)
        if name == "waiting-other-key":
            shop.bridge.identified.emit(sales.IDENTITY)
        if name == "waiting-lost":
            shop.bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, shop.clock.now() - timedelta(seconds=40)))
        grab(name, shop.window)
    shop = Shop(language)
    shop.bridge.identified.emit(None)
    grab("sale-no-key", shop.window)


def unchecked_screens(language: str, grab: Grab) -> None:
    """lomi. was asked about a sale, and is busy, silent or says no."""
    of = {"number": "A-041", "minutes": "4", "message": "Too many requests"}
    codes = ("check_busy", "check_busy_paid", "check_unanswered", "check_refused", "key_refused_in_use")
    for code in codes:
        shop = Shop(language)
        shop.fill_rail()
        shop.show(sales.paid_late() if code.endswith("_paid") else sales.waiting())
        shop.window.show()
        shop.bridge.trouble_told.emit(Message(code, of))
        grab(f"notice-{code.replace('_', '-')}", shop.window)


def _options_acts() -> dict[str, Callable[[Shop], None]]:
    def product(shop: Shop) -> None:
        fixed = Price("small", Money(2_500), "XOF")
        chosen = Price("gift", None, "XOF", model="pay_what_you_want", minimum=Money(500), maximum=Money(100_000))
        sold = [
            Product("one", "Panier de mangues Kent, 3 kg", prices=(fixed,)),
            Product("two", "Don à l'association", prices=(chosen,)),
        ]
        press(shop, "options")
        parts = shop.window.counter.sale_view.options
        parts.product.show_products(sold)
        parts.product.box.setCurrentIndex(1)
        parts.product.quantity.setValue(3)

    def chosen(shop: Shop) -> None:
        product(shop)
        shop.window.counter.sale_view.options.product.box.setCurrentIndex(2)
        shop.window.counter.sale_view.amount.type_text("7500")

    def found(shop: Shop) -> None:
        press(shop, "options")
        customer = shop.window.counter.sale_view.options.customer
        customer._fields["name"].setText("Fatou")
        customer._asked = "Fatou"
        names = ("Fatou Traoré", "Fatoumata Coulibaly-Ouattara de la Riviera", "Fatou N'Guessan")
        people = [Customer(str(at), name, "fatou@example.com", "+2250101345678") for at, name in enumerate(names)]
        customer.show_found("Fatou", people)
        QCoreApplication.processEvents()

    def products_offline(shop: Shop) -> None:
        shop.bridge.products = Message("no_connection")
        press(shop, "options")
        shop.window.counter.sale_view.options.customer.show_not_found("")

    def hardly_an_email(shop: Shop) -> None:
        press(shop, "options")
        email = shop.window.counter.sale_view.options.customer.last
        email.setText("awa example.com")
        email.editingFinished.emit()

    return {
        "options-email": hardly_an_email,
        "options-product": product,
        "options-chosen": chosen,
        "options-found": found,
        "options-offline": products_offline,
    }


def _sale_acts() -> dict[str, Callable[[Shop], None]]:
    def typed(text: str) -> Callable[[Shop], None]:
        return lambda shop: shop.window.counter.sale_view.amount.type_text(text)

    def added(shop: Shop) -> None:
        typed("12500+3000")(shop)

    def creating(shop: Shop) -> None:
        typed("12500")(shop)
        press(shop, "charge")
        shop.bridge.charge_begun.emit(sales.creating(45, 12_500))

    def retry(shop: Shop) -> None:
        creating(shop)
        shop.tell(sales.failed(45, 12_500))

    def over_limit(shop: Shop) -> None:
        typed("750000")(shop)
        press(shop, "charge")

    def refused(shop: Shop) -> None:
        typed("12500")(shop)
        press(shop, "charge")
        shop.bridge.charge_refused.emit(Message("journal_full"))

    def options(shop: Shop) -> None:
        typed("12500")(shop)
        shop.window.counter.sale_view.note.setText(LONG_NOTE)
        press(shop, "options")

    return {
        **_options_acts(),
        "empty": lambda _: None,
        "typed": typed("12500"),
        "sum": added,
        "options": options,
        "over-limit": over_limit,
        "refused": refused,
        "creating": creating,
        "retry": retry,
    }


def _sales_in_front() -> dict[str, Sale]:
    waiting = sales.waiting(41, note=LONG_NOTE)
    paying = ev.CustomerPaying(at=sales.NOW, attempt=1, transaction_id="t", provider="ORANGE")
    declined = ev.PaymentDeclined(at=sales.NOW, attempt=1, transaction_id="t", provider="ORANGE")
    return {
        "waiting": waiting,
        "waiting-paying": waiting.after(paying),
        "waiting-declined": waiting.after(declined),
        "waiting-lost": waiting,
        "waiting-last-fifth": waiting,
        "waiting-two-codes": sales.superseded(),
        "waiting-unclear": sales.unclear(),
        "waiting-no-new-code": sales.new_code_failed(),
        "waiting-other-key": waiting,
        "paid": sales.paid(41, note=LONG_NOTE),
        "paid-under": sales.paid(41, 12_500, 12_000),
        "paid-discounted": sales.discounted(),
        "paid-over": sales.paid(41, 12_500, 13_000),
        "paid-late": sales.paid_late(),
        "paid-twice": sales.paid_twice(),
        "paid-twice-dealt-with": dealt_with(),
        "paid-cash-back": cash_back(12_500),
        "paid-cash-back-in-part": cash_back(2_000),
        "paid-refunded": refunded(),
        "paid-refund-unclear": refund_unclear(),
        "paid-refund-refused": refund_refused(),
        "paid-refunded-elsewhere": sales.given_back_elsewhere(),
        "paid-refunded-elsewhere-in-part": sales.given_back_elsewhere(given=4_000),
        "paid-twice-refunded-elsewhere": sales.paid_twice().after(
            ev.RefundSeen(at=sales.NOW, who="lomi.", transaction_id="tx-1", amount=Money(4_000), word="completed")
        ),
        "ended-expired": sales.expired(),
        "ended-cancelled": sales.cancelled(),
        "ended-failed": sales.failed(41, reason="key_refused"),
        "ended-attention": sales.attention(),
        "ended-odd-code": sales.attention(reason="made_other_amount", ours="12 500 F CFA", theirs="1 250 F CFA"),
        "ended-odd-code-perhaps-paid": sales.attention(
            reason="made_other_environment_may_be_paid", ours="test", theirs="live"
        ),
    }


def with_number(sale: Sale) -> Sale:
    asked = replace(sale.attempts[-1], body=b'{"customer_phone": "+2250701020304"}')
    return replace(sale, attempts=(*sale.attempts[:-1], asked))


def _sales_by_phone_and_link() -> dict[str, Sale]:
    """Every state of what is asked on the customer's phone, or paid by a payment link."""
    mtn, wave, link = sales.of_kind(SaleKind.MTN), sales.asked_on_the_phone(SaleKind.WAVE), sales.link_waiting()
    waiting = sales.asked_on_the_phone()
    expired, cancelled = ev.AttemptExpired(at=sales.NOW, attempt=1), ev.SaleCancelled(at=sales.NOW)
    return {
        "phone-creating": mtn,
        "phone-unclear": sales.sought(mtn, unclear="charge_unclear"),
        "phone-sought-in-vain": sales.sought(mtn, unclear="charge_unclear", in_vain="charge_not_found"),
        "phone-waiting": waiting,
        "phone-waiting-number": with_number(waiting),
        "phone-waiting-wave": wave,
        "phone-waiting-wave-number": with_number(wave),
        "phone-unknown-word": waiting.after(ev.StatusUnknown(at=sales.NOW, attempt=1, word="on_hold")),
        "phone-expired": waiting.after(expired),
        "phone-failed": waiting.after(ev.AttemptFailed(at=sales.NOW, attempt=1, reason=Message("charge_failed"))),
        "phone-not-asked": mtn.after(ev.AttemptFailed(at=sales.NOW, attempt=1, reason=Message("no_connection"))),
        "phone-cancelled": waiting.after(cancelled),
        "phone-cancelled-before": mtn.after(cancelled),
        "phone-paid": waiting.after(replace(sales.payment(), provider="MTN")),
        "phone-odd": mtn.after(
            ev.AttentionNeeded(
                at=sales.NOW,
                attempt=1,
                reason=Message("phone_other_amount", {"ours": "12 500 F CFA", "theirs": "1 250 F CFA"}),
            )
        ),
        "link-unclear": sales.sought(sales.of_kind(SaleKind.LINK), unclear="link_unclear"),
        "link-sought-in-vain": sales.sought(
            sales.of_kind(SaleKind.LINK), unclear="link_unclear", in_vain="link_not_found"
        ),
        "link-waiting": link,
        "link-expired": link.after(expired),
        "link-cancelled": link.after(cancelled),
    }


def practice_screens(language: str, grab: Grab) -> None:
    for name, sale in {"empty": None, "waiting": sales.waiting(2, 12_500), "paid": sales.paid(2, 12_500)}.items():
        shop = Shop(language, is_practice=True)
        if sale is not None:
            shop.show(replace(sale, number="P-002", is_practice=True))
        grab(f"practice-{name}", shop.window)
    for name, sale in {"waiting": sales.waiting(2), "two-codes": sales.superseded(2)}.items():
        shop = Shop(language, is_practice=True)
        shop.show(replace(sale, number="P-002", is_practice=True))
        shop.window.show()
        shop.bridge.trouble_told.emit(Message("journal_full"))
        grab(f"practice-notice-{name}", shop.window)
    anew = replace(LIVE, key_fingerprint="anew")
    for name, sale in {
        "waiting": sales.waiting(2),
        "cancelled": sales.cancelled(2),
        "expired": sales.expired(2),
    }.items():
        shop = Shop(language, is_practice=True)
        shop.bridge.identified.emit(anew)
        shop.show(replace(sale, number="P-002", is_practice=True))
        grab(f"practice-anew-{name}", shop.window)
    shop = Shop(language, is_practice=True)
    shop.window.show_account()
    grab("practice-account", shop.window)
    shop = Shop(language, is_practice=True)
    training = shop.window._training
    assert training is not None
    training._on_practised(list(map(line_of, history_sales()[:1])))
    shop.show(replace(sales.waiting(2, 12_500), number="P-002", is_practice=True))
    press(shop, "trainee_paySlowly")
    grab("practice-slowly", shop.window)


def touch_screens(language: str, grab: Grab) -> None:
    shop = Shop(language)
    settings = shop.book.settings
    shop.book.keep(replace(settings, counter=replace(settings.counter, keypad="on")))
    shop.window.counter.take_settings()
    shop.fill_rail()
    shop.window.counter.sale_view.amount.type_text("12500")
    grab("touch-typed", shop.window)


def keys_screens(language: str, grab: Grab) -> None:
    shop = Shop(language, is_practice=True)
    shop.window.show_keys()
    grab("keys", shop.window)
