"""Qt without a screen, and the clock and the bridge that most tests ask for."""

import gc
import logging
import os
from collections.abc import Generator, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent

from lomi_pos.store.logs import stop_logging
from lomi_pos.ui.theme import BASE_STYLE
from tests.fakes import FakeBridge, FakeClock

gc.disable()  # a thread that collects a Qt object may freeze the test: docs/decisions/0014

FULL_COLLECTION_AFTER = 50
"""So many tests: it takes as long as several of them."""

settings.register_profile("untimed", deadline=None)  # a busy machine is not a fault
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["till", *BASE_STYLE]


@pytest.fixture(autouse=True)
def _no_log_goes_on() -> Iterator[None]:
    """A command that is run in this process starts the log, which masks what every later test logs."""
    root = logging.getLogger()
    level = root.level
    yield
    stop_logging()
    root.setLevel(level)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bridge(qapp) -> FakeBridge:
    return FakeBridge()


def pytest_xdist_auto_num_workers() -> int:
    """Two for each processor: a test of a sale mostly waits for the hour at which a till asks lomi. again."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A Qt warning fails a test, but for the one that the offscreen platform gives for every window.

    The long tests begin first, so that no worker is at one when the others have nothing left to do.
    """
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What was collected lives to the end: no collection of garbage need walk over it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Let go of what the test left, here in the main thread: its windows, and of garbage the young, now and then all.

    A window that is to be deleted later is deleted in an event loop, and most tests end without one: by the end of a
    run hundreds of them stood there, and each change of language or colours went through all.
    """
    result = yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(2 if gc.get_count()[2] >= FULL_COLLECTION_AFTER else 1)
    return result
