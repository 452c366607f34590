"""Every screen and state as a picture, for looking at: ``uv run python tests/ui/render_screens.py OUTDIR``.

Nothing is asked of any network: the sales are folded from events, the bridge and the clock are our fakes.
"""

import argparse
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from escpos.printer import Dummy
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from lomi_pos.engine.news import AccountSeen, ConnectionChanged, Line
from lomi_pos.engine.pages import LinkPage, SessionPage, TransactionPage
from lomi_pos.till import events as ev
from lomi_pos.till.customers import Customer
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.links import KnownLink, LinkState, ShopLink
from lomi_pos.till.lomi import Account, CheckoutSession, LinkDraft, PaymentLink, Provider, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind as SaleKind
from lomi_pos.till.overview import AccountOverview, Balance, Part, ProviderFees
from lomi_pos.till.ports import DayTotal
from lomi_pos.till.products import Price, Product
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.reference import new_reference
from lomi_pos.till.sale import Sale
from lomi_pos.till.sessions import ListedSession, SessionQuery
from lomi_pos.till.settings import DisplaySection, Settings, ShopSection
from lomi_pos.till.words import Message
from lomi_pos.ui.customer.sight import NOTHING, Sees, Sight
from lomi_pos.ui.customer.view import CustomerView
from lomi_pos.ui.first_run import FirstRunView
from lomi_pos.ui.history.lines import line_of
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.history.sheet import Kind
from lomi_pos.ui.links.pane import LinksPane
from lomi_pos.ui.printing.paper import PAPERS
from lomi_pos.ui.printing.till_printer import print_slip
from lomi_pos.ui.settings.dialog import SettingsView
from lomi_pos.ui.theme import BASE_STYLE, dress
from lomi_pos.ui.translation import speak
from lomi_pos.ui.window import MainWindow
from tests.fakes import FakeBook, FakeBridge, FakeClock, FakeKeys
from tests.ui import sales
from tests.ui.printing import roll
from tests.ui.printing.papers import every_slip, page_pictures

KEY = KeyState("lomi_sk_live_...a1b2", "live", "keychain")
MEMORY_KEY = KeyState("lomi_sk_test_...9z8y", "test", "memory")
SHOP = ShopSection(name="Boutique Awa", till="A", address="Marché de Treichville, Abidjan", confirm_limit=500_000)
LONG_NOTE = "Pagne wax hollandais 6 yards bleu, avec doublure et retouches, retrait samedi après-midi par sa sœur"

