"""Display and printing: the customer's screen, the printer and its paper, and what the shop adds to its receipts."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QThreadPool, Signal, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from lomi_pos.till.receipt import FOOTER_LINES
from lomi_pos.till.settings import PaperName, PrintingSection, Settings, ShopSection
from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import button, label, say
from lomi_pos.ui.printing.paper import PAPERS
from lomi_pos.ui.settings.customer_screen import CustomerScreenField
from lomi_pos.ui.settings.form import SettingsPage, put
from lomi_pos.ui.words import tell

_FOOTER_HEIGHT = 96


class FooterField(QPlainTextEdit):
    """A few lines. Tab goes on to the next field.

    Signals:
        left(): what was typed can be taken.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_FOOTER_HEIGHT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class PrintingPage(SettingsPage):
    """The printers that the system knows are asked for beside the window's thread.

    Signals:
        trial_wanted(): print a test page.
        screen_trial_wanted(str): show the customer's side on the screen of this name for a moment.
    """

    trial_wanted = Signal()
    screen_trial_wanted = Signal(str)
    _found = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.customer_screen = CustomerScreenField()
        self.printer = QComboBox()
        self.printer.setEditable(True)
        self._typed = QLineEdit()
        self.printer.setLineEdit(self._typed)
        self.printer.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.paper = QComboBox()
        self.auto = QCheckBox()
        self.trial = button("testPage")
        self.footer = FooterField()
        self.logo = QLineEdit()
        self._choose = button("chooseLogo")
        self._said = label("notice", "printingSaid", wraps=True)
        self._said.hide()
        self._pool = QThreadPool(self)
        self._lay_out_rows()
        self.customer_screen.chosen.connect(self._on_screen)
        self.customer_screen.trial_wanted.connect(self.screen_trial_wanted)
        self.printer.activated.connect(self._on_printer)
        self._typed.editingFinished.connect(self._on_printer)
        self.paper.activated.connect(self._on_paper)
        self.auto.toggled.connect(self._on_auto)
        self.trial.clicked.connect(self._on_trial)
        self.footer.left.connect(self._on_footer)
        self.logo.editingFinished.connect(self._on_logo)
        self._choose.clicked.connect(self._on_choose)
        self._found.connect(self._on_found)
        self.take(settings)
        self.retranslate()

    # ------------------------------------------------------------------ commands
    def show_printers(self, names: list[str]) -> None:
        """Offer what the system knows; what was typed stays."""
        typed = self.printer.currentText()
        self.printer.clear()
        self.printer.addItems(names)
        self.printer.setEditText(typed)

    def tell_printed(self) -> None:
        self._say(self.tr("The printer has taken the test page."), "green")

    def tell_failed(self, reason: Message) -> None:
        self._say(tell(reason), "amber")

    def finish(self) -> None:
        self._pool.waitForDone()

    def show_settings(self, settings: Settings) -> None:
        printing, shop = settings.printing, settings.shop
        self.customer_screen.show_chosen(settings.display.customer_screen)
        if self.printer.currentText() != printing.printer:
            self.printer.setEditText(printing.printer)
        self.paper.setCurrentIndex(max(0, self.paper.findData(printing.paper)))
        self.auto.setChecked(printing.auto)
        put(self.logo, shop.logo)
        if self.footer.toPlainText() != shop.receipt_footer:
            self.footer.setPlainText(shop.receipt_footer)

    def retranslate(self) -> None:
        self.head(self.tr("Display and printing"), "")
        self.name_row(
            self.customer_screen,
            self.tr("Customer's screen"),
            self.tr("F6 opens and closes it. Where there is no second screen, F6 turns this one round."),
        )
        self.paper.clear()
        for name, words in self._paper_words().items():
            self.paper.addItem(words, name)
        self._typed.setPlaceholderText(self.tr("None"))
        self.name_row(
            self.printer,
            self.tr("Printer"),
            self.tr(
                "Choose one of this computer's, or type where a till printer is: tcp:192.168.1.50, file:/dev/usb/lp0, "
                "serial:/dev/rfcomm0, usb:04b8:0e15."
            ),
        )
        self.name_row(self.paper, self.tr("Paper"))
        self.auto.setText(self.tr("Print each receipt as soon as the sale is paid"))
        self.name_row(self.auto, self.tr("By itself"))
        say(self.trial, self.tr("Print a test page"), icon="print")
        self.name_row(self.trial, self.tr("Try it"))
        self.trial.setAccessibleName(self.tr("Print a test page"))
        self.name_row(
            self.footer, self.tr("Below each receipt"), self.tr("Up to {count} lines.").format(count=FOOTER_LINES)
        )
        self.name_row(self._logo_row, self.tr("Logo"), self.tr("A PNG or JPEG file; it is printed in black and white."))
        self.logo.setAccessibleName(self.tr("Logo"))
        say(self._choose, self.tr("Choose…"))
        self.take(self._settings)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._said.hide()
        self._pool.start(self._look_for_printers)

    # ------------------------------------------------------------------ building
    def _lay_out_rows(self) -> None:
        self._logo_row = QWidget()
        row = QHBoxLayout(self._logo_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.logo, 1)
        row.addWidget(self._choose)
        for field, name in (
            (self.customer_screen, "customerScreenRow"),
            (self.printer, "printer"),
            (self.paper, "paper"),
            (self.auto, "printByItself"),
            (self.trial, "testPage"),
            (self.footer, "receiptFooter"),
            (self._logo_row, "logoRow"),
        ):
            self.add_row(field, name)
        self.logo.setObjectName("shopLogo")
        self._column.insertWidget(self._column.count() - 1, self._said)

    def _paper_words(self) -> dict[PaperName, str]:
        return dict.fromkeys(PAPERS, "") | {
            "80mm": self.tr("Roll, 80 mm"),
            "58mm": self.tr("Roll, 58 mm"),
            "A6": self.tr("Sheet, A6"),
            "A4": self.tr("Sheet, A4"),
        }

    def _say(self, words: str, tone: theme.Tone) -> None:
        self._said.setText(words)
        theme.set_tone(self._said, tone)
        self._said.show()

    def _look_for_printers(self) -> None:
        """In another thread: a print server may be far away."""
        from lomi_pos.ui.printing.printers import system_printers  # noqa: PLC0415  QtPrintSupport

        self._found.emit(system_printers())

    # ------------------------------------------------------------------ slots
    @Slot(object)
    def _on_found(self, names: list[str]) -> None:
        self.show_printers(names)

    def _ask(self, printing: PrintingSection) -> None:
        self.ask_for(replace(self._settings, printing=printing))

    def _ask_shop(self, shop: ShopSection) -> None:
        self.ask_for(replace(self._settings, shop=shop))

    def _on_screen(self, name: str) -> None:
        self.ask_for(replace(self._settings, display=replace(self._settings.display, customer_screen=name)))

    def _on_printer(self) -> None:
        self._ask(replace(self._settings.printing, printer=self.printer.currentText().strip()))

    def _on_paper(self) -> None:
        self._ask(replace(self._settings.printing, paper=cast("PaperName", self.paper.currentData())))

    def _on_auto(self, is_on: bool) -> None:  # noqa: FBT001  Qt's own signature
        self._ask(replace(self._settings.printing, auto=is_on))

    def _on_trial(self) -> None:
        self._say(self.tr("Printing…"), "")
        self.trial_wanted.emit()

    def _on_footer(self) -> None:
        self._ask_shop(replace(self._settings.shop, receipt_footer=self.footer.toPlainText().strip("\n")))

    def _on_logo(self) -> None:
        self._ask_shop(replace(self._settings.shop, logo=self.logo.text().strip()))

    def _on_choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Logo"), self.logo.text(), "PNG, JPEG (*.png *.jpg *.jpeg)")
        if path:
            self.logo.setText(path)
            self._on_logo()
