"""Qt without a screen, and the clock and the bridge that most tests ask for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from tests.fakes import FakeBridge, FakeClock

settings.register_profile("untimed", deadline=None)  # a busy machine is not a fault
settings.load_profile("untimed")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bridge(qapp) -> FakeBridge:
    return FakeBridge()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A Qt warning fails a test, but for the one that the offscreen platform gives for every window."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))