LINK_REFERENCE = new_reference(lambda below: below // 3)

LIVE = replace(sales.IDENTITY, environment="live")

Grab = Callable[[str, QWidget], None]


class Shop:
    """One window with its fakes, opened afresh for each picture."""

    def __init__(self, language: str, *, is_practice: bool = False, key: KeyState = KEY) -> None:
        self.clock = FakeClock(sales.NOW)
        self.bridge = FakeBridge()
        display = DisplaySection(language="fr" if language == "fr" else "en")
        self.book = FakeBook(Settings(shop=SHOP, display=display))
        self.window = MainWindow(
            self.bridge,
            self.book,
            FakeKeys(key),
            self.clock,
            is_practice=is_practice,
            trainer=FakeTrainer() if is_practice else None,
        )
        self.bridge.identified.emit(LIVE)
        self.bridge.account_seen.emit(account_seen())
        self.bridge.connection_changed.emit(ConnectionChanged(Line.UP, self.clock.now() - timedelta(seconds=2)))
        self.bridge.day_changed.emit(DayTotal(Money(184_500), 23))

    def fill_rail(self) -> None:
        ago = self.clock.now
        others = [
            sales.paid(36, 3_000, at=ago() - timedelta(hours=3)),
            sales.paid(37, 45_000, note=LONG_NOTE, at=ago() - timedelta(hours=2)),
            sales.cancelled(38, 7_500),
            sales.waiting(39, 125_000, note=LONG_NOTE, at=ago() - timedelta(minutes=6)),
            sales.waiting(40, 2_000, at=ago() - timedelta(minutes=1)),
        ]
        for sale in others:
            self.tell(sale)

    def tell(self, sale: Sale) -> None:
        self.bridge.sale_changed.emit(under_its_key(sale), ())

    def show(self, sale: Sale) -> None:
        self.tell(sale)
        self.window.show_sale(sale.id)


def under_its_key(sale: Sale) -> Sale:
    """As if made by the key that the pictures' tills sell with: of any other they would not show the code."""
    return replace(sale, identity=LIVE, attempts=tuple(replace(one, identity=LIVE) for one in sale.attempts))


class FakeTrainer:
    def pay(self, session_id: str) -> None: ...
    def pay_slowly(self, session_id: str) -> float:
        return 8.0

    def refuse(self, session_id: str) -> None: ...
    def expire(self, session_id: str) -> None: ...
    def pay_late(self, session_id: str) -> float:
        return 8.0

    def drop_connection(self, seconds: float) -> None: ...


WAYS = (
    Provider("WAVE", onboarding="completed"),
    Provider("ORANGE", onboarding="completed"),
    Provider("MTN", is_connected=False, onboarding="pending"),
    Provider("STRIPE", onboarding="in_progress"),
    Provider("SPI", is_connected=False, onboarding="skipped"),
)


def account_seen() -> AccountSeen:
    return AccountSeen(LIVE, Account("live", "org", "Boutique Awa SARL"), WAYS)


# ---------------------------------------------------------------------- data
def full_life(number: int = 35, *, note: str = LONG_NOTE) -> Sale:
    """A sale to which nearly everything has happened."""
    at = sales.NOW - timedelta(minutes=26)
    sale = replace(sales.creating(number, 12_500, note=note, at=at), clerk="Awa", reference="7ZK4M2Q9XB*")

    def after(seconds: int) -> datetime:
        return at + timedelta(seconds=seconds)

    return sale.after_all(
        (
            ev.AttemptMade(at=after(0), attempt=1),
            ev.AttemptTried(at=after(0), attempt=1),
            ev.AttemptUnclear(at=after(20), attempt=1, fault="timeout", reason=Message("outcome_unknown")),
            ev.AttemptOpened(
                at=after(22),
                who="lomi.",
                attempt=1,
                remote_id=sales.SESSION_ID,
                url=sales.URL,
                expires_at=after(15 * 60),
            ),
            ev.CodeShown(at=after(22), attempt=1),
            ev.CustomerPaying(at=after(50), who="lomi.", attempt=1, transaction_id="t", provider="ORANGE"),
            ev.PaymentDeclined(at=after(70), who="lomi.", attempt=1, transaction_id="t", provider="ORANGE"),
            ev.PaymentReceived(at=after(130), who="lomi.", attempt=1, amount=Money(12_500)),
            ev.PaymentDetailed(
                at=after(132),
                who="lomi.",
                attempt=1,
                transaction_id="5c3e7a90-2f54-4e1d-9e0b-6f6d1f0c7b21",
                provider="WAVE",
                fee=Money(188),
                net=Money(12_312),
            ),
        )
    )


def history_sales() -> list[Sale]:
    made = [
        sales.waiting(44, 2_000),
        sales.attention(43, 60_000),
        sales.unclear(42, 8_000),
        replace(sales.waiting(41, 12_500, note=LONG_NOTE), clerk="Awa"),
        sales.paid(40, 12_500, 12_000),
        sales.paid_twice(39, 3_500),
        sales.paid_late(38, 20_000),
        sales.expired(37, 5_000),
        sales.cancelled(36, 7_500),
        full_life(35),
        sales.failed(34, 1_000),
    ]
    made += [
        sales.paid(number, 500 * number, note=("Thiéboudienne" if number % 3 else "")) for number in range(33, 0, -1)
    ]
    spaced = [
        replace(sale, created_at=sales.NOW - timedelta(minutes=13 * count)) for count, sale in enumerate(made, start=1)
    ]
    return [replace(sale, clerk=sale.clerk or ("Awa", "Mamadou", "Fatou")[sale.id % 3]) for sale in spaced]


def transactions(query: TransactionQuery) -> TransactionPage:
    words = ("completed", "completed", "failed", "pending", "completed", "refunded", "completed", "expired")
    ways = ("WAVE", "ORANGE", "MTN", "STRIPE")
    names = ("Kouassi Aya Marie-Laure", "Traoré Ibrahim", "", "Ndiaye Fatou")
    found = tuple(
        Transaction(
            id=f"5c3e7a90-2f54-4e1d-9e0b-{count:012d}",
            status=words[count % len(words)],
            gross=Money(1_500 * (count + 1)),
            fee=Money(22 * (count + 1)),
            net=Money(1_478 * (count + 1)),
            provider=ways[count % len(ways)],
            method="MOBILE_MONEY",
            checkout_session_id=sales.SESSION_ID,
            customer_name=names[count % len(names)],
            provider_transaction_id=f"MP261121.{count:04d}.C{count:05d}",
            description="Boutique Awa 7ZK4M2Q9XB*" if count % 3 else LONG_NOTE,
            metadata={"till": "B", "order_ref": "7ZK4M2Q9XB*"} if count % 5 == 3 else {},
            created_at=sales.NOW - timedelta(minutes=17 * count),
        )
        for count in range(40)
    )
    return TransactionPage(
        found, {one.id: 44 - at for at, one in enumerate(found[:30:2])}, is_last=True, asked_at=sales.NOW
    )


# ---------------------------------------------------------------------- the screens
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


def press(shop: Shop, name: str) -> None:
    pressed = shop.window.findChild(QPushButton, name)
    assert pressed is not None
    pressed.click()


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


REFUND_ASKED = ev.RefundAsked(at=sales.NOW, refund=1, amount=Money(12_500), transaction_id="tx-1")


def refunded(number: int = 41) -> Sale:
    done = ev.RefundDone(at=sales.NOW, who="lomi.", refund=1, amount=Money(12_500), word="completed", refund_id="re-1")
    return by_wave(number).after_all((REFUND_ASKED, done))


def refund_refused(number: int = 41) -> Sale:
    said = Message("refund_refused", {"message": "Customer phone number is required for partial refunds"})
    refused = ev.RefundRefused(at=sales.NOW, who="lomi.", refund=1, reason=said)
    return sales.paid(number, at=sales.NOW - timedelta(minutes=30)).after(REFUND_ASKED).after(refused)


def refund_unclear(number: int = 41) -> Sale:
    reason = Message("refund_unclear", {"amount": "12 500 F CFA"})
    return by_wave(number).after_all((REFUND_ASKED, ev.RefundUnclear(at=sales.NOW, refund=1, reason=reason)))


def dealt_with() -> Sale:
    return sales.paid_twice().after(ev.SaleAcknowledged(at=sales.NOW, who="clerk"))


def cash_back(minor: int) -> Sale:
    return sales.paid_twice().after(ev.CashGivenBack(at=sales.NOW, who="clerk", note=1, amount=Money(minor), till="A"))


def by_wave(number: int, provider: str = "WAVE") -> Sale:
    return sales.waiting(number).after(replace(sales.payment(), provider=provider))


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
        "phone-waiting-wave": wave,
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


def history_screens(language: str, grab: Grab) -> None:
    for name, act in _history_acts().items():
        shop = Shop(language)
        known = history_sales()
        shop.bridge.sales = {sale.id: sale for sale in known}
        shop.bridge.lines = [] if name == "empty" else [line_of(sale) for sale in known]
        shop.bridge.on_transactions = transactions
        shop.bridge.on_sessions = sessions
        shop.window.show_history()
        pane = shop.window.findChild(HistoryPane)
        assert pane is not None
        shop.window.show()
        act(shop, pane)
        grab(f"history-{name}", shop.window)


def sessions(query: SessionQuery) -> SessionPage:
    """Some of ours, some made elsewhere, in every status."""
    statuses = ("open", "completed", "expired", "completed")
    rows = []
    for count in range(60):
        its_id = f"5c3e7a90-2f54-4e1d-9e0b-{count:012d}"
        seen = CheckoutSession(
            its_id,
            statuses[count % 4],
            Money(2_500 * (count + 1)),
            title=("Panier de mangues", "Cours de couture, deuxième trimestre, paiement en une fois", "Pagne wax")[
                count % 3
            ],
            customer_name=("Awa Koné", "", "Kouassi Yao")[count % 3],
            metadata={"till": "B"} if count % 5 == 0 else {},
            created_at=sales.NOW - timedelta(minutes=17 * count),
            expires_at=sales.NOW + timedelta(minutes=60 - 17 * count),
        )
        url = f"https://checkout.lomi.africa/checkout/{its_id}"
        ours = count % 3 == 1
        rows.append(
            ListedSession(seen, 41 + count, f"A-{41 + count:03d}", "WAVE", url)
            if ours
            else ListedSession(seen, url=url)
        )
    wanted = tuple(row for row in rows if not query.statuses or row.status in query.statuses)
    return SessionPage(
        wanted, is_last=query.page > 1, asked_at=sales.NOW, given=frozenset(one.session.id for one in rows)
    )


def exporting(shop: Shop, pane: HistoryPane) -> None:
    """While the list is read, and the line is slow."""
    pane.show_source(Source.SESSIONS)
    shop.bridge.on_sessions = None
    pane.exporting.begin(Source.SESSIONS, Kind.XLSX)


def export_broken(shop: Shop, pane: HistoryPane) -> None:
    pane.show_source(Source.SESSIONS)
    shop.bridge.on_sessions = lambda _: Message("no_connection")
    pane.exporting.begin(Source.SESSIONS, Kind.XLSX)


def shown(sale: Sale) -> Callable[[Shop, HistoryPane], None]:
    def act(shop: Shop, pane: HistoryPane) -> None:
        shop.bridge.sales[sale.id] = sale
        pane.show_refund(sale.id)
        pane.detail.leave_refund()

    return act


def giving_back(sale: Sale, *, amount: str = "", again: str = "") -> Callable[[Shop, HistoryPane], None]:
    def act(shop: Shop, pane: HistoryPane) -> None:
        shop.bridge.sales[sale.id] = sale
        pane.show_refund(sale.id)
        form = pane.detail.form
        form.amount.setText(amount or form.amount.text())
        form.again.setText(again)

    return act


def noting_cash(sale: Sale, amount: str) -> Callable[[Shop, HistoryPane], None]:
    def act(shop: Shop, pane: HistoryPane) -> None:
        shop.bridge.sales[sale.id] = sale
        pane.show_refund(sale.id)
        pane.detail.give_cash_back()
        pane.detail.cash.amount.setText(amount)
        if amount:
            pane.detail.cash.send()

    return act


def _history_acts() -> dict[str, Callable[[Shop, HistoryPane], None]]:
    def offline(shop: Shop, pane: HistoryPane) -> None:
        pane.show_source(Source.LOMI)
        shop.bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, sales.NOW))

    def opened(row: int, source: Source) -> Callable[[Shop, HistoryPane], None]:
        def act(_: Shop, pane: HistoryPane) -> None:
            pane.show_source(source)
            pane.lists.table.selectRow(row)
            pane.lists.table.activated.emit(pane.lists.table.currentIndex())

        return act

    return {
        "till": lambda _, pane: pane.lists.table.selectRow(2),
        "lomi": lambda _, pane: pane.show_source(Source.LOMI),
        "sessions": lambda _, pane: pane.show_source(Source.SESSIONS),
        "detail-session-open": opened(0, Source.SESSIONS),
        "detail-session-ours": opened(4, Source.SESSIONS),
        "exporting": exporting,
        "export-broken": export_broken,
        "detail-refunded-elsewhere": shown(sales.given_back_elsewhere()),
        "empty": lambda _, pane: pane.filters.search.setText("12500"),
        "offline": offline,
        "detail-paid": opened(9, Source.TILL),
        "detail-waiting": opened(3, Source.TILL),
        "detail-underpaid": opened(4, Source.TILL),
        "detail-transaction": opened(3, Source.LOMI),
        "refund": giving_back(by_wave(41)),
        "refund-typed": giving_back(by_wave(41), amount="5000", again="500000"),
        "refund-mtn": giving_back(by_wave(41, "MTN")),
        "cash": noting_cash(sales.paid_twice(), ""),
        "cash-typed": noting_cash(cash_back(2_000), "30000"),
        "detail-cash-back": shown(cash_back(12_500).after(ev.CashNoteUndone(at=sales.NOW, note=1))),
        "refund-one-of-two": giving_back(by_wave(41).after(sales.payment(transaction="tx-2"))),
        "detail-discounted": shown(sales.discounted()),
        "detail-refunded": shown(refunded()),
        "detail-refund-unclear": shown(refund_unclear()),
        "detail-refund-refused": shown(refund_refused()),
    }


