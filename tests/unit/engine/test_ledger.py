"""What a start knows of the key before it has asked anything."""

from datetime import timedelta
from pathlib import Path

from lomi_pos.engine.ledger import Ledger
from lomi_pos.store.request_counts import RequestCountsFile
from lomi_pos.till.budget import Use
from lomi_pos.till.outlook import Outlook
from lomi_pos.till.shares import Sold

from .scripted_lomi import LIVE
from .turned_clock import TurnedClock


def test_tills_that_start_together_remember_how_many_they_are(tmp_path: Path):
    clock, counts = TurnedClock(), RequestCountsFile(tmp_path / "requests.json")
    before = Ledger(clock, LIVE, counts)
    before.note_tills(5)
    before.keep()

    after = Ledger(clock, LIVE, counts)
    for _ in range(7):
        after.note(Use.SWEEP)

    assert after.sharing.tills == 5
    assert not after.means(Outlook()).has_turn


def test_what_each_till_has_sold_is_remembered(tmp_path: Path):
    clock, counts = TurnedClock(), RequestCountsFile(tmp_path / "requests.json")
    yesterday = clock.now().date() - timedelta(days=1)
    before = Ledger(clock, LIVE, counts)
    before.note_tills(2)
    before.note_sold([Sold(f"b-{number}", "B", yesterday) for number in range(40)], own="A")
    before.keep()

    after = Ledger(clock, LIVE, counts)
    after.note_sold([], own="A")

    assert after.sharing.of_day == before.sharing.of_day < 0.4
