"""What a start knows of the key before it has asked anything."""

from pathlib import Path

from lomi_pos.engine.ledger import Ledger
from lomi_pos.store.request_counts import RequestCountsFile
from lomi_pos.till.budget import Use
from lomi_pos.till.outlook import Outlook

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