def known_links() -> list[KnownLink]:
    titles = ("Panier de mangues", "Cours de couture, séance d'essai du samedi", "Don à l'association", "Pagne wax")
    links = []
    for count in range(14):
        link_id = f"5c3e7a90-2f54-4e1d-9e0b-{count:012d}"
        is_product = count % 4 == 3
        link = PaymentLink(
            link_id,
            f"https://checkout.lomi.africa/link/{link_id}",
            "product" if is_product else "instant",
            f"{titles[count % len(titles)]} · {LINK_REFERENCE}",
            description="Mangues Kent, le panier de 3 kg ou de 6 kg" if count == 1 else "",
            amount=None if is_product else Money(2_500 * (count + 1)),
            product_id=sales.SESSION_ID if is_product else None,
            is_active=count % 5 != 4,
            expires_at=sales.NOW + timedelta(days=7 - count) if count % 3 else None,
            created_at=sales.NOW - timedelta(hours=7 * count),
        )
        links.append(KnownLink(link))
    ours = shop_link(LinkState.UNCLEAR, reason=Message("link_unclear"))
    return [KnownLink(ours=ours), KnownLink(ours=replace(ours, id=2, state=LinkState.CREATING)), *links]


def shop_link(state: LinkState, **changes: Any) -> ShopLink:
    draft = LinkDraft("instant", "Thé à la menthe", "XOF", amount=Money(1_500))
    return replace(ShopLink(1, LINK_REFERENCE, draft, b"{}", sales.IDENTITY, sales.NOW, state), **changes)


