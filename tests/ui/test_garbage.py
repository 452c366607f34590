"""A Qt object in a cycle is never destroyed by another thread: that froze the window (docs/decisions/0014)."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from lomi_pos.ui.desktop import Desktop
from lomi_pos.ui.garbage import GarbageCollection

MANY = 50_000


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """As Python starts: the tests' own setting is put back after."""
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    gc.unfreeze()
    (gc.enable if was_enabled else gc.disable)()


def leave_a_cycle() -> list[threading.Thread]:
    """Let go of a Qt object that holds itself; the list says in which thread it then went."""
    went_in: list[threading.Thread] = []
    held = QObject()
    held.itself = held  # type: ignore[attr-defined]
    weakref.finalize(held, lambda: went_in.append(threading.current_thread()))
    return went_in


def work_in_another_thread() -> None:
    """Allocate as the engine does, far beyond the collector's thresholds."""
    work = threading.Thread(target=lambda: [[number] for number in range(MANY)])
    work.start()
    work.join()


def test_python_alone_destroys_it_in_the_thread_that_works():
    """What this is about: without this the other tests would prove nothing."""
    went_in = leave_a_cycle()

    work_in_another_thread()

    assert went_in
    assert went_in != [threading.main_thread()]


def test_the_window_destroys_it_in_its_own_thread(qtbot):
    parent = QObject()
    collection = GarbageCollection(parent, look_ms=10, started_ms=10)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    went_in = leave_a_cycle()

    work_in_another_thread()
    assert went_in == []

    kept: list[list[int]] = [[] for _ in range(MANY)]
    qtbot.waitUntil(lambda: went_in == [threading.main_thread()])
    assert (len(kept), collection.parent()) == (MANY, parent)


def test_the_program_with_a_window_has_it(qapp):
    desktop = Desktop(["lomi-pos"])

    assert not gc.isenabled()
    assert desktop.qt.findChildren(GarbageCollection)
