"""Kills tills at what is sent once, lets each recover, and holds the journal against lomi.'s books."""

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lomi_pos.sandbox.charges import Reply
from lomi_pos.sandbox.payers import pays
from lomi_pos.store.connection import open_for_reading
from lomi_pos.store.folding import load_sale
from lomi_pos.store.link_book import SqliteLinkBook
from lomi_pos.store.refund_book import SqliteRefundBook
from lomi_pos.till.reference import references_in
from tests.faults.forge import Victim
from tests.faults.killed_shop import KilledShop, Tally
from tests.faults.sent_once_driver import LINK, PHONE, POINTS, REFUND

AT_LOMI = ("received_at_lomi", "delayed_at_lomi", "made_at_lomi")
"""Killed while the one request is at lomi.: read, read and dawdled over, and carried out."""

SEEN_AT = ("made_at_lomi", "after_answer")
"""Where a till that sends again is sure to be seen."""

PATHS = {REFUND: "/refunds", PHONE: "/charge", LINK: "/payment-links"}
STANDS = {REFUND: ("done",), PHONE: ("open", "paid"), LINK: ("made",)}
"""What the journal says once lomi. has it in its books."""

OFFLINE_AFTER = {"after_refund_begun", "after_refund_tried", "received_at_lomi", "made_at_lomi"}
"""Lomi. cannot be reached at the first start after these."""

_SETTLES_S = 5.0


def all_points(deed: str) -> tuple[str, ...]:
    return (*POINTS[deed], *AT_LOMI)


def kill_at_each(deed: str, points: Iterable[str], folder: Path, *, seed: object, mutant: str = "") -> Tally:
    """Live one life of a shop that does only this, with a kill at each of ``points``."""
    with SentOnceLife.founded(folder, seed=seed, mutant=mutant, deed=deed) as life:
        life.server.lomi.every_payer = pays(after_s=0)
        life.server.lomi.charges.everybody = Reply("confirm", after_s=0)
        return life.kill_at_each(points)