def links_screens(language: str, grab: Grab) -> None:
    for name, act in _links_acts().items():
        shop = Shop(language)
        shop.bridge.known_links = [] if name == "empty" else known_links()
        shop.bridge.on_links = lambda _: LinkPage((), is_last=True, asked_at=sales.NOW)
        shop.window.show_links()
        pane = shop.window.findChild(LinksPane)
        assert pane is not None
        shop.window.show()
        act(shop, pane)
        grab(f"links-{name}", shop.window)


def _links_acts() -> dict[str, Callable[[Shop, LinksPane], None]]:
    def opened(row: int) -> Callable[[Shop, LinksPane], None]:
        def act(_: Shop, pane: LinksPane) -> None:
            pane.table.selectRow(row)
            pane.table.activated.emit(pane.table.currentIndex())

        return act

    def form(_: Shop, pane: LinksPane) -> None:
        pane.show_form()

    def product(_: Shop, pane: LinksPane) -> None:
        pane.show_form()
        price = Price("price", Money(2_500), "XOF")
        month = Price("month", Money(10_000), "XOF", interval="month")
        pane.form.offer([Product("one", "Abonnement au cours de couture", prices=(month, price))])
        pane.form.choose_kind("product")

    def refused(_: Shop, pane: LinksPane) -> None:
        pane.show_form()
        pane.form.amount.setText("2500")
        pane.form.make()

    def offline(shop: Shop, _: LinksPane) -> None:
        shop.bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, sales.NOW))

    return {
        "list": lambda _, pane: pane.table.selectRow(2),
        "empty": lambda _shop, _pane: None,
        "offline": offline,
        "detail": opened(3),
        "detail-unclear": opened(1),
        "detail-product": opened(5),
        "new": form,
        "new-product": product,
        "new-refused": refused,
    }


