"""One sale, one transaction or one checkout session in full: what happened, and every reference to copy."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.till.ports import Clock
from lomi_pos.till.refunding import AskedRefund, may_go_back
from lomi_pos.till.sale import Sale
from lomi_pos.till.sessions import ListedSession
from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.big_text import BigText
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.cash_form import CashForm
from lomi_pos.ui.history.digest import Digest, Digests, Shown, refundable
from lomi_pos.ui.history.facts import Chapter
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.parts import CopyRow, StepRow
from lomi_pos.ui.history.refund_form import Refundable, RefundForm
from lomi_pos.ui.history.story import Step
from lomi_pos.ui.history.support import support_text_of_sale, support_text_of_session, support_text_of_transaction
from lomi_pos.ui.icons import pixmap
from lomi_pos.ui.lists.standing import Standing
from lomi_pos.ui.pieces import button, card, label, say, shorten
from lomi_pos.ui.printing.desk import Outlet
from lomi_pos.ui.qr import QrCode
from lomi_pos.ui.scrolling import scrolled_by_page_keys
from lomi_pos.ui.side_panel import SidePanel, compact_row
from lomi_pos.ui.slip_actions import SlipActions
from lomi_pos.ui.words import provider_names

_SAID_FOR_MS = 2500
_QR_SIDE = 240


class DetailPanel(SidePanel):
    """Beside the list. Follows its sale while that changes.

    Signals:
        show_sale_requested(int): show the QR of the sale with this id again.
        slip_wanted(Sale, Outlet): its receipt is to go out once more.
    """

    show_sale_requested = Signal(int)
    slip_wanted = Signal(object, object)

    def __init__(self, bridge: EngineBridge, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(
            "transactionDetail", close="detailClose", said="detailSaid", said_for_ms=_SAID_FOR_MS, parent=parent
        )
        self._bridge = bridge
        self._clock = clock
        self._shown: Shown | None = None
        self._refunds: tuple[AskedRefund, ...] = ()
        """Those of the transaction that is shown; a sale brings its own."""
        self._digests = Digests(self)
        self._content: QWidget | None = None
        self._build()
        bridge.sale_changed.connect(self._on_sale_changed)
        bridge.refund_changed.connect(self._on_refund_changed)
        self.retranslate()

    # ------------------------------------------------------------------ commands
    @property
    def shown(self) -> Shown | None:
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

    def show_session(self, row: ListedSession) -> None:
        self.leave_refund()
        self._shown = row
        self._fill(keeps_place=False)

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
        payments = refundable(self._shown)
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
        self._pages.setCurrentWidget(self.cash)
        self.cash.open_for(sale, Message("refund_provider", {"provider": providers}) if providers else None)

    @Slot()
    def leave_refund(self) -> None:
        self._pages.setCurrentIndex(0)

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
        match self._shown:
            case Sale():
                return support_text_of_sale(self._shown)
            case Booked():
                return support_text_of_transaction(self._shown.transaction)
            case ListedSession():
                return support_text_of_session(self._shown)
            case None:
                return ""

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._number = label("number")
        self._amount = BigText(32, smallest_px=20)
        self._shape = label()
        self._badge = label("heading")
        self._when = label("quiet")
        self._reason = label("notice", wraps=True)
        self.qr = QrCode()
        self.qr.setFixedHeight(_QR_SIDE)
        self._buttons = {name: button(name) for name in ("showCode", "checkNow", "copySupport", "refund")}
        self._slips = SlipActions(self)
        self._slips.wanted.connect(self.hand_out)
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
        column = self._framed()
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
        self._code = card("qrCard", "sessionCode")
        around = QVBoxLayout(self._code)
        around.addWidget(self.qr)
        told.addWidget(self._code)
        self._told = told
        self._scroll = scrolled_by_page_keys(holder)
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
        support = self._buttons["copySupport"]
        first = compact_row(self._buttons[name] for name in ("showCode", "refund", "checkNow"))
        second = compact_row((self._slips.print_button, self._slips.share_button, support))
        second.setStretchFactor(support, 0)
        return first, second

    # ------------------------------------------------------------------ filling
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Details"))
        say(self._close, self.tr("Close"), self.tr("Esc"))
        say(self._buttons["showCode"], self.tr("Show the code"))
        say(self._buttons["checkNow"], self.tr("Check now"), "F5", "check")
        say(self._buttons["refund"], self.tr("Refund…"), self.tr("Ctrl+R"), "refund")
        self.qr.setAccessibleName(self.tr("The code of this session"))
        self._slips.retranslate()
        self._fill(keeps_place=True)

    def _fill(self, *, keeps_place: bool) -> None:
        if self._shown is None:
            return
        at = self._scroll.verticalScrollBar().value() if keeps_place else 0
        self._show_digest(self._digests.of(self._shown, self._refunds))
        if isinstance(self._shown, Sale) and "cash" in vars(self):
            self.cash.show_sale(self._shown)
        self._scroll.verticalScrollBar().setValue(at)

    def _show_digest(self, told: Digest) -> None:
        self._number.setText(told.number)
        self._when.setText(told.when)
        self._amount.show_text(told.amount)
        self._show_standing(told.standing)
        self._reason.setText(told.reason)
        self._reason.setVisible(bool(told.reason))
        theme.set_tone(self._reason, told.reason_tone)
        self.qr.show_url(told.code)
        self._code.setVisible(bool(told.code))
        self._buttons["showCode"].setVisible(told.can_show_sale)
        self._buttons["checkNow"].setVisible(told.can_check)
        self._buttons["refund"].setVisible(told.may_refund)
        self._buttons["refund"].setEnabled(isinstance(self._shown, Sale) or bool(refundable(self._shown)))
        self._slips.set_visible(is_visible=told.has_slip)
        self._say_support(is_short=told.has_slip)
        self._set_content(told.steps, told.chapters)

    def _say_support(self, *, is_short: bool) -> None:
        """Beside Print and Share there is room for its icon only."""
        support = self._buttons["copySupport"]
        say(support, self.tr("Copy for support"), icon="copy")
        if is_short:
            shorten(support)

    def _show_standing(self, standing: Standing) -> None:
        self._badge.setText(standing.words)
        theme.set_tone(self._badge, standing.tone)
        tokens = theme.tokens()
        colours = {"green": tokens.green_text, "amber": tokens.amber_text, "red": tokens.red_text}
        self._shape.setPixmap(pixmap(standing.shape, 22, colours.get(standing.tone, tokens.quiet)))

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
        match self._shown:
            case Sale(id=sale_id) | ListedSession(sale_id=int(sale_id)):
                self.show_sale_requested.emit(sale_id)

    @Slot()
    def _on_copy_support(self) -> None:
        self._copy(self.support_text())


def _heading(text: str) -> QWidget:
    made = label("section")
    made.setText(text)
    made.setContentsMargins(0, theme.SPACE_S, 0, 0)
    return made


def _line() -> QFrame:
    frame = QFrame()
    theme.set_role(frame, "line")
    return frame
