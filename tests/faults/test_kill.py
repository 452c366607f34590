"""The power fails anywhere between Charge and Paid: no sale is lost, none doubled, every sum is lomi.'s to the unit.

Sixty kills here; ``bench/kill.py`` makes as many as you like. Two tills as they must not be show that the test can see.
"""

import os
from pathlib import Path

import pytest

from tests.faults.kill_driver import JOURNAL_LATER, MUTANTS, NEW_KEYS, POINTS
from tests.faults.killed_shop import Tally
from tests.faults.killing import ALL_POINTS, AT_ANY_TIME, AT_LOMI, kill_many

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="tills are forked, which this system cannot")

IN_TURN = [ALL_POINTS[start::6] for start in range(6)]
AT_RANDOM = 22
BEFORE_THE_ANSWER_IS_KEPT = ("made_at_lomi", "after_answer", "before_AttemptOpened")


def assert_nothing_is_wrong(tally: Tally) -> None:
    assert tally.complaints == []
    assert tally.sessions > 0
    assert tally.paid > 0


@pytest.mark.parametrize("points", IN_TURN, ids=lambda points: points[0])
def test_a_till_killed_at_every_point_of_a_sale_loses_and_doubles_nothing(points: tuple[str, ...], tmp_path: Path):
    tally = kill_many(points, tmp_path, seed=points[0])

    assert_nothing_is_wrong(tally)
    assert tally.missed == {}, "a point was never reached"


@pytest.mark.parametrize("seed", range(2))
def test_a_till_killed_at_any_time_loses_and_doubles_nothing(seed: int, tmp_path: Path):
    tally = kill_many([AT_ANY_TIME] * (AT_RANDOM // 2), tmp_path, seed=seed)

    assert_nothing_is_wrong(tally)
    assert tally.kills.total() > 0


@pytest.mark.parametrize(("mutant", "says"), [(NEW_KEYS, "doubled"), (JOURNAL_LATER, "lost")], ids=["keys", "journal"])
@pytest.mark.parametrize("point", BEFORE_THE_ANSWER_IS_KEPT)
def test_a_till_as_it_must_not_be_is_seen(mutant: str, says: str, point: str, tmp_path: Path):
    tally = kill_many([point], tmp_path, seed=mutant, mutant=mutant)

    assert any(f"{point}: {says}: " in one for one in tally.complaints), tally.complaints


def test_there_are_sixty_kills():
    assert len(POINTS) + len(AT_LOMI) + AT_RANDOM >= 60
    assert sorted(sum(IN_TURN, ())) == sorted(ALL_POINTS)
    assert len(MUTANTS) == 2