def overview() -> AccountOverview:
    seen = account_seen()
    return AccountOverview(
        seen.identity,
        sales.NOW,
        seen.account,
        WAYS,
        (Balance("XOF", Decimal(1_284_500), Decimal(45_000)), Balance("EUR", Decimal("12550.5"))),
        (
            ProviderFees("WAVE", 61, Money(812_000), Money(12_180)),
            ProviderFees("ORANGE", 1, Money(12_500), Money(250)),
        ),
    )


def member_overview() -> AccountOverview:
    told = overview()
    refused = dict.fromkeys((Part.ACCOUNT, Part.PROVIDERS, Part.BALANCES), Message("network_refused"))
    member = replace(told.identity, account="acct_chez_fatou")
    return AccountOverview(member, told.asked_at, fees=told.fees, problems=refused)


def settings_screens(language: str, grab: Grab) -> None:
    names = ("shop", "account", "overview", "overview-member", "counter", "printing", "system")
    places = {**dict.fromkeys(names, KEY), "account-memory": MEMORY_KEY}
    for name, key in places.items():
        shop = Shop(language, key=key)
        shop.bridge.overview = member_overview() if name == "overview-member" else overview()
        shop.window.show_settings()
        view = shop.window.findChild(SettingsView)
        assert view is not None
        shop.window.show()
        view.show_page(name.partition("-")[0])
        view.finish()
        QCoreApplication.processEvents()
        shop.bridge.account_seen.emit(account_seen())
        if name == "account-memory":
            view.account.refuse_key(Message("key_publishable"))
        grab(f"settings-{name}", shop.window)


