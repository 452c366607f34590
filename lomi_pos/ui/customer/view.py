"""The customer's side: the shop's name, then the amount and the code, then the thanks. Nothing of the staff's."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import ShopSection
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.big_text import BigText
from lomi_pos.ui.customer.sight import NOTHING, Sees, Sight
from lomi_pos.ui.paid_view import Sign, verdict_of
from lomi_pos.ui.pieces import Page, card, label
from lomi_pos.ui.qr import QrCode
from lomi_pos.ui.waiting_words import host_of, time_left
from lomi_pos.ui.words import provider_names

_LARGEST_PX = 120


class Logo(QWidget):
    """The shop's logo as large as fits; nothing when it has none, or its file is not a picture."""

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._picture = QPixmap()

    def show_file(self, path: str) -> None:
        if path != self._path:
            self._path = path
            self._picture = QPixmap(path) if path else QPixmap()
        self.setVisible(not self._picture.isNull())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  drawn whole
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QSize(self._picture.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawPixmap(QRectF(left, top, size.width(), size.height()).toRect(), self._picture)
        painter.end()


class CustomerView(Page):
    """Reads like a poster, from across the counter.

    Signals:
        left(): Esc, where it has the keyboard.
    """

    left = Signal()

    def __init__(self, *, is_practice: bool = False) -> None:
        super().__init__()
        self._is_practice = is_practice
        self._environment = "live"
        self._shop = ShopSection()
        self._account = ""
        self._sight = NOTHING
        self._providers: tuple[str, ...] = ()
        self._now = datetime.min.replace(tzinfo=UTC)
        self._clock_offset_s = 0.0
        self.setObjectName("customer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(self, "customer")
        self._make()
        self._lay_out()
        self.retranslate()

    # ------------------------------------------------------------------ what is shown
    def show_shop(self, shop: ShopSection, *, account: str = "") -> None:
        """``account`` is the Network member that the money is for, when it is not this shop itself."""
        self._shop, self._account = shop, account
        self.retranslate()

    def show_environment(self, environment: str) -> None:
        self._environment = environment
        self.retranslate()

    def show_sight(self, sight: Sight, providers: tuple[str, ...]) -> None:
        self._sight, self._providers = sight, providers
        self.retranslate()

    def tick(self, now: datetime, clock_offset_s: float) -> None:
        self._now, self._clock_offset_s = now, clock_offset_s
        self._show_time()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    # ------------------------------------------------------------------ how it looks
    def _make(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        self._banner = label("practiceBanner", "customerBanner")
        self._banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._logo = Logo()
        self._welcome = BigText(84, smallest_px=28, align=centre)
        self._hello = _centred("customerLead")
        self._payee = _centred("customerPayee")
        self._amount = BigText(_LARGEST_PX, smallest_px=40, align=centre)
        self.qr = QrCode()
        self._how = _centred("customerLead")
        self._ways = _centred("customerWays")
        self._host = _centred("customerHost")
        self._countdown = _centred("customerTime")
        self._sign = Sign()
        self._thanks = BigText(84, smallest_px=32, align=centre)
        self._paid = BigText(_LARGEST_PX, smallest_px=40, align=centre)
        self._paid_more = _centred("title")

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._idle_page, self._code_page, self._thanks_page = self._idle(), self._code(), self._thanked()
        for page in (self._idle_page, self._code_page, self._thanks_page):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._pages, 1)

    def _idle(self) -> QWidget:
        page = QWidget()
        column = _column(page)
        column.addStretch(1)
        column.addWidget(self._logo, 4)
        column.addWidget(self._welcome)
        column.addWidget(self._hello)
        column.addStretch(1)
        return page

    def _code(self) -> QWidget:
        page = QWidget()
        white = card("qrCard")
        inside = QVBoxLayout(white)
        inside.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        inside.addWidget(self.qr)
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE_M)
        words.addStretch(1)
        for part in (self._payee, self._amount, self._how, self._ways, self._countdown, self._host):
            words.addWidget(part)
        words.addStretch(1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._beside.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        self._beside.setSpacing(theme.SPACE_L)
        self._beside.addWidget(white, 1)
        self._beside.addLayout(words, 1)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The code is as large as the screen allows, lying or standing."""
        super().resizeEvent(event)
        is_lying = event.size().width() > event.size().height()
        direction = QBoxLayout.Direction.LeftToRight if is_lying else QBoxLayout.Direction.BottomToTop
        self._beside.setDirection(direction)

    def _thanked(self) -> QWidget:
        page = QWidget()
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(page, "verdict")
        column = _column(page)
        column.addStretch(1)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._thanks)
        column.addWidget(self._paid)
        column.addWidget(self._paid_more)
        column.addStretch(1)
        return page

    # ------------------------------------------------------------------ words
    def retranslate(self) -> None:
        self._show_banner()
        self._logo.show_file(self._shop.logo)
        self._welcome.show_text(self._shop.name or "lomi.")
        self._hello.setText(self.tr("Pay with your phone: Wave, Orange Money, MTN or card"))
        self._show_payee()
        sale = self._sight.sale
        if sale is None:
            self._pages.setCurrentWidget(self._idle_page)
        elif self._sight.sees is Sees.CODE:
            self._show_code(sale)
        else:
            self._show_thanks(sale)
        self._show_time()

    def _show_banner(self) -> None:
        is_live = self._environment == "live" and not self._is_practice
        self._banner.setVisible(not is_live)
        if not is_live:
            words = self.tr("PRACTICE: no real money") if self._is_practice else self.tr("TEST: no real money")
            self._banner.setText(words)

    def _show_payee(self) -> None:
        names = [name for name in (self._shop.name, self._account) if name]
        self._payee.setText(" · ".join(names))
        self._payee.setVisible(bool(names))

    def _show_code(self, sale: Sale) -> None:
        attempt = sale.attempt
        url = attempt.url if attempt is not None and attempt.url else ""
        amount = fmt.money(sale.amount)
        self._amount.show_text(amount)
        self.qr.show_url(url)
        self.qr.setAccessibleName(self.tr("QR code to pay {amount}").format(amount=amount))
        self._how.setText(self.tr("Scan the code with your phone and pay"))
        self._ways.setText(provider_names(self._providers))
        self._host.setText(self.tr("Your phone must show {host}").format(host=host_of(url)))
        self._pages.setCurrentWidget(self._code_page)

    def _show_thanks(self, sale: Sale) -> None:
        verdict = verdict_of(sale)
        is_exact = verdict.tone == "green"
        theme.set_tone(self._thanks_page, verdict.tone)
        self._sign.show_icon("paid" if is_exact else "warning")
        self._thanks.show_text(self.tr("Paid, thank you") if is_exact else verdict.word, theme.tokens().on_verdict)
        self._paid.show_text(fmt.money(sale.received or sale.amount), theme.tokens().on_verdict)
        self._paid_more.setText("" if is_exact else self.tr("Please speak to the cashier."))
        self._pages.setCurrentWidget(self._thanks_page)

    def _show_time(self) -> None:
        sale = self._sight.sale
        lomis_now = self._now + timedelta(seconds=self._clock_offset_s)
        left = None
        if sale is not None and self._sight.sees is Sees.CODE:
            left = time_left(sale, lomis_now, self._clock_offset_s)
        self._countdown.setVisible(left is not None)
        if left is not None:
            self._countdown.setText(fmt.countdown(left.until, lomis_now))


def _centred(role: str) -> QLabel:
    made = label(role, wraps=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
    column.setSpacing(theme.SPACE_S)
    return column
