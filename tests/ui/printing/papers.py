"""Slips as they come out of printers, for the tests of this folder and for the pictures of every screen."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.receipt import code_slip_of, receipt_of, trial_page_of
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.slip import Slip
from lomi_pos.ui.printing.paper import UNITS_A_MM, Paper
from lomi_pos.ui.printing.sheets import lay_out
from lomi_pos.ui.printing.words import PaperWords
from tests.ui import sales

SHOP = ShopSection(
    name="Boutique Awa",
    address="Marché de Treichville, Abidjan",
    receipt_footer="Merci de votre visite !\nNi repris ni échangé sans ce reçu.",
)
LONG_SHOP = ShopSection(
    name="Établissements Kouassi-N’Guessan & Filles, Tissus et Pagnes",
    address="Marché de Treichville, allée 12, box 345, près de la mosquée, Abidjan, Côte d’Ivoire",
    receipt_footer="\n".join(f"Ligne {count} : les soldes ne sont ni repris ni échangés." for count in range(1, 11)),
)
TRANSACTION = "5c3e7a90-2f54-4e1d-9e0b-6f6d1f0c7b21"


def live(sale: Sale) -> Sale:
    identity = replace(sale.identity, environment="live")
    return replace(sale, identity=identity, clerk="Awa", reference="7ZK4M2Q9XB*")


def paid() -> Sale:
    told = ev.PaymentReceived(
        at=sales.NOW, attempt=1, amount=Money(12_500), transaction_id=TRANSACTION, provider="WAVE"
    )
    return live(sales.waiting(41, note="Pagne wax 6 yards")).after(told)


def given_in_cash() -> Sale:
    back = ev.CashGivenBack(at=sales.NOW, who="clerk", note=1, amount=Money(12_500), till="A")
    return live(sales.paid_twice()).after(back)


def practised() -> Sale:
    return replace(paid(), number="P-002", is_practice=True)


def every_slip() -> dict[str, Slip]:
    """In the language that is spoken now."""
    words = PaperWords()
    noted = replace(paid(), note="Thiéboudienne ×2, قهوة بالحليب, café crème … retrait samedi après-midi")
    return {
        "paid": receipt_of(paid(), SHOP, words),
        "long": receipt_of(noted, LONG_SHOP, words),
        "late": receipt_of(live(sales.paid_late()), SHOP, words),
        "twice": receipt_of(live(sales.paid_twice()), SHOP, words),
        "under": receipt_of(live(sales.paid(41, 12_500, 12_000)), SHOP, words),
        "refunded": receipt_of(paid(), SHOP, words, refunded=Money(12_500)),
        "cash": receipt_of(given_in_cash(), SHOP, words),
        "practice": receipt_of(practised(), SHOP, words),
        "test": receipt_of(sales.paid(41, 999_999_999), SHOP, words),
        "code": code_slip_of(live(sales.waiting(41)), SHOP, words),
        "long-code": code_slip_of(sales.waiting(41), LONG_SHOP, words),
        "trial": trial_page_of(SHOP, words, sales.NOW),
    }


def page_pictures(slip: Slip, paper: Paper, px_a_mm: float) -> list[QImage]:
    """Every page as it would come out."""
    sheets = lay_out(slip, paper)
    scale = px_a_mm / UNITS_A_MM
    images = []
    for page in range(len(sheets.pages)):
        image = QImage(round(sheets.width * scale), round(sheets.height * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheets.paint(painter, page, scale)
        painter.end()
        images.append(image)
    return images
