"""PySide6 6.12.0 loses a reference to None at every call that returns nothing (docs/decisions/0002)."""

import sys

import pytest
from PySide6.QtCore import QObject


@pytest.mark.usefixtures("qapp")
def test_calls_that_return_nothing_do_not_lose_none():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 100