class SentOnceLife(KilledShop):
    """One kind of deed that lomi. does not deduplicate. Customers pay at once."""

    # ------------------------------------------------------------------ one kill
    def live_until(self, point: str) -> int:
        victim, made = Victim(), len(self._at_lomi())
        errand = self.errand(amounts=(self.dice.randrange(100, 20_000),), point=point)

        def is_made() -> bool:
            return point == "made_at_lomi" and len(self._at_lomi()) > made

        with self.killed_by_lomi(point, victim, path=PATHS[self.deed], is_made=is_made):
            return self.forge.run(errand, till=victim)

    def recover(self, point: str) -> list[str]:
        self._until_lomi_is_done()
        offline = self._start_offline() if point in OFFLINE_AFTER and not self.mutant else []
        assert self.forge.run(self.errand()) in {0, 4}, self.log()
        return [*offline, *self.new_among(self._wrong())]

    def _until_lomi_is_done(self) -> None:
        """What was sent is carried out, though nobody hears the answer."""
        requests = self.server.requests
        requests.wait_until(
            lambda: all(one.status is not None or one.fault not in {None, "delay"} for one in requests), _SETTLES_S
        )
        self.server.faults.clear()

    def _start_offline(self) -> list[str]:
        """What a screen says right after the start, while lomi. is away: of a refund, not to ask for it again."""
        self.server.faults.add("reset_before", times=None)
        assert self.forge.run(self.errand()) in {0, 4, 5}, self.log()
        self.server.faults.clear()
        return [f"shown: refund {one} seems under way" for one, state in self._written().items() if state == "asked"]

    # ------------------------------------------------------------------ what is left
    def _wrong(self) -> Iterator[str]:
        at_lomi, written, sent = Counter(self._at_lomi()), self._written(), Counter(self._sent())
        self.tally.sessions, self.tally.sales = len(at_lomi), len(written)
        for reference, times in (at_lomi | sent).items():
            if times > 1:
                yield f"doubled: {self.deed} {reference} was sent {times} times"
        for reference in sorted(at_lomi.keys() | written.keys()):
            stands, is_there = written.get(reference, "nowhere"), reference in at_lomi
            if is_there and stands not in STANDS[self.deed]:
                yield f"lost: {self.deed} {reference} is {stands}, and lomi. has made it"
            if not is_there and stands in STANDS[self.deed]:
                yield f"shown: {self.deed} {reference} is {stands}, and lomi. knows nothing of it"
            if not is_there and stands == "refused" and sent[reference]:
                yield f"shown: {self.deed} {reference} was sent, and is told as refused"
        yield from self._wrong_sums()
        yield from self._paid_and_not_known(written)
        yield from self._shown_wrongly(written)

    def _at_lomi(self) -> list[str]:
        """The references of what lomi. has in its books."""
        lomi = self.server.lomi
        with lomi.turn():
            of_deed: dict[str, list[str | None]] = {
                REFUND: [one.reason for one in lomi.refunds.kept],
                PHONE: [one.description for one in lomi.charges.kept],
                LINK: [one.title for one in lomi.links.values()],
            }
        texts = of_deed[self.deed]
        return [reference for text in texts for reference in references_in(text or "")]

    def _sent(self) -> list[str]:
        bodies = [
            json.loads(one.body)
            for one in self.server.requests
            if one.method == "POST" and one.path.startswith(PATHS[self.deed])
        ]
        texts = [text for body in bodies for text in body.values() if isinstance(text, str)]
        return [reference for text in texts for reference in references_in(text)]

    def _written(self) -> dict[str, str]:
        """By reference, how it stands in the journal."""
        journal = self.data / "journal.sqlite"
        if not journal.exists():
            return {}
        with contextlib.closing(open_for_reading(journal)) as db:
            if self.deed == REFUND:
                return {one.reference: one.state for one in SqliteRefundBook(db).refunds()}
            if self.deed == LINK:
                return {one.reference: one.state for one in SqliteLinkBook(db).links()}
            sales = [load_sale(db, row[0]) for row in db.execute("SELECT id FROM sale").fetchall()]
        self.tally.paid = sum(sale.state == "paid" for sale in sales)
        return {sale.reference: sale.state for sale in sales}

    def _wrong_sums(self) -> Iterator[str]:
        """What went back is what the journal says, and never more than was paid."""
        if self.deed != REFUND:
            return
        with contextlib.closing(open_for_reading(self.data / "journal.sqlite")) as db:
            written = SqliteRefundBook(db).refunds()
        given = sum(one.given.minor for one in written if one.given is not None)
        with self.server.lomi.turn():
            went_back = sum(int(one.amount) for one in self.server.lomi.refunds.kept)
            for transaction in self.server.lomi.transactions.values():
                if self.server.lomi.refunds.given(transaction.id) > transaction.gross_amount:
                    yield f"sums: more went back than was paid with {transaction.id}"
        self.tally.received = went_back
        if given != went_back:
            yield f"sums: {given} given back in the journal, {went_back} at lomi."

    def _paid_and_not_known(self, written: dict[str, str]) -> Iterator[str]:
        with self.server.lomi.turn():
            confirmed = [one.description or "" for one in self.server.lomi.charges.kept if one.status == "completed"]
        for reference in [reference for text in confirmed for reference in references_in(text)]:
            if written.get(reference) != "paid":
                yield f"lost: {reference} was paid on the phone, and is {written.get(reference)}"

    def _shown_wrongly(self, written: dict[str, str]) -> Iterator[str]:
        """What a screen ever showed as done is done."""
        for line in self.shown.read_text(encoding="utf-8").splitlines():
            shown = json.loads(line)
            reference = shown.get(self.deed) or shown.get("reference", "")
            is_final = shown["state"] in {"done", "made", "paid"} and (self.deed in shown or self.deed == PHONE)
            if is_final and written.get(reference) != shown["state"]:
                yield f"shown: {self.deed} {reference} was {shown['state']} on screen and is {written.get(reference)}"
