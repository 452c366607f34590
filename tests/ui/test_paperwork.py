import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from lomi_pos.till.errors import PrinterTrouble
from lomi_pos.till.phrases import SILENT_PRINTER
from lomi_pos.till.slip import Kind, Slip
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.printing.desk import PrintDesk
from lomi_pos.ui.settings.dialog import SettingsView
from tests.ui import sales


class Printer:
    def __init__(self) -> None:
        self.slips: list[Slip] = []
        self.trouble: PrinterTrouble | None = None

    def __call__(self, slip, printing) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.slips.append(slip)


@pytest.fixture
def printer(shop) -> Printer:
    """Takes the place of whatever printer the settings name."""
    made = Printer()
    shop.window.findChild(PrintDesk)._print_out = made
    return made


def notice(shop) -> str:
    return str(shop.window.findChild(QLabel, "trouble").text())


def press_ctrl_p(qtbot, shop) -> None:
    qtbot.keyClick(shop.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(("sale", "kind"), [(sales.paid(), Kind.RECEIPT), (sales.waiting(), Kind.CODE)])
def test_ctrl_p_prints_what_is_in_front_and_the_button_does_the_same(qtbot, shop, printer, sale, kind):
    shop.show(sale)
    press_ctrl_p(qtbot, shop)
    qtbot.waitUntil(lambda: len(printer.slips) == 1)
    qtbot.waitUntil(lambda: "Printed: " in notice(shop))
    shop.find("printReceipt").click()
    qtbot.waitUntil(lambda: [slip.kind for slip in printer.slips] == [kind, kind])


def test_ctrl_p_on_an_empty_sale_prints_nothing(qtbot, shop, printer):
    press_ctrl_p(qtbot, shop)
    assert printer.slips == []
    assert not shop.window.findChild(QLabel, "trouble").isVisible()


def test_ctrl_p_on_a_sale_without_money_says_why_there_is_no_paper(qtbot, shop, printer):
    shop.show(sales.expired())
    press_ctrl_p(qtbot, shop)
    assert "there is nothing to print" in notice(shop)
    assert printer.slips == []


def test_a_silent_printer_is_one_line_and_the_sale_stays_paid_on_screen(qtbot, shop, printer):
    printer.trouble = PrinterTrouble(SILENT_PRINTER)
    shop.show(sales.paid())
    press_ctrl_p(qtbot, shop)
    qtbot.waitUntil(lambda: notice(shop).startswith("Receipt of A-041 ("))
    assert shop.counter.views.paid_view.isVisible()


def test_a_receipt_that_did_not_come_out_is_not_told_above_another_sale(qtbot, shop, printer):
    printer.trouble = PrinterTrouble(SILENT_PRINTER)
    shop.show(sales.paid())
    press_ctrl_p(qtbot, shop)
    line = shop.window.findChild(QLabel, "trouble")
    qtbot.waitUntil(lambda: "not printed" in line.text() and line.isVisible())
    shop.tell(sales.paid())
    assert line.isVisible()
    shop.show(sales.waiting(42))
    assert not line.isVisible()


def test_printing_keeps_the_paid_screen_from_going_away(qtbot, shop, printer):
    shop.show(sales.waiting())
    shop.tell(sales.paid(), sales.payment())
    press_ctrl_p(qtbot, shop)
    shop.clock.advance(seconds=60)
    shop.counter.tick()
    assert shop.counter.views.paid_view.isVisible()


def test_a_past_sale_prints_again_from_history(qtbot, shop, printer):
    shop.window.show_history()
    pane = shop.window.findChild(HistoryPane)
    pane.detail.show_sale(sales.paid(12))
    pane.detail.show()
    press_ctrl_p(qtbot, shop)
    qtbot.waitUntil(lambda: notice(shop) == "Printed: Receipt A-012.")
    shop.find("printReceipt").click()
    qtbot.waitUntil(lambda: len(printer.slips) == 2)


@pytest.mark.parametrize(
    ("sale", "is_offered"), [(sales.paid(), True), (sales.waiting(), True), (sales.failed(), False)]
)
def test_history_offers_paper_only_where_there_is_something_to_print(shop, sale, is_offered):
    shop.window.show_history()
    pane = shop.window.findChild(HistoryPane)
    pane.detail.show_sale(sale)
    pane.detail.show()
    assert shop.shows("printReceipt") is is_offered
    assert shop.shows("share") is is_offered


def test_the_test_page_is_printed_and_told_on_its_own_page(qtbot, shop, printer):
    shop.window.show_settings()
    view = shop.window.findChild(SettingsView)
    view.show_page("printing")
    shop.find("testPage").click()
    qtbot.waitUntil(lambda: [slip.kind for slip in printer.slips] == [Kind.TEST])
    said = view.findChild(QLabel, "printingSaid")
    qtbot.waitUntil(lambda: said.text() == "The printer has taken the test page.")
    printer.trouble = PrinterTrouble(SILENT_PRINTER)
    shop.find("testPage").click()
    qtbot.waitUntil(lambda: "the printer does not answer" in said.text())


def test_the_printer_and_its_paper_are_in_force_at_once(qtbot, shop):
    shop.window.show_settings()
    page = shop.window.findChild(SettingsView).printing
    shop.window.findChild(SettingsView).show_page("printing")
    typed = page.findChild(QWidget, "printer").lineEdit()
    typed.selectAll()
    qtbot.keyClicks(typed, "tcp:192.168.1.50")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shop.book.settings.printing.printer == "tcp:192.168.1.50")
    page.paper.setCurrentIndex(page.paper.findData("58mm"))
    page.paper.activated.emit(page.paper.currentIndex())
    page.auto.setChecked(True)
    qtbot.waitUntil(lambda: shop.book.settings.printing.auto)
    assert shop.book.settings.printing.paper == "58mm"


def test_the_footer_keeps_its_lines_and_what_the_system_knows_is_offered(qtbot, shop):
    shop.window.show_settings()
    view = shop.window.findChild(SettingsView)
    view.show_page("printing")
    page = view.printing
    page.footer.setFocus()
    page.footer.setPlainText("Merci.\nÀ bientôt.")
    page.footer.left.emit()
    qtbot.waitUntil(lambda: shop.book.settings.shop.receipt_footer == "Merci.\nÀ bientôt.")
    page.printer.setEditText("tcp:1.2.3.4")
    page.show_printers(["Epson TM-T20", "HP"])
    assert page.printer.currentText() == "tcp:1.2.3.4"
    assert [page.printer.itemText(at) for at in range(page.printer.count())] == ["Epson TM-T20", "HP"]
