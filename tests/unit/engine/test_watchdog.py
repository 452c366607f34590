"""When an engine is given up, and that no storm of restarts comes of it. Counted in looks; no clock is read."""

from dataclasses import dataclass, field

import pytest

from lomi_pos.engine.watchdog import CALM_LOOKS, SILENT_LOOKS, Deed, Watchdog
from lomi_pos.till.errors import JournalBusy, JournalTooNew


@dataclass
class Thread:
    is_open: bool = True
    is_over: bool = False
    trouble: Exception | None = None
    is_silent: bool = False
    answered: bool = field(default=True)

    def ping(self) -> None:
        self.answered = not self.is_silent


def looks(dog: Watchdog, thread: Thread, count: int) -> list[Deed]:
    return [deed for deed in (dog.look(thread) for _ in range(count)) if deed is not Deed.NOTHING]


def test_an_engine_that_answers_is_left_alone():
    assert looks(Watchdog(), Thread(), 10_000) == []


def test_one_that_stands_still_is_abandoned_after_a_while_and_not_before():
    dog, thread = Watchdog(), Thread(is_silent=True)
    assert looks(dog, thread, SILENT_LOOKS) == []
    assert dog.look(thread) is Deed.ABANDON


def test_a_laptop_that_slept_gives_no_alarm():
    dog, thread = Watchdog(), Thread()
    for _ in range(100):
        thread.is_silent = True
        assert dog.look(thread) is Deed.NOTHING  # the last look before the lid is closed
        assert dog.look(thread) is Deed.NOTHING  # the first after it is opened, eight hours later
        thread.is_silent, thread.answered = False, True
        assert dog.look(thread) is Deed.NOTHING


@pytest.mark.parametrize("thread", [Thread(is_over=True), Thread(is_open=False, trouble=ZeroDivisionError())])
def test_one_that_died_is_begun_anew_at_once(thread: Thread):
    assert Watchdog().look(thread) is Deed.RESTART


def test_an_engine_that_dies_again_and_again_is_restarted_ever_less_often():
    dog, dead = Watchdog(), Thread(is_over=True)
    restarts = [count for count in range(600) if dog.look(dead) is Deed.RESTART]
    assert restarts[:5] == [0, 6, 22, 83, 144]
    assert len(restarts) < 14


def test_after_a_calm_while_the_next_restart_is_at_once_again():
    dog, dead = Watchdog(), Thread(is_over=True)
    looks(dog, dead, 30)
    looks(dog, Thread(), CALM_LOOKS)
    assert dog.look(dead) is Deed.RESTART


def test_a_journal_that_is_busy_is_opened_again_and_one_of_a_newer_version_is_not():
    assert Watchdog().look(Thread(is_open=False, trouble=JournalBusy())) is Deed.OPEN_AGAIN
    assert looks(Watchdog(), Thread(is_open=False, trouble=JournalTooNew("9.0")), 1000) == []


def test_an_opening_that_waits_for_a_person_is_not_taken_for_a_hang():
    assert looks(Watchdog(), Thread(is_open=False, is_silent=True), 1000) == []
