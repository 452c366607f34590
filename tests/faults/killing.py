"""Kills tills, lets each recover, and compares what is left with lomi., sale by sale and to the unit."""

import contextlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.sandbox.payers import pays
from lomi_pos.sandbox.records import Session
from lomi_pos.sandbox.request_log import Recorded
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.connection import open_for_reading
from lomi_pos.store.folding import load_sale
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from tests.faults.kill_driver import POINTS, Errand, as_line

ROOT = Path(__file__).parents[2]

AT_LOMI = ("received_at_lomi", "delayed_at_lomi", "made_at_lomi", "paid_at_lomi")
"""Killed while the request is at lomi.: read, read and dawdled over, carried out, and while the money arrives."""

AT_ANY_TIME = "at any time"
ALL_POINTS = (*POINTS, *AT_LOMI)
IN_RECOVERY = ("before_send", "after_answer", "before_look", "after_look", "committing_AttemptOpened", AT_ANY_TIME)

DIALECTS: tuple[DialectName, ...] = ("documented", "live")
_LONGEST_S = 30.0
_DAWDLES_S = 0.1


class Forge:
    """Forks tills (``kill_driver``) and kills them from the outside."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.kill_driver"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def run(self, errand: Errand, *, kill_after_s: float | None = None, till: "Victim | None" = None) -> int:
        """Run one till to its end; return its exit code, -9 when it was killed."""
        self._write(as_line(errand))
        pid = self._read(_LONGEST_S)["pid"]
        if till is not None:
            till.is_born(pid)
        if kill_after_s is not None and not self._has_something_to_read(kill_after_s):
            os.kill(pid, signal.SIGKILL)  # it cannot be another's: the driver does not reap it before we say so
        self._read(_LONGEST_S)
        self._write("reap\n")
        return int(self._read(_LONGEST_S)["code"])

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def _read(self, wait_s: float) -> dict[str, Any]:
        assert self._process.stdout is not None
        if not self._has_something_to_read(wait_s):
            raise TimeoutError
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told

    def _has_something_to_read(self, wait_s: float) -> bool:
        assert self._process.stdout is not None
        return bool(select.select([self._process.stdout.fileno()], [], [], wait_s)[0])


class Victim:
    """A till whose pid the server's thread waits for, to kill it once."""

    def __init__(self) -> None:
        self._born = threading.Event()
        self._pid = 0
        self._is_spent = False

    def is_born(self, pid: int) -> None:
        self._pid = pid
        self._born.set()

    def kill(self) -> None:
        if not self._is_spent and self._born.wait(_LONGEST_S):
            self._is_spent = True
            os.kill(self._pid, signal.SIGKILL)


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


def kill_many(points: Iterable[str], folder: Path, *, seed: object, mutant: str = "") -> Tally:
    """Live one life of a shop, with a kill at each of ``points``."""
    folder.mkdir(parents=True, exist_ok=True)
    with Forge() as forge, SandboxServer(dialect=DIALECTS[len(str(seed)) % 2]) as server:
        life = Life(folder, forge, server, seed=seed, mutant=mutant)
        for point in points:
            life.kill_at(point)
    return life.tally


