"""The figures on screen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputDevice

from lomi_pos.ui import keypad


@pytest.fixture
def touched(shop):
    settings = shop.book.settings
    shop.book.keep(replace(settings, counter=replace(settings.counter, keypad="on")))
    shop.counter.take_settings()
    return shop


def tap(qtbot, shop, *keys: str) -> None:
    for key in keys:
        qtbot.mouseClick(shop.find(f"key_{key}"), Qt.MouseButton.LeftButton)
        shop.clock.advance(seconds=0.3)


def test_an_amount_is_tapped_and_charged_without_a_keyboard(qtbot, touched):
    tap(qtbot, touched, "1", "2", "5", "0", "0")
    assert touched.sale_view.amount.total().minor == 12_500
    qtbot.mouseClick(touched.find("charge"), Qt.MouseButton.LeftButton)
    charged = [call[1].amount.minor for call in touched.bridge.calls if call[0] == "charge"]
    assert charged == [12_500]


def test_three_zeros_the_sum_the_last_figure_and_clear(qtbot, touched):
    tap(qtbot, touched, "5", "000", "+", "7", "5", "back")
    assert touched.sale_view.amount.total().minor == 5_007
    tap(qtbot, touched, "C")
    assert touched.sale_view.is_empty


def test_tapping_leaves_the_keyboard_with_the_amount(qtbot, touched):
    tap(qtbot, touched, "5")
    assert touched.sale_view.amount.hasFocus()
    qtbot.keyClicks(touched.sale_view.amount, "00")
    assert touched.sale_view.amount.total().minor == 500


def test_nothing_is_typed_while_the_sale_is_being_made(qtbot, touched):
    tap(qtbot, touched, "5", "000")
    touched.sale_view.show_creating()
    tap(qtbot, touched, "9")
    assert touched.sale_view.amount.total().minor == 5_000


def test_each_key_is_large_enough_for_a_finger_on_the_smallest_window(touched):
    touched.window.resize(800, 600)
    for key in "1234567890C+":
        pressed = touched.find(f"key_{key}")
        assert min(pressed.width(), pressed.height()) >= 44


def test_a_till_without_a_touch_screen_keeps_its_room(shop):
    assert not shop.shows("keypad")


@pytest.mark.parametrize(
    ("choice", "is_there", "is_shown"),
    [("auto", True, True), ("auto", False, False), ("on", False, True), ("off", True, False)],
)
def test_when_the_keypad_is_wanted(monkeypatch, choice, is_there, is_shown):
    screen = QInputDevice("screen", 1, QInputDevice.DeviceType.TouchScreen)
    monkeypatch.setattr(QInputDevice, "devices", lambda: [screen] if is_there else [])
    assert keypad.is_wanted(choice) is is_shown


def test_the_settings_turn_it_on(qtbot, shop):
    shop.window.show_settings()
    box = shop.window._pages.settings.counter.keypad
    box.setCurrentIndex(box.findData("on"))
    box.activated.emit(box.currentIndex())
    shop.window._pages.settings.finish()
    qtbot.waitUntil(lambda: shop.book.settings.counter.keypad == "on")
    shop.window.show_counter()
    assert shop.shows("keypad")
