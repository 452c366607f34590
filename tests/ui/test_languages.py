"""The language changes in every page that is open, without a restart, and back again."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from lomi_pos.ui import translation
from tests.ui import sales
from tests.ui.conftest import Shop

PAGES = ("show_counter", "show_history", "show_links", "show_settings", "show_keys")


def words(window: QWidget) -> list[tuple[str, str, str]]:
    """All that is shown, and all that a screen reader is told, in the order of the widgets."""
    labels = [(one, one.text()) for one in window.findChildren(QLabel)]
    buttons = [(one, one.text()) for one in window.findChildren(QAbstractButton)]
    every: list[tuple[QWidget, str]] = [*labels, *buttons]
    return [(one.objectName(), text, one.accessibleName()) for one, text in every if one.isVisible()]


@pytest.mark.parametrize("page", PAGES)
def test_an_open_page_speaks_the_other_language_and_comes_back_as_it_was(shop: Shop, qapp, page: str):
    for sale in (sales.waiting(), sales.paid(2), sales.expired(3)):
        shop.tell(sale)
    shop.counter.show_sale(41)
    getattr(shop.window, page)()
    told = []
    for language in ("en", "fr", "en"):
        translation.speak(qapp, language)
        for _ in range(3):
            QCoreApplication.processEvents()
        told.append(words(shop.window))
    english, french, again = told
    assert english == again
    assert len(english) == len(french)
    assert sum(one != other for one, other in zip(english, french, strict=True)) > len(english) / 2


def test_a_page_opened_in_french_is_the_same_as_one_that_became_french(shop: Shop, qapp):
    shop.window.show_settings()
    translation.speak(qapp, "fr")
    for _ in range(3):
        QCoreApplication.processEvents()
    became = words(shop.window)
    shop.window.show_counter()
    shop.window.show_settings()
    assert words(shop.window) == became
