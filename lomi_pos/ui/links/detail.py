"""One payment link: its code, its address, and the ways it travels."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lomi_pos.till.links import KnownLink, LinkState
from lomi_pos.till.text import clean
from lomi_pos.ui import theme
from lomi_pos.ui.big_text import BigText
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.parts import CopyRow
from lomi_pos.ui.links.models import LinksModel
from lomi_pos.ui.links.posters import PAPERS, Posters
from lomi_pos.ui.links.saving import NotSaved, file_name, save_png, save_svg
from lomi_pos.ui.pieces import ElidedLabel, button, card, label, say
from lomi_pos.ui.printing.paper import Paper
from lomi_pos.ui.qr import QrCode
from lomi_pos.ui.scrolling import scrolled_by_page_keys
from lomi_pos.ui.share import mail_url, open_outside, whatsapp_url
from lomi_pos.ui.side_panel import SidePanel, compact_row
from lomi_pos.ui.words import tell

_SAID_FOR_MS = 8_000
_QR_SIDE = (120, 260)
"""Never so small that a phone has to come close; and never larger than what is in sight, since half a code is none."""

_BUTTONS = ("copyLink", "shareWhatsApp", "shareMail", "openPage", "savePng", "saveSvg", "savePoster", "printPoster")


class LinkDetail(SidePanel):
    """Beside the list.

    Signals:
        slip_wanted(Slip): to be printed.
    """

    slip_wanted = Signal(object)

    def __init__(
        self,
        bridge: EngineBridge,
        model: LinksModel,
        posters: Posters,
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "linkDetail", close="linkDetailClose", said="linkSaid", said_for_ms=_SAID_FOR_MS, parent=parent
        )
        self._bridge = bridge
        self._model = model
        self._posters = posters
        self._folder = folder
        self._shown: KnownLink | None = None
        self._build()
        self.retranslate()

    @property
    def shown(self) -> KnownLink | None:
        return self._shown

    def show_link(self, link: KnownLink) -> None:
        self._shown = link
        self._said.hide()
        self._fill()

    # ------------------------------------------------------------------ commands
    @Slot()
    def copy_link(self) -> None:
        if self._shown is not None and self._shown.url is not None:
            self._copy(self._shown.url)

    @Slot()
    def share_on_whatsapp(self) -> None:
        self._open(whatsapp_url(self.text_to_share()))

    @Slot()
    def share_by_mail(self) -> None:
        if self._shown is not None:
            self._open(mail_url(self._shown.title, self.text_to_share()))

    @Slot()
    def open_page(self) -> None:
        if self._shown is not None and self._shown.url is not None:
            self._open(QUrl(self._shown.url, QUrl.ParsingMode.StrictMode))

    @Slot()
    def save_png(self) -> None:
        self._save(".png", save_png)

    @Slot()
    def save_svg(self) -> None:
        self._save(".svg", save_svg)

    @Slot()
    def save_poster(self) -> None:
        """A page to print and to put up, as PDF."""
        paper: Paper = self._paper.currentData()

        def save(_url: str, path: Path) -> None:
            if self._shown is not None:
                self._posters.save(self._shown, paper, path)

        self._save(f"-{paper.name}.pdf", save)

    @Slot()
    def print_poster(self) -> None:
        if self.isVisible() and self._shown is not None and self._shown.url is not None:
            self.slip_wanted.emit(self._posters.slip(self._shown, self._paper.currentData()))

    @Slot()
    def look_again(self) -> None:
        if self._shown is not None and self._shown.ours is not None:
            self._bridge.look_for_link(self._shown.ours.id)
            self._say(self.tr("Asking lomi. …"))

    def text_to_share(self) -> str:
        """What a customer reads who is sent the link."""
        if self._shown is None or self._shown.url is None:
            return ""
        named = clean(self._shown.title)
        if self._shown.amount is not None:
            named = f"{named}, {self._model.amount(self._shown)}"
        return f"{named}\n{self._shown.url}"

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._title = ElidedLabel("number")
        self._amount = BigText(34, smallest_px=20)
        self._standing = label("heading", "linkStanding")
        self._reason = label("notice", "linkReason", wraps=True)
        self._advice = label("caption", "linkAdvice", wraps=True)
        self._look = button("lookForLink")
        self._look.clicked.connect(self.look_again)
        self.qr = QrCode()
        self.qr.setFixedHeight(_QR_SIDE[1])
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme.SPACE_XS)
        does = (
            self.copy_link,
            self.share_on_whatsapp,
            self.share_by_mail,
            self.open_page,
            self.save_png,
            self.save_svg,
            self.save_poster,
            self.print_poster,
        )
        self._paper = QComboBox()
        self._paper.setObjectName("posterPaper")
        for paper in PAPERS:
            self._paper.addItem(paper.name, paper)
        self._buttons = {name: button(name) for name in _BUTTONS}
        for pressed, command in zip(self._buttons.values(), does, strict=True):
            pressed.clicked.connect(command)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self._framed()
        column.setSpacing(theme.SPACE_XS)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        amount = QHBoxLayout()
        amount.addWidget(self._amount, 1)
        amount.addWidget(self._standing)
        column.addLayout(head)
        column.addLayout(amount)
        column.addWidget(self._scroll_area(), 1)
        column.addWidget(self._said)
        column.addSpacing(theme.SPACE_XS)
        for row in self._button_rows():
            column.addLayout(row)

    def _scroll_area(self) -> QScrollArea:
        self._code = card("qrCard", "linkCode")
        around = QVBoxLayout(self._code)
        around.addWidget(self.qr)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        column.setSpacing(theme.SPACE_S)
        for part in (self._reason, self._look, self._code):
            column.addWidget(part)
        column.addWidget(self._advice)
        column.addLayout(self._facts)
        column.addStretch(1)
        area = scrolled_by_page_keys(content)
        area.room_changed.connect(self._on_room_changed)
        return area

    @Slot(int)
    def _on_room_changed(self, height: int) -> None:
        """The code gives way to the words below it, which say that it can be paid more than once."""
        frame = self._code.minimumSizeHint().height() - self.qr.minimumHeight()
        advice = self._advice.heightForWidth(self._code.width()) + theme.SPACE_S
        least, most = _QR_SIDE
        self.qr.setFixedHeight(min(most, max(least, height - frame - advice)))

    def _button_rows(self) -> list[QHBoxLayout]:
        """Below what scrolls, so that none is ever out of sight."""
        of = self._buttons
        rows = (
            (of["copyLink"], of["shareWhatsApp"], of["shareMail"]),
            (of["savePng"], of["saveSvg"]),
            (of["openPage"], self._paper, of["savePoster"]),
            (of["printPoster"],),
        )
        return [compact_row(parts) for parts in rows]

    # ------------------------------------------------------------------ filling
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Payment link"))
        say(self._close, self.tr("Close"), self.tr("Esc"))
        say(self._look, self.tr("Look again"), icon="check")
        say(self._buttons["copyLink"], self.tr("Copy"), self.tr("Ctrl+C"), "copy")
        say(self._buttons["shareWhatsApp"], self.tr("WhatsApp"), icon="share")
        say(self._buttons["shareMail"], self.tr("E-mail"), icon="share")
        say(self._buttons["openPage"], self.tr("Open page"), icon="browser")
        say(self._buttons["savePng"], self.tr("Save PNG"))
        say(self._buttons["saveSvg"], self.tr("Save SVG"))
        say(self._buttons["savePoster"], self.tr("Save poster"))
        say(self._buttons["printPoster"], self.tr("Print poster"), self.tr("Ctrl+P"))
        self._paper.setAccessibleName(self.tr("Paper of the poster"))
        self.qr.setAccessibleName(self.tr("The code of this link"))
        self._advice.setText(
            self.tr("This link can be paid more than once. For a customer at the counter, make a sale instead.")
        )
        self._fill()

    def _fill(self) -> None:
        link = self._shown
        if link is None:
            return
        self._title.show_text(clean(link.title))
        self._title.setToolTip(clean(link.title, 300))
        self._amount.show_text(self._model.amount(link))
        standing = self._model.standing(link)
        self._standing.setText(standing.words)
        theme.set_tone(self._standing, standing.tone)
        reason = link.ours.reason if link.ours is not None and link.link is None else None
        self._reason.setText(tell(reason) if reason is not None else "")
        self._reason.setVisible(reason is not None)
        theme.set_tone(self._reason, "amber")
        self._look.setVisible(link.ours is not None and link.ours.state is LinkState.UNCLEAR)
        self.qr.show_url(link.url or "")
        for part in (self._code, self._paper, *self._buttons.values()):
            part.setVisible(link.url is not None)
        self._show_facts(link)

    def _show_facts(self, link: KnownLink) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for name, value in self._facts_of(link):
            fact = CopyRow(name, value)
            fact.copy_wanted.connect(self._copy)
            self._facts.addWidget(fact)

    def _facts_of(self, link: KnownLink) -> list[tuple[str, str]]:
        facts = [
            (self.tr("Address"), link.url or ""),
            (self.tr("Description"), link.description),
            (self.tr("Ends"), self._model.ends(link)),
            (self.tr("Product"), link.product_id or ""),
            (self.tr("Reference"), link.ours.reference if link.ours is not None else ""),
            (self.tr("lomi.'s number"), link.link.id if link.link is not None else ""),
        ]
        return [(name, value) for name, value in facts if value]

    # ------------------------------------------------------------------ doing
    def _open(self, url: QUrl) -> None:
        if self._shown is not None and self._shown.url is not None and not open_outside(url):
            self._say(self.tr("This computer has no program for that. Copy the link instead."))

    def _save(self, ending: str, save: Callable[[str, Path], None]) -> None:
        if self._shown is None or self._shown.url is None:
            return
        path = self._folder() / file_name(self._shown, ending)
        try:
            save(self._shown.url, path)
        except NotSaved as trouble:
            self._say(self.tr("Not saved in {folder}: {problem}").format(folder=path.parent, problem=trouble))
        else:
            self._say(self.tr("Saved: {path}").format(path=path))
