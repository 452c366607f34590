"""One sale, or one transaction, in full: what happened, and every reference to copy."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.till.ports import Clock
from lomi_pos.till.refunding import AskedRefund, may_go_back
from lomi_pos.till.refunds import RefundState
from lomi_pos.till.rights import may_refund
from lomi_pos.till.sale import Sale, State
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.cash_form import CashForm
from lomi_pos.ui.history.facts import Chapter, Facts
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.parts import CopyRow, StepRow
from lomi_pos.ui.history.refund_form import Refundable, RefundForm
from lomi_pos.ui.history.status import Standing, standing_of, standing_of_transaction
from lomi_pos.ui.history.story import SaleStory, Step
from lomi_pos.ui.history.support import support_text_of_sale, support_text_of_transaction
from lomi_pos.ui.icons import pixmap
from lomi_pos.ui.pieces import BigText, Page, button, card, label, say, scroll_by_page_keys, shorten
from lomi_pos.ui.printing.desk import Outlet
from lomi_pos.ui.slip_actions import SlipActions
from lomi_pos.ui.words import provider_names, tell

_SAID_FOR_MS = 2500


class DetailPanel(Page):
    """Beside the list. Follows its sale while that changes.

    Signals:
        show_sale_requested(int): show the QR of the sale with this id again.
        closed(): the clerk has seen enough.
        slip_wanted(Sale, Outlet): its receipt is to go out once more.
    """

    show_sale_requested = Signal(int)
    closed = Signal()
    slip_wanted = Signal(object, object)

    def __init__(self, bridge: EngineBridge, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transactionDetail")
        self._bridge = bridge
        self._clock = clock
        self._shown: Sale | Booked | None = None
        self._refunds: tuple[AskedRefund, ...] = ()
        """Those of the transaction that is shown; a sale brings its own."""
        self._story = SaleStory(self)
        self._facts = Facts(self)
        self._content: QWidget | None = None
        self._build()
        bridge.sale_changed.connect(self._on_sale_changed)
        bridge.refund_changed.connect(self._on_refund_changed)
        self.retranslate()

    # ------------------------------------------------------------------ commands
    @property
    def shown(self) -> Sale | Booked | None:
        return self._shown

    def show_sale(self, sale: Sale) -> None:
        is_same = isinstance(self._shown, Sale) and self._shown.id == sale.id
        if not is_same:
            self.leave_refund()
        self._shown = sale
        self._fill(keeps_place=is_same)

    def show_transaction(self, booked: Booked) -> None:
        self.leave_refund()
        self._shown, self._refunds = booked, ()
        self._fill(keeps_place=False)
        self._fetch_refunds(booked)

    def _fetch_refunds(self, booked: Booked) -> None:
        def show(refunds: Sequence[AskedRefund]) -> None:
            if isinstance(self._shown, Booked) and self._shown.transaction.id == booked.transaction.id:
                self._refunds = tuple(refunds)
                self._fill(keeps_place=True)

        self._bridge.fetch_refunds(booked.transaction.id, show)

    # ------------------------------------------------------------------ giving money back
    @property
    def is_giving_back(self) -> bool:
        return self.isVisible() and self._pages.currentIndex() != 0

    @Slot()
    def give_back(self) -> None:
        """Show where money is given back, in the place of what happened. What lomi. cannot give back goes in cash."""
        payments = self._refundable()
        can_go_by_lomi = any(may_go_back(one.provider) or not one.provider for one in payments)
        sale = self._shown if isinstance(self._shown, Sale) else None
        has_money = sale is not None and bool(sale.cash_backs or (sale.kept is not None and sale.kept.minor))
        if sale is not None and has_money and not can_go_by_lomi:
            self._note_cash(sale, payments)
        elif payments:
            self._pages.setCurrentWidget(self.form)
            self.form.open_for(payments, can_be_cash=isinstance(self._shown, Sale))

    @Slot()
    def give_cash_back(self) -> None:
        """Show where money handed back in cash is noted."""
        if isinstance(self._shown, Sale) and self._shown.payments:
            self._note_cash(self._shown)

    def _note_cash(self, sale: Sale, not_by_lomi: Sequence[Refundable] = ()) -> None:
        providers = provider_names(tuple(one.provider for one in not_by_lomi))
        why = Message("refund_provider", {"provider": providers}) if providers else None
        if sale.kept is not None and not sale.kept.minor:
            why = Message("refund_all_back")  # never: give it back in cash, once more
        self._pages.setCurrentWidget(self.cash)
        self.cash.open_for(sale, why)

    @Slot()
    def leave_refund(self) -> None:
        self._pages.setCurrentIndex(0)

    def _refundable(self) -> list[Refundable]:
        shown = self._shown
        if isinstance(shown, Sale):
            return [
                Refundable(
                    one.transaction_id,
                    one.amount,
                    one.provider,
                    one.received_at,
                    given_minor=one.amount.minor - shown.left_of(one.transaction_id),
                )
                for one in shown.payments
                if one.transaction_id is not None
            ]
        seen = shown.transaction if shown is not None else None
        if shown is None or seen is None or not seen.is_completed_payment or seen.gross is None:
            return []
        return [Refundable(seen.id, seen.gross, seen.provider, seen.created_at, shown.given_back_minor)]

    def check_now(self) -> None:
        if isinstance(self._shown, Sale):
            self._bridge.check_now(self._shown.id)
        for one in self._open_refunds():
            self._bridge.look_for_refund(one.id)
        if isinstance(self._shown, Sale) or self._open_refunds():
            self._say(self.tr("Asking lomi. …"))

    def _open_refunds(self) -> list[AskedRefund]:
        return [one for one in self._refunds if one.is_open] if isinstance(self._shown, Booked) else []

    @Slot(object)
    def hand_out(self, outlet: Outlet) -> None:
        """Print the receipt or the code of the sale that is shown, or send it."""
        if isinstance(self._shown, Sale):
            self.slip_wanted.emit(self._shown, outlet)

    def support_text(self) -> str:
        """Ids, states and times, for lomi.'s support; empty when nothing is shown."""
        if isinstance(self._shown, Sale):
            return support_text_of_sale(self._shown)
        return support_text_of_transaction(self._shown.transaction) if self._shown else ""

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._number = label("number")
        self._close = button("detailClose", "quiet")
        self._amount = BigText(32, smallest_px=20)
        self._shape = label()
        self._badge = label("heading")
        self._when = label("quiet")
        self._reason = label("notice", wraps=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_by_page_keys(self._scroll)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._said = label("caption")
        self._said_timer = QTimer(self)
        self._said_timer.setSingleShot(True)
        self._said_timer.setInterval(_SAID_FOR_MS)
        self._said_timer.timeout.connect(self._said.hide)
        self._said.hide()
        self._buttons = {name: button(name) for name in ("showCode", "checkNow", "copySupport", "refund")}
        self._slips = SlipActions(self)
        self._slips.wanted.connect(self.hand_out)
        self._close.clicked.connect(self.closed)
        self._buttons["showCode"].clicked.connect(self._on_show_code)
        self._buttons["checkNow"].clicked.connect(self.check_now)
        self._buttons["copySupport"].clicked.connect(self._on_copy_support)
        self._buttons["refund"].clicked.connect(self.give_back)
        self._lay_out()

    @cached_property
    def form(self) -> RefundForm:
        """Where a refund is asked for; made when it is wanted first, so that history opens sooner."""
        form = RefundForm(self._bridge)
        form.closed.connect(self.leave_refund)
        form.begun.connect(self._on_refund_begun)
        form.cash_wanted.connect(self.give_cash_back)
        self._pages.addWidget(form)
        return form

    @cached_property
    def cash(self) -> CashForm:
        """Where cash is noted, made as late."""
        cash = CashForm(self._bridge)
        cash.closed.connect(self.leave_refund)
        cash.noted.connect(self._on_cash_noted)
        self._pages.addWidget(cash)
        return cash

    def _lay_out(self) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addWidget(self._when)
        head.addStretch(1)
        head.addWidget(self._close)
        column.addLayout(head)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page_of_facts())
        column.addWidget(self._pages, 1)
        column.addWidget(self._said)

    def _page_of_facts(self) -> QWidget:
        """All of it scrolls, so that a low window still shows some of the story; the buttons stay below."""
        holder = QWidget()
        told = QVBoxLayout(holder)
        told.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        told.setSpacing(theme.SPACE_XS)
        standing = QHBoxLayout()
        standing.addWidget(self._amount, 1)
        standing.addWidget(self._shape)
        standing.addWidget(self._badge)
        told.addLayout(standing)
        told.addWidget(self._reason)
        self._told = told
        self._scroll.setWidget(holder)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._scroll, 1)
        for row in self._button_rows():
            column.addLayout(row)
        return page

    def _button_rows(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        """A sale whose code can be shown has nothing to give back yet: each row has three at most."""
        slips = (self._slips.print_button, self._slips.share_button)
        rows = (
            (self._buttons["showCode"], self._buttons["refund"], self._buttons["checkNow"]),
            (*slips, self._buttons["copySupport"]),
        )
        first, second = QHBoxLayout(), QHBoxLayout()
        for layout, buttons in zip((first, second), rows, strict=True):
            layout.setSpacing(theme.SPACE_S)
            for one in buttons:
                one.setProperty("compact", True)  # noqa: FBT003  Qt's own
                layout.addWidget(one, 0 if one is self._buttons["copySupport"] else 1)
        return first, second

    # ------------------------------------------------------------------ filling
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Details"))
        say(self._close, self.tr("Close"), self.tr("Esc"))
        say(self._buttons["showCode"], self.tr("Show the code"))
        say(self._buttons["checkNow"], self.tr("Check now"), "F5", "check")
        say(self._buttons["refund"], self.tr("Refund…"), self.tr("Ctrl+R"), "refund")
        self._slips.retranslate()
        self._fill(keeps_place=True)

    def _fill(self, *, keeps_place: bool) -> None:
        at = self._scroll.verticalScrollBar().value() if keeps_place else 0
        if isinstance(self._shown, Sale):
            self._fill_with_sale(self._shown)
        elif self._shown is not None:
            self._fill_with_transaction(self._shown)
        self._scroll.verticalScrollBar().setValue(at)

    def _fill_with_sale(self, sale: Sale) -> None:
        self._number.setText(sale.number)
        self._when.setText(fmt.moment(sale.created_at))
        self._amount.show_text(fmt.money(sale.amount))
        self._show_standing(standing_of(sale))
        self._show_reason(self._reason_of(sale), "green" if sale.is_paid_exactly else "amber")
        can_show = sale.state in {State.OPEN, State.CREATING} and not sale.payments
        self._buttons["showCode"].setVisible(can_show)
        has_slip = bool(sale.payments) or sale.state is State.OPEN
        self._slips.set_visible(is_visible=has_slip)
        self._say_support(is_short=has_slip)
        self._buttons["checkNow"].setVisible(True)
        self._buttons["refund"].setVisible(bool(sale.payments) and may_refund(sale.clerk))
        self._buttons["refund"].setEnabled(bool(sale.payments))
        if "cash" in vars(self):
            self.cash.show_sale(sale)
        self._set_content(self._story.steps(sale), self._facts.of_sale(sale))

    def _fill_with_transaction(self, booked: Booked) -> None:
        seen = booked.transaction
        origin = booked.number or (self.tr("This till") if booked.sale_id is not None else self.tr("Made elsewhere"))
        self._number.setText(origin)
        self._when.setText(fmt.moment(seen.created_at) if seen.created_at else "")
        self._amount.show_text(fmt.money(seen.gross) if seen.gross else "–")
        given_back = any(one.state is RefundState.DONE for one in self._refunds) or booked.given_back_minor > 0
        self._show_standing(standing_of_transaction(seen.status, is_partly_refunded=given_back))
        elsewhere = self.tr("This payment was not made for a sale of this till.")
        told = self._words_of_refund(self._refunds[-1]) if self._refunds else ""
        self._show_reason(told or (elsewhere if booked.sale_id is None else ""))
        self._buttons["showCode"].hide()
        self._slips.set_visible(is_visible=False)
        self._say_support(is_short=False)
        self._buttons["checkNow"].setVisible(bool(self._open_refunds()))
        self._buttons["refund"].setVisible(seen.is_completed_payment and may_refund(""))
        self._buttons["refund"].setEnabled(bool(self._refundable()))
        self._set_content((), (*self._facts.of_transaction(booked), *self._facts.of_refunds(self._refunds)))

    def _say_support(self, *, is_short: bool) -> None:
        """Beside Print and Share there is room for its icon only."""
        support = self._buttons["copySupport"]
        say(support, self.tr("Copy for support"), icon="copy")
        if is_short:
            shorten(support)

    def _words_of_refund(self, refund: AskedRefund) -> str:
        if refund.state is RefundState.DONE:
            given = fmt.money(refund.given or refund.order.amount)
            return self.tr("Given back: {amount}").format(amount=given)
        if refund.state is RefundState.ASKED:
            return self.tr("The refund of {amount} is on its way to lomi.").format(
                amount=fmt.money(refund.order.amount)
            )
        return tell(refund.trouble) if refund.trouble is not None else ""

    def _reason_of(self, sale: Sale) -> str:
        if sale.refunds:
            return " ".join(words for words in (self._reason_of_refunds(sale), self._reason_of_cash(sale)) if words)
        if sale.cash_backs:
            return self._reason_of_cash(sale)
        received = sale.received
        if received is not None and sale.discount is not None:
            words = self.tr("Received {received} of {asked}, less {discount} with a coupon")
            discount = fmt.money(sale.discount)
            return words.format(received=fmt.money(received), asked=fmt.money(sale.amount), discount=discount)
        if received is not None and received != sale.amount:
            words = self.tr("Received {received} of {asked}")
            return words.format(received=fmt.money(received), asked=fmt.money(sale.amount))
        return tell(sale.reason) if sale.reason is not None and not sale.payments else ""

    def _reason_of_cash(self, sale: Sale) -> str:
        if sale.cash_back is None:
            return ""
        words = self.tr("Received {received}, given back in cash {cash}.")
        return words.format(received=fmt.money(sale.received or sale.amount), cash=fmt.money(sale.cash_back))

    def _reason_of_refunds(self, sale: Sale) -> str:
        """The newest refund, when it is not done; else what is left of the money."""
        newest = sale.refunds[-1]
        if newest.state is RefundState.ASKED:
            asked = self.tr("The refund of {amount} is on its way to lomi.")
            return asked.format(amount=fmt.money(newest.amount))
        if newest.reason is not None:
            return tell(newest.reason)
        words = self.tr("Received {received}, given back {refunded}")
        if newest.is_elsewhere:
            words = self.tr("Received {received}, given back {refunded}, not from this till: lomi. says so.")
        received, refunded = sale.received or sale.amount, sale.refunded or newest.amount
        return words.format(received=fmt.money(received), refunded=fmt.money(refunded))

    def _show_standing(self, standing: Standing) -> None:
        self._badge.setText(standing.words)
        theme.set_tone(self._badge, standing.tone)
        tokens = theme.tokens()
        colours = {"green": tokens.green_text, "amber": tokens.amber_text, "red": tokens.red_text}
        self._shape.setPixmap(pixmap(standing.shape, 22, colours.get(standing.tone, tokens.quiet)))

    def _show_reason(self, words: str, tone: theme.Tone = "amber") -> None:
        self._reason.setText(words)
        self._reason.setVisible(bool(words))
        theme.set_tone(self._reason, tone)

    def _set_content(self, steps: Sequence[Step], chapters: Sequence[Chapter]) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(_line())
        if steps:
            column.addWidget(_heading(self.tr("What happened")))
        for step in steps:
            column.addWidget(StepRow(step))
        for chapter in chapters:
            column.addWidget(_heading(chapter.title))
            for fact in chapter.facts:
                row = CopyRow(fact.name, fact.value)
                row.copy_wanted.connect(self._copy)
                column.addWidget(row)
        column.addStretch(1)
        # A change of colours comes here while Qt walks over all widgets: none may be gone before it is through.
        if self._content is not None:
            self._told.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._told.addWidget(content, 1)

    # ------------------------------------------------------------------ slots
    @Slot(object, object)
    def _on_sale_changed(self, sale: Sale) -> None:
        if isinstance(self._shown, Sale) and self._shown.id == sale.id:
            self.show_sale(sale)

    @Slot(object)
    def _on_refund_begun(self, asked: AskedRefund) -> None:
        self.leave_refund()
        self._on_refund_changed(asked)

    @Slot(object)
    def _on_cash_noted(self, sale: Sale) -> None:
        self.leave_refund()
        self.show_sale(sale)

    @Slot(object)
    def _on_refund_changed(self, told: AskedRefund) -> None:
        if isinstance(self._shown, Booked) and self._shown.transaction.id == told.order.transaction_id:
            others = (one for one in self._refunds if one.id != told.id)
            self._refunds = tuple(sorted((*others, told), key=lambda one: one.id))
            self._fill(keeps_place=True)

    @Slot()
    def _on_show_code(self) -> None:
        if isinstance(self._shown, Sale):
            self.show_sale_requested.emit(self._shown.id)

    @Slot()
    def _on_copy_support(self) -> None:
        self._copy(self.support_text())

    @Slot(str)
    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(self.tr("Copied"))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
        self._said_timer.start()


def _heading(text: str) -> QWidget:
    made = label("section")
    made.setText(text)
    made.setContentsMargins(0, theme.SPACE_S, 0, 0)
    return made


def _line() -> QFrame:
    frame = QFrame()
    theme.set_role(frame, "line")
    return frame
