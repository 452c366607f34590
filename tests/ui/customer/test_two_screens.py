"""The customer's own window, on two real screens of Qt's offscreen platform, in a program of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCREENS = {
    "synchronousWindowSystemEvents": True,
    "screens": [
        {"name": "counter", "x": 0, "y": 0, "width": 1366, "height": 768, "dpr": 1},
        {"name": "customers", "x": 1366, "y": 0, "width": 1280, "height": 1024, "dpr": 1},
    ],
}
STORY = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
import zxingcpp
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.settings import DisplaySection, Settings
from lomi_pos.ui.settings.dialog import SettingsView
from lomi_pos.ui.settings.keeping import Keeper
from lomi_pos.ui.theme import dress
from lomi_pos.ui.window import MainWindow
from tests.fakes import FakeBook, FakeBridge, FakeClock, FakeKeys
from tests.ui import sales
from PIL.ImageQt import fromqimage

app = QApplication(["till"])
dress(app, "light")
clerks, customers = app.screens()


def open_till(chosen=""):
    book = FakeBook(Settings(display=DisplaySection(customer_screen=chosen)))
    bridge = FakeBridge()
    keys = FakeKeys(KeyState("lomi_sk_live_...a1b2", "live", "keychain"))
    window = MainWindow(bridge, book, keys, FakeClock(sales.NOW))
    bridge.identified.emit(sales.IDENTITY)
    window.appear()
    return window, bridge, book


def theirs():
    return [one for one in app.topLevelWidgets() if one.objectName() == "customerWindow" and one.isVisible()]


def remembered(window, book):
    for keeper in window.findChildren(Keeper):
        keeper.finish()
    app.processEvents()
    return book.settings.display.customer_screen


window, bridge, book = open_till()
assert window.screen() is clerks
assert not theirs()

QTest.keyClick(window, Qt.Key.Key_F6)
(own,) = theirs()
assert own.geometry() == customers.geometry(), own.geometry()
assert own.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
window.activateWindow()  # the offscreen platform gives the keyboard to whatever was shown last, flag or not
assert remembered(window, book) == "customers"

bridge.sale_changed.emit(sales.waiting(41), ())
window.show_sale(41)
(seen,) = zxingcpp.read_barcodes(fromqimage(own.grab().toImage()), try_rotate=False, try_downscale=False)
assert seen.text == sales.URL

QTest.keyClick(window, Qt.Key.Key_F2)
QTest.keyClicks(window.counter.sale_view.amount, "2500")
assert own.view.qr.url == sales.URL
assert own.view.qr.isVisible(), "the next sale took the code away"

QGuiApplication.instance().screenRemoved.emit(customers)
assert not theirs()
QGuiApplication.instance().screenAdded.emit(customers)
assert len(theirs()) == 1
window.activateWindow()
QTest.keyClick(window, Qt.Key.Key_F6)
assert not theirs()
assert remembered(window, book) == ""
window.close()

window, bridge, book = open_till("customers")
assert len(theirs()) == 1, "the chosen screen is not remembered"
window.close()
assert not theirs(), "it outlives the till"

window, bridge, book = open_till("a screen that is not here")
assert not theirs()
window.show_settings()
page = window.findChild(SettingsView).printing.customer_screen
window.findChild(SettingsView).show_page("printing")
listed = [page.screens.itemText(row) for row in range(page.screens.count())]
assert listed == ["None", "customers  ·  1280 × 1024", "a screen that is not here (not plugged in)"], listed
assert not page.trial.isEnabled()
page.trial_wanted.emit("customers")
(own,) = theirs()
window._clock.advance(seconds=9)
window.counter.tick()
assert not theirs(), "a trial ends by itself"
page.screens.setCurrentIndex(1)
page.screens.activated.emit(1)
assert remembered(window, book) == "customers"
page.trial.click()
assert len(theirs()) == 1
window.close()
print("told to the end")
"""


def test_the_customers_window_has_its_screen_and_leaves_the_clerk_alone(tmp_path):
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps(SCREENS))
    root = Path(__file__).parents[3]
    environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "PYTHONPATH": str(root)}
    told = subprocess.run(
        [sys.executable, "-c", STORY],
        env=environment,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "told to the end" in told.stdout