def first_run_screens(language: str, grab: Grab) -> None:
    view = FirstRunView(FakeBook(Settings(shop=ShopSection(name="Boutique Awa"))), FakeKeys())
    view.resize(1366, 768)
    grab("first-run-language", view)
    view._choose_language("fr" if language == "fr" else "en")
    grab("first-run-shop", view)
    view._go_on()
    grab("first-run-key", view)
    view._on_key_kept(KEY)
    grab("first-run-kept", view)


def touch_screens(language: str, grab: Grab) -> None:
    shop = Shop(language)
    settings = shop.book.settings
    shop.book.keep(replace(settings, counter=replace(settings.counter, keypad="on")))
    shop.window.counter.take_settings()
    shop.fill_rail()
    shop.window.counter.sale_view.amount.type_text("12500")
    grab("touch-typed", shop.window)


def customer_screens(language: str, grab: Grab) -> None:
    """The customer's own screen, and the main window turned round."""
    shop = ShopSection(name="Boutique Awa")
    sights = {
        "idle": NOTHING,
        "code": Sight(Sees.CODE, sales.waiting(41, note=LONG_NOTE)),
        "thanks": Sight(Sees.THANKS, sales.paid(41)),
        "underpaid": Sight(Sees.THANKS, sales.paid(41, 12_500, 12_000)),
    }
    for name, sight in sights.items():
        view = CustomerView(is_practice=name == "idle")
        view.show_shop(shop)
        view.show_environment("test" if name == "code" else "live")
        view.show_sight(sight, ("WAVE", "ORANGE", "MTN"))
        view.tick(sales.NOW + timedelta(minutes=3), 0)
        grab(f"customer-{name}", view)
    one = Shop(language)
    one.show(sales.waiting(41))
    press(one, "showCustomer")
    grab("customer-turned-round", one.window)


