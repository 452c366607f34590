"""Our own fakes: a clock that moves when told, and a bridge that remembers what it was asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from PySide6.QtCore import QObject

from lomi_pos.till.customers import Customer
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.links import KnownLink
from lomi_pos.till.lomi import LinkDraft
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.overview import AccountOverview
from lomi_pos.till.products import Product
from lomi_pos.till.queries import LinkQuery, TransactionQuery
from lomi_pos.till.refunding import AskedRefund, RefundOrder
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SaleLine, SalesQuery
from lomi_pos.till.sessions import SessionQuery
from lomi_pos.till.settings import Settings
from lomi_pos.till.words import Message
from lomi_pos.ui.bridge import EngineBridge


class FakeClock:
    """Stands at 14:31 UTC on a Saturday until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 21, 14, 31, 0, tzinfo=UTC)) -> None:
        self._now = now
        self._elapsed_s = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._elapsed_s

    async def sleep(self, wait_s: float) -> None:
        self.advance(seconds=wait_s)

    def advance(self, **by: float) -> None:
        step = timedelta(**by)
        self._now += step
        self._elapsed_s += step.total_seconds()


class FakeBridge(EngineBridge):
    """Remembers the commands in ``calls``; the test says what is answered, by emitting the signals."""

    def __init__(self) -> None:
        QObject.__init__(self)  # no engine and no thread
        self.calls: list[tuple[Any, ...]] = []
        self.lines: list[SaleLine] = []
        self.sales: dict[int, Sale] = {}
        self.on_transactions: Callable[[TransactionQuery], Any] | None = None
        """Gives the page or the ``Message`` for a query; until it is set, no answer comes."""

        self.on_sessions: Callable[[SessionQuery], Any] | None = None
        """The same for checkout sessions."""
        self.products: list[Product] | Message | None = None
        self.customers: list[Customer] | Message | None = None
        self.overview: AccountOverview | Message | None = None
        self.known_links: list[KnownLink] = []
        self.on_links: Callable[[LinkQuery], Any] | None = None
        self.refunds: dict[str, list[AskedRefund]] = {}
        self.on_refund: Callable[[RefundOrder], Any] | None = None
        """Gives the ``AskedRefund`` or the ``Message`` for an order; until it is set, no answer comes."""
        self.on_cash: Callable[[Money | None], Any] | None = None
        """Gives the ``Sale`` or the ``Message`` for an amount noted, or for None, which undoes the last one."""
        self.on_make_link: Callable[[LinkDraft], Any] | None = None

    def start(self, *, is_heard: bool = True) -> None:
        self.calls.append(("start",))

    def hear(self) -> None:
        self.calls.append(("hear",))

    def restart(self) -> None:
        self.calls.append(("restart",))

    def stop(self) -> None:
        self.calls.append(("stop",))

    def charge(self, order: Order) -> None:
        self.calls.append(("charge", order))

    def retry(self, sale_id: int) -> None:
        self.calls.append(("retry", sale_id))

    def new_code(self, sale_id: int) -> None:
        self.calls.append(("new_code", sale_id))

    def cancel(self, sale_id: int) -> None:
        self.calls.append(("cancel", sale_id))

    def check_now(self, sale_id: int) -> None:
        self.calls.append(("check_now", sale_id))

    def acknowledge(self, seen: Sale) -> None:
        self.calls.append(("acknowledge", seen.id))

    def take_up_again(self, seen: Sale) -> None:
        self.calls.append(("take_up_again", seen.id))

    def note_cash_back(
        self, seen: Sale, amount: Money, on_noted: Callable[[Any], None], on_refused: Callable[[Any], None]
    ) -> None:
        self.calls.append(("note_cash_back", seen.id, amount))
        answer = self.on_cash(amount) if self.on_cash is not None else None
        if answer is not None:
            (on_refused if isinstance(answer, Message) else on_noted)(answer)

    def undo_cash_note(self, seen: Sale, on_undone: Callable[[Any], None], on_refused: Callable[[Any], None]) -> None:
        self.calls.append(("undo_cash_note", seen.id))
        answer = self.on_cash(None) if self.on_cash is not None else None
        if answer is not None:
            (on_refused if isinstance(answer, Message) else on_undone)(answer)

    def note_printed(self, sale_id: int, slip: str, *, by_itself: bool = False) -> None:
        self.calls.append(("note_printed", sale_id, slip, by_itself))

    def put_in_front(self, sale_id: int | None) -> None:
        self.calls.append(("put_in_front", sale_id))

    def fetch_sale_lines(self, query: SalesQuery, on_lines: Callable[[Any], None]) -> None:
        self.calls.append(("fetch_sale_lines", query))
        on_lines([line for line in self.lines if query.before_id is None or line.id < query.before_id][: query.limit])

    def fetch_sale(self, sale_id: int, on_sale: Callable[[Any], None]) -> None:
        self.calls.append(("fetch_sale", sale_id))
        if sale_id in self.sales:
            on_sale(self.sales[sale_id])

    def fetch_transactions(
        self,
        query: TransactionQuery,
        on_page: Callable[[Any], None],
        on_error: Callable[[Any], None],
        *,
        in_turn: bool = False,
    ) -> None:
        self.calls.append(("fetch_transactions", query, in_turn))
        if self.on_transactions is None:
            return
        answer = self.on_transactions(query)
        (on_page if hasattr(answer, "transactions") else on_error)(answer)

    def fetch_sessions(
        self,
        query: SessionQuery,
        on_page: Callable[[Any], None],
        on_error: Callable[[Any], None],
        *,
        in_turn: bool = False,
    ) -> None:
        self.calls.append(("fetch_sessions", query, in_turn))
        if self.on_sessions is not None:
            answer = self.on_sessions(query)
            (on_error if isinstance(answer, Message) else on_page)(answer)

    def refund(self, order: RefundOrder, on_begun: Callable[[Any], None], on_refused: Callable[[Any], None]) -> None:
        self.calls.append(("refund", order))
        answer = self.on_refund(order) if self.on_refund is not None else None
        if answer is not None:
            (on_refused if isinstance(answer, Message) else on_begun)(answer)

    def fetch_refunds(self, transaction_id: str, on_refunds: Callable[[Any], None]) -> None:
        self.calls.append(("fetch_refunds", transaction_id))
        on_refunds(self.refunds.get(transaction_id, []))

    def look_for_refund(self, refund_id: int) -> None:
        self.calls.append(("look_for_refund", refund_id))

    def make_link(self, draft: LinkDraft, on_begun: Callable[[Any], None], on_refused: Callable[[Any], None]) -> None:
        self.calls.append(("make_link", draft))
        answer = self.on_make_link(draft) if self.on_make_link is not None else None
        if answer is not None:
            (on_refused if isinstance(answer, Message) else on_begun)(answer)

    def look_for_link(self, link_id: int) -> None:
        self.calls.append(("look_for_link", link_id))

    def fetch_known_links(self, on_links: Callable[[Any], None]) -> None:
        self.calls.append(("fetch_known_links",))
        on_links(self.known_links)

    def fetch_links(self, query: LinkQuery, on_page: Callable[[Any], None], on_error: Callable[[Any], None]) -> None:
        self.calls.append(("fetch_links", query))
        if self.on_links is not None:
            answer = self.on_links(query)
            (on_error if isinstance(answer, Message) else on_page)(answer)

    def fetch_products(self, on_products: Callable[[Any], None], on_error: Callable[[Any], None]) -> None:
        self.calls.append(("fetch_products",))
        if self.products is not None:
            (on_error if isinstance(self.products, Message) else on_products)(self.products)

    def fetch_overview(self, on_overview: Callable[[Any], None], on_error: Callable[[Any], None]) -> None:
        self.calls.append(("fetch_overview",))
        if self.overview is not None:
            (on_error if isinstance(self.overview, Message) else on_overview)(self.overview)

    def fetch_customers(
        self, search: str, on_customers: Callable[[Any], None], on_error: Callable[[Any], None]
    ) -> None:
        self.calls.append(("fetch_customers", search))
        if self.customers is not None:
            (on_error if isinstance(self.customers, Message) else on_customers)(self.customers)

    def check_account(self) -> None:
        self.calls.append(("check_account",))


class FakeBook:
    """Settings that forget at the end of the test; ``trouble`` is raised instead when it is set."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.trouble: SettingsTrouble | None = None
        self.defaulted: tuple[str, ...] = ()

    def keep(self, settings: Settings) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.settings = settings


class FakeKeys:
    """A keychain that may be missing (``place="memory"``). Keeps only what its state says."""

    def __init__(self, state: KeyState | None = None, place: Literal["keychain", "memory"] = "keychain") -> None:
        self.state = state or KeyState()
        self._place: Literal["keychain", "memory"] = place

    def read(self) -> str:
        return self.state.masked.replace("...", "0" * 24)

    def keep(self, key: str) -> KeyState:
        if not key.startswith(("lomi_sk_live_", "lomi_sk_test_")):
            raise SettingsTrouble("key_malformed")
        environment = key.split("_")[2]
        self.state = KeyState(f"lomi_sk_{environment}_...{key[-4:]}", environment, self._place)
        return self.state

    def forget(self) -> KeyState:
        self.state = KeyState()
        return self.state