class Life:
    """One shop: one data folder, one lomi., and a till that is killed again and again."""

    def __init__(self, folder: Path, forge: Forge, server: SandboxServer, *, seed: object, mutant: str = "") -> None:
        self._forge = forge
        self._server = server
        self._data = folder / "till"
        self._shown = folder / "shown"
        self._shown.touch()
        self._dice = random.Random(str(seed))  # noqa: S311  the same kills again, to look at one
        self._mutant = mutant
        self._known: set[str] = set()
        self._life_s = 0.0
        """How long a till lives here when nobody kills it: kills at any time fall inside most of it."""
        self.tally = Tally()

    # ------------------------------------------------------------------ one kill
    def kill_at(self, point: str, *, nth: int = 1) -> list[str]:
        """Sell, be killed at ``point``, let customers pay meanwhile, recover, compare. Returns what is wrong since."""
        began = time.monotonic()
        if self._life_s == 0.0:
            self._live_unharmed()
        pays_at_once = point == "paid_at_lomi" or "Payment" in point or self._dice.random() < 0.6
        self._server.lomi.every_payer = pays(after_s=0) if pays_at_once else ()
        code = self._sell(point, nth)
        (self.tally.kills if code == -signal.SIGKILL else self.tally.missed)[point] += 1
        assert code in {0, -signal.SIGKILL}, self._log()
        self._customers_go_on()
        self._recover()
        found = [f"{point}: {one}" for one in self._compare()]
        self.tally.complaints += found
        self.tally.caught += bool(found)
        self.tally.seconds += time.monotonic() - began
        return found

    def _live_unharmed(self) -> None:
        """One till that nobody kills, to know how quick this machine is just now."""
        began = time.monotonic()
        self._server.lomi.every_payer = pays(after_s=0)
        assert self._forge.run(self._errand(amounts=(100, 200))) == 0, self._log()
        self._life_s = time.monotonic() - began

    def _sell(self, point: str, nth: int) -> int:
        amounts = tuple(self._dice.randrange(100, 20_000) for _ in range(max(2, nth)))
        inside = point if point in POINTS else ""
        errand = self._errand(amounts=amounts, point=inside, nth=nth)
        kill_after_s = self._dice.uniform(0, 0.7 * self._life_s) if point == AT_ANY_TIME else None
        victim = Victim()
        with self._killed_by_lomi(point, victim):
            return self._forge.run(errand, kill_after_s=kill_after_s, till=victim)

    @contextlib.contextmanager
    def _killed_by_lomi(self, point: str, victim: Victim) -> Iterator[None]:
        lomi, requests = self._server.lomi, self._server.requests
        sessions, transactions = len(lomi.sessions), len(lomi.transactions)
        add = requests.add

        def _add(recorded: Recorded) -> None:
            add(recorded)
            if point in {"received_at_lomi", "delayed_at_lomi"} and recorded.method == "POST":
                victim.kill()

        def _changed() -> None:
            is_made = point == "made_at_lomi" and len(lomi.sessions) > sessions
            if is_made or (point == "paid_at_lomi" and len(lomi.transactions) > transactions):
                victim.kill()

        requests.add = _add  # type: ignore[method-assign]
        lomi.on_change = _changed
        if point == "delayed_at_lomi":
            self._server.faults.add("delay", method="POST", path_prefix="/checkout-sessions", delay_s=_DAWDLES_S)
        try:
            yield
        finally:
            requests.add = add  # type: ignore[method-assign]
            lomi.on_change = lambda: None
            self._server.faults.clear()

    def _customers_go_on(self) -> None:
        """While the till is dead: some who have its code pay, others walk away."""
        self._server.lomi.every_payer = ()
        with self._server.lomi.turn():
            waiting = [one.id for one in self._server.lomi.sessions.values() if one.status == "open"]
        for session_id in waiting:
            if self._dice.random() < 0.4:
                self._server.pay(session_id)

    def _recover(self) -> None:
        """``lomi-pos recover``, itself killed now and then, until it has ended by itself."""
        if self._dice.random() < 0.25:
            point = self._dice.choice(IN_RECOVERY)
            inside = "" if point == AT_ANY_TIME else point
            kill_after_s = self._dice.uniform(0, 0.7 * self._life_s) if point == AT_ANY_TIME else None
            code = self._forge.run(self._errand(point=inside), kill_after_s=kill_after_s)
            self.tally.kills_in_recovery += code == -signal.SIGKILL
        code = self._forge.run(self._errand())
        assert code in {0, 4}, self._log()

    def _errand(self, *, amounts: tuple[int, ...] = (), point: str = "", nth: int = 1) -> Errand:
        return Errand(
            data=str(self._data),
            key=self._server.key,
            url=self._server.url,
            shown=str(self._shown),
            amounts=amounts,
            point=point,
            nth=nth,
            mutant=self._mutant,
        )

    def _log(self) -> str:
        return Path(f"{self._shown}.log").read_text(encoding="utf-8")[-4000:]

    # ------------------------------------------------------------------ what is left
    def _compare(self) -> list[str]:
        with self._server.lomi.turn():
            sessions = list(self._server.lomi.sessions.values())
        sales = {sale.reference: sale for sale in self._sales()}
        wrong = [
            *self._unsound(),
            *self._doubled(sessions),
            *self._lost(sessions, sales),
            *self._wrong_sums(sessions, sales),
            *self._shown_wrongly(sales),
        ]
        new = sorted(set(wrong) - self._known)
        self._known.update(new)
        self.tally.sales = len(sales)
        self.tally.sessions = len(sessions)
        self.tally.paid = sum(sale.state is State.PAID for sale in sales.values())
        self.tally.received = sum(sale.received.minor for sale in sales.values() if sale.received)
        return new

    def _sales(self) -> list[Sale]:
        journal = self._data / "journal.sqlite"
        if not journal.exists() or journal.stat().st_size == 0:
            return []
        with contextlib.closing(open_for_reading(journal)) as db:
            if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sale'").fetchone():
                return []
            return [load_sale(db, row[0]) for row in db.execute("SELECT id FROM sale ORDER BY id").fetchall()]

    def _unsound(self) -> Iterator[str]:
        """Every page, every key, and the columns beside the events, which must be their fold."""
        journal = self._data / "journal.sqlite"
        if not journal.exists() or not self._sales():
            return
        with contextlib.closing(open_for_reading(journal)) as db:
            (verdict,) = db.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                yield f"unsound: {verdict}"
            if db.execute("PRAGMA foreign_key_check").fetchall():
                yield "unsound: a foreign key leads nowhere"
            for row in db.execute("SELECT * FROM sale").fetchall():
                sale = load_sale(db, row["id"])
                received = sale.received.minor if sale.received else None
                kept = (row["state"], row["flags"], row["received_minor"], bool(row["needs_someone"]))
                if kept != (sale.state, " ".join(sorted(sale.flags)), received, sale.needs_someone):
                    yield f"unsound: the columns of {sale.number} are not its fold"
                attempts = db.execute("SELECT * FROM attempt WHERE sale_id = ? ORDER BY count", (sale.id,)).fetchall()
                if [(one["state"], one["remote_id"], one["url"]) for one in attempts] != [
                    (one.state, one.remote_id, one.url) for one in sale.attempts
                ]:
                    yield f"unsound: the attempts of {sale.number} are not their fold"
                settled = db.execute("SELECT * FROM settlement WHERE sale_id = ? ORDER BY position", (sale.id,))
                if [(one["transaction_id"], one["amount_minor"]) for one in settled.fetchall()] != [
                    (one.transaction_id, one.amount.minor) for one in sale.payments
                ]:
                    yield f"unsound: the payments of {sale.number} are not their fold"

    def _doubled(self, sessions: list[Session]) -> Iterator[str]:
        """At most one session an attempt, one key a body, and one body a key."""
        of_attempt = Counter(_attempt_of(session) for session in sessions)
        for (reference, count), made in of_attempt.items():
            if made > 1:
                yield f"doubled: {made} sessions for attempt {count} of {reference}"
        keys: dict[bytes, set[str]] = defaultdict(set)
        bodies: dict[str, set[bytes]] = defaultdict(set)
        for one in self._server.requests.to("/checkout-sessions", "POST"):
            keys[one.body].add(one.headers["idempotency-key"])
            bodies[one.headers["idempotency-key"]].add(one.body)
        if any(len(several) > 1 for several in keys.values()):
            yield "doubled: one attempt was sent under several keys"
        for key, several in bodies.items():
            if len(several) > 1:
                yield f"doubled: {key} was sent with several bodies: {sorted(several)}"

    def _lost(self, sessions: list[Session], sales: dict[str, Sale]) -> Iterator[str]:
        for session in sessions:
            reference, count = _attempt_of(session)
            sale = sales.get(reference)
            if sale is None or len(sale.attempts) < count:
                yield f"lost: session {session.id} is of no sale in the journal"
            elif sale.attempt_numbered(count).remote_id not in {session.id, *_others(sessions, session)}:
                yield f"lost: {sale.number} does not know its session"
        for sale in sales.values():
            if any(attempt.state is State.CREATING for attempt in sale.attempts):
                yield f"lost: {sale.number} is still being made after the sweep"

    def _wrong_sums(self, sessions: list[Session], sales: dict[str, Sale]) -> Iterator[str]:
        at_lomi: Counter[str] = Counter()
        ids: dict[str, set[str]] = defaultdict(set)
        for session in sessions:
            for transaction in self._server.lomi.transactions_of(session.id):
                if transaction.status == "completed":
                    at_lomi[_attempt_of(session)[0]] += int(transaction.gross_amount)
                    ids[_attempt_of(session)[0]].add(transaction.id)
        for reference in sorted({*at_lomi, *sales}):
            sale = sales.get(reference)
            received = sale.received.minor if sale is not None and sale.received else 0
            if received != at_lomi[reference]:
                yield f"sums: {received} in the journal, {at_lomi[reference]} at lomi. for {reference}"
            elif sale is not None and sale.transaction_ids != ids[reference]:
                yield f"sums: other transactions at lomi. than in the journal for {sale.number}"
            if sale is not None and (sale.state is State.PAID) != (at_lomi[reference] > 0):
                yield f"sums: {sale.number} is {sale.state} with {at_lomi[reference]} at lomi."

    def _shown_wrongly(self, sales: dict[str, Sale]) -> Iterator[str]:
        """What any screen ever showed is on disk now, and paid is sticky."""
        for line in self._shown.read_text(encoding="utf-8").splitlines():
            shown = json.loads(line)
            sale = sales.get(shown["reference"])
            if sale is None or sale.number != shown["number"]:
                yield f"lost: {shown['number']} was on screen and is not in the journal"
                continue
            received = sale.received.minor if sale.received else 0
            if shown["received"] > received or (shown["state"] == "paid" and sale.state is not State.PAID):
                yield f"shown: {sale.number} was paid on screen and is {sale.state} now"
            if not {*shown["urls"]} <= {one.url for one in sale.attempts}:
                yield f"shown: a code of {sale.number} was on screen and is not in the journal"


def _attempt_of(session: Session) -> tuple[str, int]:
    metadata = session.metadata or {}
    return str(metadata["order_ref"]), int(metadata["attempt"])


def _others(sessions: list[Session], this: Session) -> set[str]:
    """Doubles of a session: they are counted as doubled, not as lost."""
    return {one.id for one in sessions if _attempt_of(one) == _attempt_of(this) and one.id != this.id}
