"""A shop whose till is killed again and again: what its lives have in common, whatever is sold in them."""

import contextlib
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.sandbox.request_log import Recorded
from lomi_pos.sandbox.server import SandboxServer
from tests.faults.forge import Forge, Victim
from tests.faults.kill_driver import Errand

_DIALECTS: tuple[DialectName, ...] = ("documented", "live")
_DAWDLES_S = 0.1


@dataclass(slots=True)
class Tally:
    """What happened, for the figures."""

    kills: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    kills_in_recovery: int = 0
    sales: int = 0
    sessions: int = 0
    paid: int = 0
    received: int = 0
    complaints: list[str] = field(default_factory=list)
    caught: int = 0
    """Kills after which something new was wrong."""
    seconds: float = 0.0

    def __iadd__(self, other: "Tally") -> Self:
        self.kills += other.kills
        self.missed += other.missed
        self.complaints += other.complaints
        for name in ("kills_in_recovery", "sales", "sessions", "paid", "received", "caught", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


class KilledShop:
    """One data folder, one lomi., and a till that is killed again and again."""

    def __init__(
        self, folder: Path, forge: Forge, server: SandboxServer, *, seed: object, mutant: str = "", deed: str = ""
    ) -> None:
        self.forge = forge
        self.server = server
        self.data = folder / "till"
        self.shown = folder / "shown"
        self.shown.touch()
        self.dice = random.Random(str(seed))  # noqa: S311  the same kills again, to look at one
        self.mutant = mutant
        self.deed = deed
        self.tally = Tally()
        self._known: set[str] = set()

    @classmethod
    @contextlib.contextmanager
    def founded(cls, folder: Path, *, seed: object, mutant: str = "", deed: str = "") -> Iterator[Self]:
        """A new shop at a new lomi., which speaks as the seed says."""
        folder.mkdir(parents=True, exist_ok=True)
        with Forge() as forge, SandboxServer(dialect=_DIALECTS[len(str(seed)) % 2]) as server:
            yield cls(folder, forge, server, seed=seed, mutant=mutant, deed=deed)

    def kill_at_each(self, points: Iterable[str]) -> Tally:
        for point in points:
            self.kill_at(point)
        return self.tally

    def kill_at(self, point: str) -> list[str]:
        """Live, be killed at ``point``, start again, compare. Returns what is wrong since."""
        began = time.monotonic()
        code = self.live_until(point)
        (self.tally.kills if code == -signal.SIGKILL else self.tally.missed)[point] += 1
        assert code in {0, -signal.SIGKILL}, self.log()
        found = [f"{point}: {one}" for one in self.recover(point)]
        self.tally.complaints += found
        self.tally.caught += bool(found)
        self.tally.seconds += time.monotonic() - began
        return found

    def live_until(self, point: str) -> int:
        """Sell until ``point``; the till's exit code."""
        raise NotImplementedError

    def recover(self, point: str) -> list[str]:
        """Start again after a kill at ``point``; what is wrong since."""
        raise NotImplementedError

    @contextlib.contextmanager
    def killed_by_lomi(self, point: str, victim: Victim, *, path: str, is_made: Callable[[], bool]) -> Iterator[None]:
        """Kill while a request to ``path`` is at lomi.: read, read and dawdled over, or once ``is_made``."""
        lomi, requests = self.server.lomi, self.server.requests
        add = requests.add

        def _add(recorded: Recorded) -> None:
            add(recorded)
            is_ours = recorded.method == "POST" and recorded.path.startswith(path)
            if is_ours and point in {"received_at_lomi", "delayed_at_lomi"}:
                victim.kill()

        def _changed() -> None:
            if is_made():
                victim.kill()

        requests.add = _add  # type: ignore[method-assign]
        lomi.on_change = _changed
        if point == "delayed_at_lomi":
            self.server.faults.add("delay", method="POST", path_prefix=path, delay_s=_DAWDLES_S)
        try:
            yield
        finally:
            requests.add = add  # type: ignore[method-assign]
            lomi.on_change = lambda: None

    def errand(self, *, amounts: tuple[int, ...] = (), point: str = "") -> Errand:
        return Errand(
            data=str(self.data),
            key=self.server.key,
            url=self.server.url,
            shown=str(self.shown),
            amounts=amounts,
            point=point,
            mutant=self.mutant,
            deed=self.deed,
        )

    def log(self) -> str:
        return Path(f"{self.shown}.log").read_text(encoding="utf-8")[-4000:]

    def new_among(self, wrong: Iterable[str]) -> list[str]:
        """What was not wrong before this kill."""
        new = sorted(set(wrong) - self._known)
        self._known.update(new)
        return new
