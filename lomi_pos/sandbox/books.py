"""What one shop has on lomi.'s books: sessions, links, transactions, behind one lock and at one hour."""

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from lomi_pos.sandbox.catalogue import Catalogue, Product, sample_products
from lomi_pos.sandbox.clock import Clock, MachineClock
from lomi_pos.sandbox.records import Item, Link, Session, Transaction
from lomi_pos.sandbox.shelf import Shelf
from lomi_pos.sandbox.trouble import NotThere


class Books:
    """Every method may be called from any thread.

    Time only passes when somebody looks: ``turn`` first does what was due by now, each at its own hour. What is due,
    and what follows from a change, is for those who keep the books to say: ``Lomi`` does.
    """

    def __init__(self, clock: Clock | None = None, *, speed: float = 1.0) -> None:
        self._changed = False
        self.shelves: dict[str, Shelf[Any]] = {}
        self.clock = clock or MachineClock()
        self.catalogue = Catalogue()
        self.speed = speed
        self.base_url = "http://127.0.0.1"
        self.on_change: Callable[[], None] = lambda: None
        self.new_id: Callable[[], str] = lambda: str(uuid.uuid4())
        self.sessions: dict[str, Session] = {}
        self.links: dict[str, Link] = {}
        self.transactions: dict[str, Transaction] = {}
        self._by_session: dict[str, list[str]] = {}
        self._open: set[str] = set()
        self._lock = threading.RLock()
        self._acting_at: datetime | None = None
        self._in_turn = False

    # ------------------------------------------------------------ time
    @property
    def now(self) -> datetime:
        """The hour, or the hour of the errand being done."""
        return self._acting_at or self.clock.now()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the memory still; what was due has happened before."""
        with self._lock:
            if self._in_turn:
                yield
                return
            self._in_turn = True
            try:
                self.catch_up(self.clock.now())
                yield
            finally:
                self._in_turn = False
                if self._changed:
                    self._changed = False
                    self.on_change()

    def catch_up(self, now: datetime) -> None:
        """Do what was due by ``now``."""
        self.expire_until(now)

    def session_kept(self, before: Session | None, after: Session) -> None:
        """What follows from a session that was written down."""

    def transaction_kept(self, before: Transaction | None, after: Transaction) -> None:
        """What follows from a transaction that was written down."""

    def introduced(self, transaction: Transaction) -> Transaction:
        """A new transaction with its customer."""
        return transaction

    def act_at(self, at: datetime, deed: Callable[[], Any]) -> None:
        """Have ``deed`` happen at its own hour, and what expired before it expired."""
        self.expire_until(at)
        self._acting_at = at
        try:
            deed()
        finally:
            self._acting_at = None

    def expire_until(self, now: datetime) -> None:
        for session_id in tuple(self._open):
            session = self.sessions[session_id]
            if session.expires_at <= now:
                self.keep_session(replace(session, status="expired", updated_at=session.expires_at))

    # ------------------------------------------------------------ looking
    def session(self, session_id: str) -> Session:
        """Return a session as it stands now.

        Raises:
            NotThere: nobody made it.
        """
        with self.turn():
            try:
                return self.sessions[session_id.lower()]
            except KeyError:
                raise NotThere(f"There is no session {session_id}.") from None

    def link(self, link_id: str) -> Link:
        with self.turn():
            try:
                return self.links[link_id.lower()]
            except KeyError:
                raise NotThere(f"There is no payment link {link_id}.") from None

    def transactions_of(self, session_id: str) -> list[Transaction]:
        """Return what was paid, begun and refused for a session, oldest first."""
        with self.turn():
            return [self.transactions[each] for each in self._by_session.get(session_id, ())]

    def newest_session(self) -> Session:
        with self.turn():
            if not self.sessions:
                raise NotThere("No session was made yet.")
            return next(reversed(self.sessions.values()))

    # ------------------------------------------------------------ writing
    def keep_session(self, session: Session) -> Session:
        with self.turn():
            before = self.sessions.get(session.id)
            self.sessions[session.id] = session
            (self._open.add if session.status == "open" else self._open.discard)(session.id)
            self._changed = True
            self.session_kept(before, session)
            return session

    def keep_link(self, link: Link) -> Link:
        with self.turn():
            self.links[link.id] = link
            self._changed = True
            return link

    def keep_transaction(self, transaction: Transaction) -> Transaction:
        with self.turn():
            before = self.transactions.get(transaction.id)
            if before is None:
                transaction = self.introduced(transaction)
            self.recall_transaction(transaction)
            self.transaction_kept(before, transaction)
            return transaction

    def recall_transaction(self, transaction: Transaction) -> None:
        """Put a transaction down as it is: nobody is introduced by it, and nobody told."""
        if transaction.session_id and transaction.id not in self.transactions:
            self._by_session.setdefault(transaction.session_id, []).append(transaction.id)
        self.transactions[transaction.id] = transaction
        self._changed = True

    def keep_product(self, product: Product) -> Product:
        with self.turn():
            self.catalogue.products[product.id] = product
            self._changed = True
            return product

    def shelf(self, name: str, kind: type[Item], samples: Iterable[Item] = ()) -> Shelf[Item]:
        """Make room for one more kind of records; they survive a restart and are forgotten with the rest."""
        self.shelves[name] = made = Shelf(kind, samples, self.changed)
        return made

    def changed(self) -> None:
        """Have the memory written down when this turn ends."""
        self._changed = True

    def forget(self) -> None:
        """Begin anew, but for the clock and what listens."""
        for kept in (self.sessions, self.links, self.transactions, self._by_session):
            kept.clear()
        for shelf in self.shelves.values():
            shelf.clear()
        self.catalogue.products = sample_products()
        self._open.clear()
        self._changed = True

    # ------------------------------------------------------------ addresses
    def checkout_url(self, session_id: str) -> str:
        return f"{self.base_url}/checkout/{session_id}"

    def wave_url(self, charge_id: str) -> str:
        return f"{self.base_url}/wave/{charge_id}"

    def link_url(self, link_id: str) -> str:
        return f"{self.base_url}/link/{link_id}"
