"""The history, and what is done in it."""

from collections.abc import Callable
from datetime import timedelta

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.engine.pages import SessionPage, TransactionPage
from lomi_pos.till import events as ev
from lomi_pos.till.lomi import CheckoutSession, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.sale import Sale
from lomi_pos.till.sessions import ListedSession, SessionQuery
from lomi_pos.till.words import Message
from lomi_pos.ui.history.lines import line_of
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.history.sheet import Kind
from tests.ui import sales
from tests.ui.pictures.lives import by_wave, cash_back, history_sales, refund_refused, refund_unclear, refunded
from tests.ui.pictures.shop import LONG_NOTE, Grab, Shop


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
