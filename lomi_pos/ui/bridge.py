"""The engine in its own thread, as Qt sees it: commands go in and never block, news comes out as signals."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lomi_pos.till.errors import as_message, as_unwritten
from lomi_pos.till.words import Message
from lomi_pos.ui.hearing import Hearing

if TYPE_CHECKING:
    from concurrent.futures import Future

    from lomi_pos.engine.news import News
    from lomi_pos.engine.thread import EngineThread, OpenEngine
    from lomi_pos.engine.watchdog import Watchdog
    from lomi_pos.till.lomi import LinkDraft
    from lomi_pos.till.money import Money
    from lomi_pos.till.order import Order
    from lomi_pos.till.queries import LinkQuery, TransactionQuery
    from lomi_pos.till.refunding import RefundOrder
    from lomi_pos.till.sale import Sale
    from lomi_pos.till.sale_lines import SalesQuery
    from lomi_pos.till.sessions import SessionQuery

LOOK_MS = 1_000
"""How often the engine is asked for a sign of life."""

_log = logging.getLogger(__name__)


class EngineBridge(QObject):
    """Lives in the main thread. Every command returns at once; before ``start`` it waits for that, in its turn.

    Signals:
        sale_changed(Sale, tuple[Event, ...]): committed to the journal before it is sent.
        sale_checked(int, datetime): a look at the sale with this id was answered.
        connection_changed(ConnectionChanged): lomi. answered, or has not for a while.
        identified(Identity or None): as whom the till sells, told first.
        account_seen(AccountSeen), day_changed(DayTotal), sweep_finished(SweepFinished).
        link_changed(ShopLink): a link made here for no sale, committed before it is sent.
        refund_changed(AskedRefund): a refund asked for here, committed before it is sent.
        trouble_told(Message): something outside any one sale went wrong.
        charge_begun(Sale): the sale that the last ``charge`` began; what becomes of it comes as ``sale_changed``.
        charge_refused(Message): a charge that was not begun: the rules or the disk said no, nothing was charged.
        begun(): the engine is open and has told what it knows, or it said why it cannot be. Told even unheard.
    """

    sale_changed = Signal(object, object)
    sale_checked = Signal(int, object)
    connection_changed = Signal(object)
    identified = Signal(object)
    account_seen = Signal(object)
    day_changed = Signal(object)
    sweep_finished = Signal(object)
    link_changed = Signal(object)
    refund_changed = Signal(object)
    trouble_told = Signal(object)
    charge_begun = Signal(object)
    charge_refused = Signal(object)
    begun = Signal()

    _news_arrived = Signal(object)
    _answer_arrived = Signal(object, object)

    def __init__(self, open_engine: OpenEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_engine = open_engine
        self._thread: EngineThread
        self._early: list[Callable[[], None]] | None = []
        """What was asked before there was a thread: the window is painted, and can be typed into, before that."""
        self._watchdog: Watchdog
        self._is_stopped = False
        self._told_at_opening = ""
        self._asked: set[Future[Any]] = set()
        """What has not been answered yet: it is, should its engine be left behind."""
        self._hearing = Hearing(self)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._on_look)
        self._news_arrived.connect(self._on_news)  # told in its thread, heard in a later turn of this one
        self._answer_arrived.connect(self._on_answer)

    def start(self, *, is_heard: bool = True) -> None:
        """Start the engine's thread; what it finds comes as signals, unless ``is_heard`` after ``hear``. Once."""
        if self._is_stopped:  # the window was closed before it came to this
            return
        from lomi_pos.engine.watchdog import Watchdog  # noqa: PLC0415  with the engine

        self._watchdog = Watchdog()
        self._hearing.is_open = is_heard
        self._begin_anew(after=None)
        self._looking.start()
        early, self._early = self._early or [], None
        for ask in early:
            ask()

    @Slot()
    def hear(self) -> None:
        """The window is complete: from now on it hears what it is told, and first what it was told before."""
        self._hearing.open()

    def _tell_of(self, thread: EngineThread) -> Callable[[News], None]:
        """Hear the news of ``thread`` for as long as it is the engine. Called in its thread."""

        def _tell(told: News) -> None:
            if thread is self._thread:
                self._news_arrived.emit(told)

        return _tell

    def restart(self) -> None:
        """Begin anew, with another key or other settings. Sales being made are taken up again from the journal."""
        if self._early is not None:  # it has not begun yet, and will find them
            return
        self._thread.ask_to_stop()
        self._begin_anew(after=self._thread)

    def _begin_anew(self, *, after: EngineThread | None) -> None:
        from lomi_pos.engine.thread import EngineThread  # noqa: PLC0415  with asyncio: after the first paint

        self._thread = EngineThread(self._open_engine, after=after)
        self._thread.start(self._tell_of(self._thread))

    def stop(self) -> None:
        """End the engine's thread. Nothing is lost: what is open is looked at again at the next start."""
        self._is_stopped = True
        self._looking.stop()
        if self._early is None:
            self._thread.stop()

    @Slot()
    def _on_look(self) -> None:
        """An engine that has died or stands still is replaced, and the clerk told; its state is in the journal."""
        from lomi_pos.engine.watchdog import Deed  # noqa: PLC0415  with the engine

        match self._watchdog.look(self._thread):
            case Deed.NOTHING:
                return
            case Deed.OPEN_AGAIN:
                self.restart()
                return
            case Deed.RESTART:
                _log.error("The engine has died; it begins anew")
                self.restart()
            case Deed.ABANDON:
                _log.error("The engine stands still; it is left behind and another begins")
                self._thread.abandon()
                self._begin_anew(after=None)
        self.trouble_told.emit(Message("engine_restarted"))
        self._answer_what_was_asked()

    def _answer_what_was_asked(self) -> None:
        """Nobody waits for an engine that is gone. What it wrote down comes back with the new one's news."""
        for future in list(self._asked):
            future.cancel()

    # ------------------------------------------------------------------ a sale
    def charge(self, order: Order) -> None:
        """Start a sale; the answer comes as ``charge_begun``, or ``charge_refused`` when nothing was begun.

        An engine that stood still may have written it down: the same order (by its ``id``) goes on with that sale.
        """
        self._ask(
            lambda engine: engine.charge(order),
            self.charge_begun.emit,
            self.charge_refused.emit,
            interrupted="charge_interrupted",
        )

    def retry(self, sale_id: int) -> None:
        """Try the same sale again: under the same key when its outcome is unclear, as a new attempt after a firm no."""
        self._ask(lambda engine: engine.retry(sale_id))

    def new_code(self, sale_id: int) -> None:
        """Make another code for the same sale. The first can still be paid, and both are watched."""
        self._ask(lambda engine: engine.new_code(sale_id))

    def cancel(self, sale_id: int) -> None:
        self._ask(lambda engine: engine.cancel(sale_id))

    def check_now(self, sale_id: int) -> None:
        self._ask(lambda engine: engine.check_now(sale_id))

    def acknowledge(self, seen: Sale) -> None:
        """Someone has dealt with a late, double or different payment, as ``seen``: take it from the top of the rail."""
        self._ask(lambda engine: engine.acknowledge(seen.id, seen=seen))

    def take_up_again(self, seen: Sale) -> None:
        """That was a slip of the hand: put it back on top."""
        self._ask(lambda engine: engine.take_up_again(seen.id))

    def note_cash_back(
        self, seen: Sale, amount: Money, on_noted: Callable[[Any], None], on_refused: Callable[[Any], None]
    ) -> None:
        """Money of this sale was handed back in cash; ``on_noted(Sale)`` or ``on_refused(Message)``."""
        self._ask(
            lambda engine: engine.note_cash_back(seen.id, amount, seen=seen),
            on_noted,
            on_refused,
            interrupted="cash_interrupted",
        )

    def undo_cash_note(self, seen: Sale, on_undone: Callable[[Any], None], on_refused: Callable[[Any], None]) -> None:
        """The last of these notes was wrong; ``on_undone(Sale)`` or ``on_refused(Message)``."""
        self._ask(
            lambda engine: engine.undo_cash_note(seen.id, seen=seen),
            on_undone,
            on_refused,
            interrupted="cash_interrupted",
        )

    def note_printed(self, sale_id: int, slip: str, *, by_itself: bool = False) -> None:
        """Paper has come out for this sale: a ``receipt`` or a ``code``."""
        self._ask(lambda engine: engine.note_printed(sale_id, slip, by_itself=by_itself))

    def put_in_front(self, sale_id: int | None) -> None:
        """Tell the engine which sale is on screen: it is asked about more often."""
        self._ask(lambda engine: engine.put_in_front(sale_id))

    # ------------------------------------------------------------------ lists
    def fetch_sale_lines(self, query: SalesQuery, on_lines: Callable[[Any], None]) -> None:
        """Read this till's sales; ``on_lines(list[SaleLine])`` is called in the main thread."""
        self._ask(lambda engine: engine.sale_lines(query), on_lines)

    def fetch_sale(self, sale_id: int, on_sale: Callable[[Any], None]) -> None:
        self._ask(lambda engine: engine.sale(sale_id), on_sale)

    def fetch_transactions(
        self,
        query: TransactionQuery,
        on_page: Callable[[Any], None],
        on_error: Callable[[Any], None],
        *,
        in_turn: bool = False,
    ) -> None:
        """Ask lomi. for a page of transactions; ``on_page(TransactionPage)`` or ``on_error(Message)``.

        With ``in_turn`` it waits until nothing else needs the request more.
        """
        self._ask(lambda engine: engine.transactions(query, in_turn=in_turn), on_page, on_error)

    def fetch_sessions(
        self,
        query: SessionQuery,
        on_page: Callable[[Any], None],
        on_error: Callable[[Any], None],
        *,
        in_turn: bool = False,
    ) -> None:
        """Ask lomi. for a page of checkout sessions, like transactions; ``on_page(SessionPage)``."""
        self._ask(lambda engine: engine.sessions(query, in_turn=in_turn), on_page, on_error)

    def check_account(self) -> None:
        """Ask lomi. whose key this is; the answer comes as ``account_seen``."""
        self._ask(lambda engine: engine.check_account())

    # ------------------------------------------------------------------ money given back
    def refund(self, order: RefundOrder, on_begun: Callable[[Any], None], on_refused: Callable[[Any], None]) -> None:
        """Give money back, once: ``on_begun(AskedRefund)`` when it is written down, ``on_refused(Message)`` when not.

        What becomes of it comes as ``refund_changed``.
        """
        self._ask(lambda engine: engine.refund(order), on_begun, on_refused, interrupted="refund_interrupted")

    def fetch_refunds(self, transaction_id: str, on_refunds: Callable[[Any], None]) -> None:
        """The refunds of a transaction that were asked for here; ``on_refunds(list[AskedRefund])``."""
        self._ask(lambda engine: engine.refunds_of(transaction_id), on_refunds)

    def look_for_refund(self, refund_id: int) -> None:
        """Look once more for a refund whose answer was lost; what is found comes as ``refund_changed``."""
        self._ask(lambda engine: engine.look_for_refund(refund_id))

    # ------------------------------------------------------------------ payment links for no sale
    def make_link(self, draft: LinkDraft, on_begun: Callable[[Any], None], on_refused: Callable[[Any], None]) -> None:
        """Make a link, once: ``on_begun(ShopLink)`` when it is written down, ``on_refused(Message)`` when it was not.

        What becomes of it comes as ``link_changed``.
        """
        self._ask(lambda engine: engine.make_link(draft), on_begun, on_refused)

    def look_for_link(self, link_id: int) -> None:
        """Look once more for a link whose answer was lost; what is found comes as ``link_changed``."""
        self._ask(lambda engine: engine.look_for_link(link_id))

    def fetch_known_links(self, on_links: Callable[[Any], None]) -> None:
        """What can be shown without asking lomi.; ``on_links(list[KnownLink])``."""
        self._ask(lambda engine: engine.known_links(), on_links)

    def fetch_links(self, query: LinkQuery, on_page: Callable[[Any], None], on_error: Callable[[Any], None]) -> None:
        """Ask lomi. for a page of links; ``on_page(LinkPage)`` or ``on_error(Message)``."""
        self._ask(lambda engine: engine.links(query), on_page, on_error)

    def fetch_products(self, on_products: Callable[[Any], None], on_error: Callable[[Any], None]) -> None:
        """Ask lomi. what the shop sells; ``on_products(list[Product])`` or ``on_error(Message)``."""
        self._ask(lambda engine: engine.products(), on_products, on_error)

    def fetch_overview(self, on_overview: Callable[[Any], None], on_error: Callable[[Any], None]) -> None:
        """Ask lomi. what is worth knowing of the account; ``on_overview(AccountOverview)`` or ``on_error(Message)``."""
        self._ask(lambda engine: engine.account_overview(), on_overview, on_error)

    def fetch_customers(
        self, search: str, on_customers: Callable[[Any], None], on_error: Callable[[Any], None]
    ) -> None:
        """Look among lomi.'s customers; ``on_customers(list[Customer])`` or ``on_error(Message)``."""
        self._ask(lambda engine: engine.customers(search), on_customers, on_error)

    # ------------------------------------------------------------------ both ways
    def _ask(
        self,
        command: Callable[[Any], Any],
        on_answer: Callable[[Any], None] | None = None,
        on_error: Callable[[Any], None] | None = None,
        *,
        interrupted: str = "engine_restarted",
    ) -> None:
        """Run ``command`` in the engine's thread, and call back in this one; ``interrupted`` if that is left behind."""
        if self._early is not None:
            self._early.append(lambda: self._ask(command, on_answer, on_error, interrupted=interrupted))
            return
        tell_error = on_error or self._tell_not_done

        def _done(future: Future[Any]) -> None:
            self._asked.discard(future)
            if future.cancelled():
                if on_error is not None and not self._is_stopped:
                    self._answer_arrived.emit(on_error, Message(interrupted))
                return
            error = future.exception()
            if error is not None:
                self._answer_arrived.emit(tell_error, as_message(error))
            elif on_answer is not None:
                self._answer_arrived.emit(on_answer, future.result())

        asked = self._thread.submit(command)
        self._asked.add(asked)
        asked.add_done_callback(_done)

    def _tell_not_done(self, problem: Message) -> None:
        """What nobody else tells: it was about sales that wait, and charged nothing."""
        self.trouble_told.emit(as_unwritten(problem))

    @Slot(object, object)
    def _on_answer(self, call_back: Callable[[Any], None], answer: object) -> None:
        self._hearing.tell(partial(call_back, answer))

    @Slot(object)
    def _on_news(self, told: News) -> None:
        from lomi_pos.engine import news  # noqa: PLC0415  loaded by whoever tells

        self._hearing.tell(partial(self._emit, told))
        if not self._hearing.is_open and isinstance(told, news.DayChanged | news.Trouble):  # the last of it, or trouble
            self.begun.emit()

    def _emit(self, told: News) -> None:  # noqa: C901  a case for each kind of news
        from lomi_pos.engine import news  # noqa: PLC0415  loaded by whoever tells

        match told:
            case news.SaleChanged():
                self.sale_changed.emit(told.sale, told.events)
            case news.SaleChecked():
                self.sale_checked.emit(told.sale_id, told.at)
            case news.ConnectionChanged():
                self.connection_changed.emit(told)
            case news.Identified():
                self.identified.emit(told.identity)
            case news.AccountSeen():
                self.account_seen.emit(told)
            case news.DayChanged():
                self.day_changed.emit(told.total)
            case news.SweepFinished():
                self.sweep_finished.emit(told)
            case news.LinkChanged():
                self.link_changed.emit(told.link)
            case news.RefundChanged():
                self.refund_changed.emit(told.refund)
            case news.Trouble():
                self._tell_trouble(told.message)

    def _tell_trouble(self, message: Message) -> None:
        """Tell it, but for what keeps the journal closed again: that was told when the opening was first tried."""
        is_at_opening = self._thread.trouble is not None
        told, self._told_at_opening = self._told_at_opening, message.code if is_at_opening else ""
        if message.code != told:
            self.trouble_told.emit(message)
