"""Kills a till N times between Charge and Paid, at each named point in turn and at any time, and compares with lomi.

``uv run python -m bench.kill [N] [SEED]`` (1,000 unless told; another seed, other kills). After each SIGKILL customers
go on paying, ``lomi-pos recover`` runs, itself killed now and then, and journal and lomi. are compared: sales lost,
sessions doubled, sums to the unit. Refunds, charges on a phone and links for no sale, which are sent once, are killed a
tenth as often each. The other rows are tills as they must not be, for a tenth of N or a hundredth: all have to be
caught.
"""

import itertools
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.kill_driver import MUTANTS
from tests.faults.killed_shop import Tally
from tests.faults.killing import ALL_POINTS, AT_ANY_TIME, kill_many
from tests.faults.sent_once import SEEN_AT, all_points, kill_at_each
from tests.faults.sent_once_driver import DEEDS, SENT_AGAIN

KILLS_A_LIFE = 25
"""Then the shop gets a new folder and a new lomi.; each life's comparison covers all of its sales."""


def kill(wanted: int, folder: Path, seed: str, mutant: str = "") -> Tally:
    """Live one life after another until ``wanted`` tills were killed. Every second kill comes at any time."""
    total = Tally()
    points = itertools.cycle(point for named in ALL_POINTS for point in (named, AT_ANY_TIME))
    for life in itertools.count():
        left = wanted - total.kills.total()
        if left <= 0:
            return total
        chosen = list(itertools.islice(points, min(KILLS_A_LIFE, left)))
        total += kill_many(chosen, folder / f"{mutant or 'till'}-{life}", seed=(seed, mutant, life), mutant=mutant)
    raise AssertionError  # the count never ends


def kill_at_once(deed: str, wanted: int, folder: Path, seed: str, mutant: str = "") -> Tally:
    """The same for what is sent once, at each of its named points in turn."""
    points = itertools.islice(itertools.cycle(all_points(deed)), wanted)
    if mutant:
        points = itertools.islice(itertools.cycle(SEEN_AT), wanted)
    total = Tally()
    for life in itertools.count():
        chosen = list(itertools.islice(points, KILLS_A_LIFE))
        if not chosen:
            return total
        where = folder / f"{deed}-{mutant or 'till'}-{life}"
        total += kill_at_each(deed, chosen, where, seed=(seed, mutant, life), mutant=mutant)
    raise AssertionError  # the count never ends


def row(name: str, tally: Tally) -> str:
    kills = tally.kills.total()
    words = [one.split(": ")[1] for one in tally.complaints]
    wrong = ", ".join(f"{words.count(one)} {one}" for one in sorted(set(words))) or "nothing"
    return (
        f"{name:<30}{kills:>6}{tally.kills_in_recovery:>9}{tally.sales:>8}{tally.sessions:>10}{tally.paid:>7}"
        f"{tally.received:>14,}{1000 * tally.seconds / max(1, kills):>9.0f}"
        f"{tally.caught / max(1, kills):>9.1%}  {wrong}"
    )


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    seed = sys.argv[2] if len(sys.argv) > 2 else ""
    began = time.monotonic()
    print(
        f"{'till':<30}{'kills':>6}{'+sweeps':>9}{'sales':>8}{'sessions':>10}{'paid':>7}"
        f"{'received XOF':>14}{'ms/kill':>9}{'wrong':>9}  what"
    )
    with tempfile.TemporaryDirectory() as name:
        good = kill(wanted, Path(name), seed)
        print(row("as it ships", good), flush=True)
        once = [kill_at_once(deed, max(1, wanted // 10), Path(name), seed) for deed in DEEDS]
        for deed, tally in zip(DEEDS, once, strict=True):
            print(row(f"sent once: {deed}", tally), flush=True)
        mutants = {mutant: kill(max(1, wanted // 10), Path(name), seed, mutant) for mutant in MUTANTS}
        for deed in DEEDS:
            again = kill_at_once(deed, max(1, wanted // 100), Path(name), seed, SENT_AGAIN)
            mutants[f"a {deed} sent again"] = again
    for mutant, tally in mutants.items():
        print(row(f"mutant: {mutant}", tally))
    print(f"{len(good.kills)} points, fewest kills at one of them {min(good.kills.values())}; ", end="")
    print(f"ended before the kill {good.missed.total()}; {time.monotonic() - began:.0f} s")
    complaints = [*good.complaints, *(one for tally in once for one in tally.complaints)]
    for complaint in complaints[:20]:
        print(complaint)
    return int(bool(complaints) or not all(tally.caught for tally in mutants.values()))


if __name__ == "__main__":
    sys.exit(main())
