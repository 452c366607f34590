"""A code on screen, and what becomes of it."""

from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from lomi_pos.till.phones import phone_of, spaced
from lomi_pos.till.sale import Sale
from lomi_pos.ui import format as fmt
from lomi_pos.ui import share, theme
from lomi_pos.ui import waiting_room as room
from lomi_pos.ui.big_text import BigText
from lomi_pos.ui.pieces import ElidedLabel, Page, card, label
from lomi_pos.ui.printing.desk import Outlet
from lomi_pos.ui.qr import QrCode
from lomi_pos.ui.waiting_buttons import WaitingButtons
from lomi_pos.ui.waiting_room import Room
from lomi_pos.ui.waiting_words import Waiting, checked_words, host_of, time_left, waiting_words
from lomi_pos.ui.watched import Watched
from lomi_pos.ui.words import provider_name, provider_names


class WaitingView(Page):
    """The left zone while a sale waits.

    Signals:
        new_sale_requested(), check_requested(), cancel_requested(), new_code_requested(),
        customer_requested(): the buttons.
        slip_wanted(Sale, Outlet): its code is to be printed.
    """

    new_sale_requested = Signal()
    check_requested = Signal()
    cancel_requested = Signal()
    customer_requested = Signal()
    new_code_requested = Signal()
    slip_wanted = Signal(object, object)

    def __init__(self, *, is_practice: bool = False) -> None:
        super().__init__()
        self._is_practice = is_practice
        self._watched: Watched | None = None
        self._now = datetime.min.replace(tzinfo=UTC)
        self._room = Room.AMPLE
        self._is_low = False
        self._fitted: tuple[object, ...] = ()
        """What the room was last chosen for."""
        self._is_fitting = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._make()
        self._lay_out()
        self._wire()
        self.retranslate()

    # ------------------------------------------------------------------ what is shown
    def show_sale(self, watched: Watched, now: datetime) -> None:
        """Show ``watched`` as it stands; ``now`` is this machine's time."""
        if self._watched is None or watched.url != self._watched.url:
            self.buttons.tell_copied(is_copied=False)
            self.qr.show_url(watched.url)
        self._watched = watched
        self._now = now
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the most room in which nothing is cut. It is tried again when the window or the words have changed."""
        wanted = self._decides_room()
        if self._is_fitting or wanted == self._fitted:
            return
        self._is_fitting, self._fitted = True, wanted
        self._beside.setMaximumWidth(room.width_beside(self.width()))
        self._amount.set_largest(room.amount_px(self.width(), self.height()))
        for fitting, is_low in room.FROM_AMPLE:
            if (fitting, is_low) != (self._room, self._is_low):
                self._take_room(fitting, is_low=is_low)
            if self._is_nothing_cut():
                break
        self._is_fitting = False

    def _decides_room(self) -> tuple[object, ...]:
        """All that needs room, whatever room there is."""
        watched = self._watched
        shown = (watched.url, watched.providers) if watched is not None else ()
        parts = (self._countdown, self._checked)
        return (
            self.size(),
            self._state.text(),
            self._more.text(),
            self.buttons.offers_new_code,
            shown,
            *(one.isHidden() for one in parts),
        )

    def _is_nothing_cut(self) -> bool:
        """By what the layout itself says it needs, in this language and at these words."""
        for layout in (self.buttons.layout(), self._side, self._column):  # they would hear of it with the next event
            if layout is not None:
                layout.invalidate()
                layout.activate()
        is_high_enough = self._column.totalMinimumHeightForWidth(self.width()) <= self.height()
        return is_high_enough and self.buttons.minimumSizeHint().width() <= self._beside.maximumWidth()

    @property
    def _is_compact(self) -> bool:
        return self._room is not Room.AMPLE

    def _take_room(self, fitting: Room, *, is_low: bool) -> None:
        """Where there is little room, the words of the sale keep it: buttons give way first, then captions."""
        self._room, self._is_low = fitting, is_low
        bottom = theme.SPACE_S if self._is_compact else theme.SPACE_L
        self._column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, bottom)
        self._side.setSpacing(theme.SPACE_XS if is_low else theme.SPACE_S)
        self._more.setProperty("compact", "low" if is_low else self._is_compact)
        theme.repolish(self._more)
        self.buttons.take_room(fitting, is_low=is_low)
        self.retranslate()

    def tick(self, now: datetime) -> None:
        """Move what depends on the time."""
        self._now = now
        self._show_times()

    def copy_link(self) -> None:
        if self._watched is not None and self._watched.url:
            QGuiApplication.clipboard().setText(self._watched.url)
            self.buttons.tell_copied(is_copied=True)

    @Slot()
    def print_code(self) -> None:
        if self._watched is not None:
            self.slip_wanted.emit(self._watched.sale, Outlet.PRINT)

    # ------------------------------------------------------------------ how it looks
    def _make(self) -> None:
        self._amount = BigText(room.LARGEST_PX, smallest_px=30)
        self._number = label("number")
        self._note = ElidedLabel("quiet")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.qr = QrCode()
        self._no_code = label("lead", wraps=True)
        self._no_code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._no_code.setStyleSheet("color: #333d4b;")
        self._state = label(name="stateLine", wraps=True)
        self._more = label("notice", wraps=True)
        self._checked = label("caption")
        self._countdown = label("title", "countdown")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._providers = label("", wraps=True)
        self._providers_caption = label("section")
        self._host = label("", wraps=True)
        self._host_caption = label("section")
        self.buttons = WaitingButtons(is_practice=self._is_practice)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._amount, 3)
        names = QVBoxLayout()
        names.addWidget(self._number, 0, Qt.AlignmentFlag.AlignRight)
        names.addWidget(self._note)
        top.addLayout(names, 2)

        code = card("qrCard")
        inside = QVBoxLayout(code)
        inside.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        inside.addWidget(self.qr)
        inside.addWidget(self._no_code)

        side = self._side = QVBoxLayout()
        side.setSpacing(theme.SPACE_S)
        for part in self._side_parts():
            side.addWidget(part)
        times = QHBoxLayout()
        times.addWidget(self._countdown)
        times.addStretch(1)
        times.addWidget(self._checked)
        side.insertLayout(2, times)
        side.addStretch(1)
        side.addWidget(self.buttons)

        middle = QHBoxLayout()
        middle.setSpacing(theme.SPACE_L)
        middle.addWidget(code, 1)
        beside = QWidget()
        beside.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._beside = beside
        beside.setMinimumWidth(room.BESIDE[0])
        middle.addWidget(beside, 100)  # up to its greatest width; the code has the rest

        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(top)
        column.addLayout(middle, 1)

    def _side_parts(self) -> tuple[QLabel | QProgressBar, ...]:
        return (
            self._state,
            self._more,
            self._bar,
            self._providers_caption,
            self._providers,
            self._host_caption,
            self._host,
            self.buttons.warning,
        )

    def _wire(self) -> None:
        self.buttons["newSale"].clicked.connect(self.new_sale_requested)
        self.buttons["newCode"].clicked.connect(self.new_code_requested)
        self.buttons["checkNow"].clicked.connect(self.check_requested)
        self.buttons["cancelSale"].clicked.connect(self.cancel_requested)
        self.buttons["copyLink"].clicked.connect(self.copy_link)
        self.buttons["printReceipt"].clicked.connect(self.print_code)
        self.buttons["openPage"].clicked.connect(self._open_page)
        self.buttons["showCustomer"].clicked.connect(self.customer_requested)
        self.buttons.whatsapp.triggered.connect(partial(self._share, by_mail=False))
        self.buttons.mail.triggered.connect(partial(self._share, by_mail=True))

    def _open_page(self) -> None:
        if self._watched is not None and self._watched.url:
            share.open_outside(QUrl(self._watched.url))

    def _share(self, *, by_mail: bool) -> None:
        if self._watched is None or not self._watched.url:
            return
        text = self.tr("{amount} to pay here: {url}").format(
            amount=fmt.money(self._watched.sale.amount), url=self._watched.url
        )
        subject = self.tr("Your payment of {amount}").format(amount=fmt.money(self._watched.sale.amount))
        phone = phone_of(self._watched.sale)
        share.open_outside(share.mail_url(subject, text) if by_mail else share.whatsapp_url(text, phone))

    # ------------------------------------------------------------------ words
    def retranslate(self) -> None:
        self._bar.setAccessibleName(self.tr("Time left"))
        if self._watched is None:
            return
        sale = self._watched.sale
        self._amount.show_text(fmt.money(sale.amount))
        self._number.setText(sale.number)
        self._note.show_text(sale.note)
        self._note.setVisible(bool(sale.note))
        self._show_state(sale)
        self._show_code(self._watched)
        self._show_times()

    def _show_state(self, sale: Sale) -> None:
        watched = self._watched
        words = waiting_words(
            sale,
            watched.connection if watched else None,
            is_unchecked=watched is not None and watched.is_unchecked,
            is_out_of_sight=watched is not None and watched.is_out_of_sight,
        )
        self._state.setText(words.line)
        theme.set_tone(self._state, words.tone)
        self._more.setText(words.more)
        self._more.setVisible(bool(words.more))
        theme.set_tone(self._more, words.tone)
        is_unseen = watched is not None and watched.is_out_of_sight
        self._no_code.setText(self._instead_of_a_code(sale, words, is_unseen=is_unseen))

    def _instead_of_a_code(self, sale: Sale, words: Waiting, *, is_unseen: bool) -> str:
        """What stands where the code would be."""
        if is_unseen:
            nowhere, unseen = (
                self.tr("There is no code any more."),
                self.tr("Its code is not shown: the payment would not be seen here."),
            )
            return nowhere if sale.is_practice else unseen
        attempt = sale.attempt
        if attempt is not None and attempt.kind.is_phone:
            paid_there = self.tr("This sale is paid on the customer's own phone.")
            asked = _phone_asked(sale)
            return f"{paid_there}\n{provider_name(attempt.kind.upper())} · {asked}" if asked else paid_there
        if not words.more:
            return words.line
        if any(one.may_have_been_shown or one.remote_id is not None for one in sale.attempts):
            return self.tr("There is no code to show yet.")
        return self.tr("There is no code yet: nobody can have paid.")

    def _show_code(self, watched: Watched) -> None:
        has_code = bool(watched.url)
        self.qr.setVisible(has_code)
        self._no_code.setVisible(not has_code)
        self.qr.setAccessibleName(self.tr("QR code to pay {amount}").format(amount=fmt.money(watched.sale.amount)))
        self._providers_caption.setText(self.tr("Ways to pay"))
        self._providers.setText(_ways_to_pay(watched))
        self._providers_caption.setVisible(has_code and bool(watched.providers) and not self._is_compact)
        is_full = self._is_low and bool(self._more.text())  # the customer's page names them too
        self._providers.setVisible(has_code and bool(watched.providers) and not is_full)
        self._host_caption.setText(self.tr("The phone must show"))
        self._host.setText(host_of(watched.url))
        self._host_caption.setVisible(has_code)
        self._host.setVisible(has_code)
        self.buttons.enable_code(has_code=has_code)

    def _show_times(self) -> None:
        if self._watched is None:
            return
        offset_s = self._watched.connection.clock_offset_s if self._watched.connection else 0.0
        lomis_now = self._now + timedelta(seconds=offset_s)
        checked = checked_words(self._watched.checked_at, self._now)
        self._checked.setText(checked)
        self._checked.setVisible(bool(checked))
        left = time_left(self._watched.sale, lomis_now, offset_s) if not self._watched.is_out_of_sight else None
        for part in (self._countdown, self._bar):
            part.setVisible(left is not None)
        is_short = left is not None and left.is_short
        self.buttons.offer_new_code(is_offered=is_short)
        self.buttons.warning.setVisible(is_short and self._room is not Room.SMALL)
        self._fit()
        if left is not None:
            self._countdown.setText(fmt.countdown(left.until, lomis_now))
            self._bar.setValue(round(left.part * 1000))
            theme.set_tone(self._bar, "amber" if is_short else "")

    def sizeHint(self) -> QSize:
        return QSize(900, 680)


def _ways_to_pay(watched: Watched) -> str:
    """The providers; of a request on a phone also which number it went to, for whoever mistyped it."""
    asked = _phone_asked(watched.sale)
    names = provider_names(watched.providers)
    return f"{names} · {asked}" if names and asked else names


def _phone_asked(sale: Sale) -> str:
    """The number that was asked to pay, as people read it out; empty where a code was made for anyone."""
    attempt = sale.attempt
    if attempt is None or not attempt.kind.is_phone:
        return ""
    phone = phone_of(sale)
    return spaced(phone) if phone else ""
