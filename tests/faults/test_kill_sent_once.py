"""The power fails while money is given back, while a phone is asked, and while a link for no sale is made.

Nothing deduplicates these at lomi.: one request leaves, whatever happens, and what became of it is found again.
"""

import os
from pathlib import Path

import pytest

from tests.faults.sent_once import SEEN_AT, all_points, kill_at_each
from tests.faults.sent_once_driver import DEEDS, LINK, PHONE, REFUND, SENT_AGAIN

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="tills are forked, which this system cannot")

PARTS = [(deed, all_points(deed)[start::4]) for deed in DEEDS for start in range(4)]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("deed", "points"), PARTS, ids=lambda value: value if isinstance(value, str) else value[0])
def test_one_killed_at_every_point_is_sent_once_and_found_again(deed: str, points: tuple[str, ...], tmp_path: Path):
    tally = kill_at_each(deed, points, tmp_path, seed=points[0])

    assert tally.complaints == []
    assert tally.missed == {}, "a point was never reached"
    assert tally.sessions > 0


@pytest.mark.parametrize("point", SEEN_AT)
@pytest.mark.parametrize("deed", [REFUND, PHONE, LINK])
def test_a_till_that_sends_again_is_seen(deed: str, point: str, tmp_path: Path):
    tally = kill_at_each(deed, [point], tmp_path, seed=deed, mutant=SENT_AGAIN)

    assert any(": doubled: " in one for one in tally.complaints), tally.complaints