def papers(_: str, grab: Grab) -> None:
    """Every slip on every paper, and as the text of a till printer: not in the window, so it stands by itself."""
    for name, slip in every_slip().items():
        for paper in PAPERS.values():
            for page, picture in enumerate(page_pictures(slip, paper, 6), start=1):
                grab_picture(f"paper-{name}-{paper.name}-{page}", picture, grab)
            if paper.is_roll:
                printer = Dummy()
                print_slip(slip, printer, paper)
                drawn = roll.read(printer.output, paper.dots).drawn()
                picture = QImage(drawn.tobytes(), *drawn.size, drawn.width, QImage.Format.Format_Grayscale8)
                grab_picture(f"paper-{name}-{paper.name}-letters", picture, grab)


def grab_picture(name: str, picture: QImage, grab: Grab) -> None:
    shown = QLabel()
    shown.setFixedSize(picture.size())
    shown.setPixmap(QPixmap.fromImage(picture))
    grab(name, shown)


def keys_screens(language: str, grab: Grab) -> None:
    shop = Shop(language, is_practice=True)
    shop.window.show_keys()
    grab("keys", shop.window)


SCREENS = (
    counter_screens,
    unchecked_screens,
    keys_screens,
    practice_screens,
    history_screens,
    links_screens,
    settings_screens,
    first_run_screens,
    touch_screens,
    customer_screens,
    papers,
)


# ---------------------------------------------------------------------- the pictures
def render(out: Path, size: tuple[int, int], language: str, theme: str, only: str) -> list[Path]:
    made: list[Path] = []

    def grab(name: str, widget: QWidget) -> None:
        if only not in name:
            return
        widget.resize(*size)
        widget.show()
        for _ in range(3):
            QCoreApplication.processEvents()
        path = out / f"{name}.{language}.{theme}.png"
        widget.grab().save(str(path))
        made.append(path)
        widget.hide()

    for screens in SCREENS:
        screens(language, grab)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made


def contact_sheet(pictures: list[Path], path: Path, columns: int = 4, width: int = 480) -> None:
    """All ``pictures`` small, side by side. A long slip of paper is shown by its top."""
    small = []
    for picture in pictures:
        with Image.open(picture) as opened:
            height = min(opened.height * width // opened.width, width)
            whole = opened.convert("RGB").resize((width, opened.height * width // opened.width))
            small.append(whole.crop((0, 0, width, height)))
    rows = [small[at : at + columns] for at in range(0, len(small), columns)]
    tops = [0, *itertools.accumulate(max(one.height for one in row) + 12 for row in rows)]
    sheet = Image.new("RGB", (columns * (width + 12) + 12, tops[-1] + 12), "#808080")
    for top, row in zip(tops, rows, strict=False):
        for place, one in enumerate(row):
            sheet.paste(one, (12 + place * (width + 12), 12 + top))
    sheet.save(path)


def _either(chosen: str, both: tuple[str, str]) -> Iterator[str]:
    yield from both if chosen == "both" else (chosen,)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", choices=("fr", "en", "both"), default="both")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="light")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--only", default="", help="only pictures whose name has this in it")
    args = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = args.scale
    width, _, height = args.size.partition("x")
    app = QApplication(["render", *BASE_STYLE])
    args.out.mkdir(parents=True, exist_ok=True)
    for theme in _either(args.theme, ("light", "dark")):
        dress(app, "dark" if theme == "dark" else "light")
        for language in _either(args.lang, ("fr", "en")):
            speak(app, language)
            made = render(args.out, (int(width), int(height)), language, theme, args.only)
            if made:
                contact_sheet(made, args.out / f"all.{language}.{theme}.png")
            print(f"{len(made)} pictures in {args.out} ({language}, {theme})")


if __name__ == "__main__":
    main()
