"""Qt without a screen, and the clock and the bridge that most tests ask for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from tests.fakes import FakeBridge, FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bridge(qapp) -> FakeBridge:
    return FakeBridge()
