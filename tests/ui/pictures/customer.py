"""What the customer sees: the other screen, and every slip of paper."""

from datetime import timedelta

from escpos.printer import Dummy
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

from lomi_pos.till.settings import ShopSection
from lomi_pos.ui.customer.sight import NOTHING, Sees, Sight
from lomi_pos.ui.customer.view import CustomerView
from lomi_pos.ui.printing.paper import PAPERS
from lomi_pos.ui.printing.till_printer import print_slip
from tests.ui import sales
from tests.ui.pictures.shop import LONG_NOTE, Grab, Shop, press
from tests.ui.printing import roll
from tests.ui.printing.papers import every_slip, page_pictures


def customer_screens(language: str, grab: Grab) -> None:
    """The customer's own screen, and the main window turned round."""
    shop = ShopSection(name="Boutique Awa")
    sights = {
        "idle": NOTHING,
        "code": Sight(Sees.CODE, sales.waiting(41, note=LONG_NOTE)),
        "thanks": Sight(Sees.THANKS, sales.paid(41)),
        "underpaid": Sight(Sees.THANKS, sales.paid(41, 12_500, 12_000)),
    }
    for name, sight in sights.items():
        view = CustomerView(is_practice=name == "idle")
        view.show_shop(shop)
        view.show_environment("test" if name == "code" else "live")
        view.show_sight(sight, ("WAVE", "ORANGE", "MTN"))
        view.tick(sales.NOW + timedelta(minutes=3), 0)
        grab(f"customer-{name}", view)
    one = Shop(language)
    one.show(sales.waiting(41))
    press(one, "showCustomer")
    grab("customer-turned-round", one.window)


def papers(_: str, grab: Grab) -> None:
    """Every slip on every paper, and as the text of a till printer: not in the window, so it stands by itself."""
    for name, slip in every_slip().items():
        for paper in PAPERS.values():
            for page, picture in enumerate(page_pictures(slip, paper, 6), start=1):
                grab_picture(f"paper-{name}-{paper.name}-{page}", picture, grab)
            if paper.is_roll:
                printer = Dummy()
                print_slip(slip, printer, paper)
                drawn = roll.read(printer.output, paper.dots).drawn()
                picture = QImage(drawn.tobytes(), *drawn.size, drawn.width, QImage.Format.Format_Grayscale8)
                grab_picture(f"paper-{name}-{paper.name}-letters", picture, grab)


def grab_picture(name: str, picture: QImage, grab: Grab) -> None:
    shown = QLabel()
    shown.setFixedSize(picture.size())
    shown.setPixmap(QPixmap.fromImage(picture))
    grab(name, shown)
