"""Kills tills, lets each recover, and compares what is left with lomi., sale by sale and to the unit."""

import contextlib
import json
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from lomi_pos.sandbox.payers import pays
from lomi_pos.sandbox.records import Session
from lomi_pos.store.connection import open_for_reading
from lomi_pos.store.folding import load_sale
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from tests.faults.forge import Victim
from tests.faults.kill_driver import POINTS
from tests.faults.killed_shop import KilledShop, Tally

AT_LOMI = ("received_at_lomi", "delayed_at_lomi", "made_at_lomi", "paid_at_lomi")
"""Killed while the request is at lomi.: read, read and dawdled over, carried out, and while the money arrives."""

AT_ANY_TIME = "at any time"
ALL_POINTS = (*POINTS, *AT_LOMI)
IN_RECOVERY = ("before_send", "after_answer", "before_look", "after_look", "committing_AttemptOpened", AT_ANY_TIME)


def kill_many(points: Iterable[str], folder: Path, *, seed: object, mutant: str = "") -> Tally:
    """Live one life of a shop, with a kill at each of ``points``."""
    with Life.founded(folder, seed=seed, mutant=mutant) as life:
        return life.kill_at_each(points)


class Life(KilledShop):
    """Sales of codes. Customers pay at once, while the till is dead, or not at all."""

    _life_s = 0.0
    """How long a till lives here when nobody kills it: kills at any time fall inside most of it."""

    # ------------------------------------------------------------------ one kill
    def live_until(self, point: str) -> int:
        if self._life_s == 0.0:
            self._live_unharmed()
        pays_at_once = point == "paid_at_lomi" or "Payment" in point or self.dice.random() < 0.6
        self.server.lomi.every_payer = pays(after_s=0) if pays_at_once else ()
        code = self._sell(point)
        self.server.faults.clear()
        return code

    def recover(self, point: str) -> list[str]:
        self._customers_go_on()
        self._start_again()
        return self._compare()

    def _live_unharmed(self) -> None:
        """One till that nobody kills, to know how quick this machine is just now."""
        began = time.monotonic()
        self.server.lomi.every_payer = pays(after_s=0)
        assert self.forge.run(self.errand(amounts=(100, 200))) == 0, self.log()
        self._life_s = time.monotonic() - began

    def _sell(self, point: str) -> int:
        errand = self.errand(
            amounts=tuple(self.dice.randrange(100, 20_000) for _ in range(2)), point=point if point in POINTS else ""
        )
        kill_after_s = self.dice.uniform(0, 0.7 * self._life_s) if point == AT_ANY_TIME else None
        lomi, victim = self.server.lomi, Victim()
        sessions, transactions = len(lomi.sessions), len(lomi.transactions)

        def is_made() -> bool:
            has_session = point == "made_at_lomi" and len(lomi.sessions) > sessions
            return has_session or (point == "paid_at_lomi" and len(lomi.transactions) > transactions)

        with self.killed_by_lomi(point, victim, path="/checkout-sessions", is_made=is_made):
            return self.forge.run(errand, kill_after_s=kill_after_s, till=victim)

    def _customers_go_on(self) -> None:
        """While the till is dead: some who have its code pay, others walk away."""
        self.server.lomi.every_payer = ()
        with self.server.lomi.turn():
            waiting = [one.id for one in self.server.lomi.sessions.values() if one.status == "open"]
        for session_id in waiting:
            if self.dice.random() < 0.4:
                self.server.pay(session_id)

    def _start_again(self) -> None:
        """``lomi-pos recover``, itself killed now and then, until it has ended by itself."""
        if self.dice.random() < 0.25:
            point = self.dice.choice(IN_RECOVERY)
            inside = "" if point == AT_ANY_TIME else point
            kill_after_s = self.dice.uniform(0, 0.7 * self._life_s) if point == AT_ANY_TIME else None
            code = self.forge.run(self.errand(point=inside), kill_after_s=kill_after_s)
            self.tally.kills_in_recovery += code == -signal.SIGKILL
        code = self.forge.run(self.errand())
        assert code in {0, 4}, self.log()

    # ------------------------------------------------------------------ what is left
    def _compare(self) -> list[str]:
        with self.server.lomi.turn():
            sessions = list(self.server.lomi.sessions.values())
        sales = {sale.reference: sale for sale in self._sales()}
        wrong = [
            *self._unsound(),
            *self._doubled(sessions),
            *self._lost(sessions, sales),
            *self._wrong_sums(sessions, sales),
            *self._shown_wrongly(sales),
        ]
        self.tally.sales = len(sales)
        self.tally.sessions = len(sessions)
        self.tally.paid = sum(sale.state is State.PAID for sale in sales.values())
        self.tally.received = sum(sale.received.minor for sale in sales.values() if sale.received)
        return self.new_among(wrong)

    def _sales(self) -> list[Sale]:
        journal = self.data / "journal.sqlite"
        if not journal.exists() or journal.stat().st_size == 0:
            return []
        with contextlib.closing(open_for_reading(journal)) as db:
            if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sale'").fetchone():
                return []
            return [load_sale(db, row[0]) for row in db.execute("SELECT id FROM sale ORDER BY id").fetchall()]

    def _unsound(self) -> Iterator[str]:
        """Every page, every key, and the columns beside the events, which must be their fold."""
        journal = self.data / "journal.sqlite"
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
        for one in self.server.requests.to("/checkout-sessions", "POST"):
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
            for transaction in self.server.lomi.transactions_of(session.id):
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
        for line in self.shown.read_text(encoding="utf-8").splitlines():
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
