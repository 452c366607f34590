"""lomi.'s memory: every session, link and transaction, and the customers still on their way."""

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lomi_pos.sandbox.catalogue import Catalogue, Product, sample_products
from lomi_pos.sandbox.charges import Charges
from lomi_pos.sandbox.clientele import Clientele
from lomi_pos.sandbox.clock import Clock, MachineClock
from lomi_pos.sandbox.coupons import CouponBook
from lomi_pos.sandbox.idempotency import AnswerBook
from lomi_pos.sandbox.keys import KeyRing
from lomi_pos.sandbox.network import Network
from lomi_pos.sandbox.payers import Errand, Script, plan
from lomi_pos.sandbox.payments import Payments
from lomi_pos.sandbox.records import Amount, Item, Link, Owner, Session, Transaction
from lomi_pos.sandbox.refund_book import RefundBook
from lomi_pos.sandbox.shelf import Shelf
from lomi_pos.sandbox.subscription_book import SubscriptionBook
from lomi_pos.sandbox.trouble import NotThere
from lomi_pos.sandbox.webhooks import Webhooks


@dataclass(frozen=True, slots=True)
class Invoice:
    """An unpaid invoice that blocks its customer; its own session collects it."""

    invoice_id: str
    number: str
    amount_remaining: Amount
    currency_code: str


class Lomi:
    """All of lomi. that one shop sees. Every method may be called from any thread.

    Time only passes when somebody looks: ``turn`` first does what scripted
    customers were due to do, and expires what is over, each at its own hour.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        key: str | None = None,
        shop_name: str = "Boutique Baobab",
        speed: float = 1.0,
    ) -> None:
        self._changed = False
        self.shelves: dict[str, Shelf[Any]] = {}
        self.clock = clock or MachineClock()
        self.keys = KeyRing(key)
        self.network = Network()
        self.catalogue = Catalogue()
        self.answers = AnswerBook()
        self.payments = Payments(self)
        self.webhooks = Webhooks(self)
        self.charges = Charges(self)
        self.refunds = RefundBook(self)
        self.customers = Clientele(self)
        self.subscriptions = SubscriptionBook(self)
        self.coupons = CouponBook(self)
        self.shop_name = shop_name
        self.speed = speed
        self.base_url = "http://127.0.0.1"
        self.every_payer: Script = ()
        self.on_change: Callable[[], None] = lambda: None
        self.new_id: Callable[[], str] = lambda: str(uuid.uuid4())
        self.sessions: dict[str, Session] = {}
        self.links: dict[str, Link] = {}
        self.transactions: dict[str, Transaction] = {}
        self.errands: list[Errand] = []
        self.invoices: dict[str, Invoice] = {}
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
                self._catch_up(self.clock.now())
                yield
            finally:
                self._in_turn = False
                if self._changed:
                    self._changed = False
                    self.on_change()

    def _catch_up(self, now: datetime) -> None:
        due = sorted((errand for errand in self.errands if errand.at <= now), key=lambda errand: errand.at)
        for errand in due:
            self.errands.remove(errand)
            self._act_at(errand.at, lambda errand=errand: self.payments.run(errand))  # type: ignore[misc]
        self.charges.catch_up(now, self._act_at)
        self._expire_until(now)
        if self.webhooks.is_due(now):
            self.webhooks.ring()

    def _act_at(self, at: datetime, deed: Callable[[], Any]) -> None:
        self._expire_until(at)
        self._acting_at = at
        try:
            deed()
        finally:
            self._acting_at = None

    def _expire_until(self, now: datetime) -> None:
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
    def open_session(self, session: Session) -> Session:
        """Take a new session in; the customer of every session, if there is one, sets out."""
        with self.turn():
            self.keep_session(session)
            self.send(self.every_payer, session.id)
            return session

    def send(self, script: Script, session_id: str) -> None:
        """Send a scripted customer to a session (see ``payers``)."""
        with self.turn():
            self.errands += plan(script, self.session(session_id), self.now, self.speed)
            self._changed = True

    def keep_session(self, session: Session) -> Session:
        with self.turn():
            before = self.sessions.get(session.id)
            self.sessions[session.id] = session
            (self._open.add if session.status == "open" else self._open.discard)(session.id)
            self._changed = True
            self.webhooks.session_kept(before, session)
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
                transaction = self.customers.introduce(transaction)
            self.recall_transaction(transaction)
            self.webhooks.transaction_kept(before, transaction)
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

    def block_customer(self, customer_id: str, amount_remaining: Amount = 500, currency_code: str = "XOF") -> Invoice:
        """Give a customer (or subscription) an unpaid invoice: new sessions are then answered ``payment_required``."""
        with self.turn():
            number = f"INV-{len(self.invoices) + 1:03d}"
            self.invoices[customer_id] = invoice = Invoice(self.new_id(), number, amount_remaining, currency_code)
            return invoice

    def forget_all(self) -> None:
        """Begin anew: no session, link or transaction, and no customer on the way. Keys stay."""
        with self.turn():
            for kept in (self.sessions, self.links, self.transactions, self._by_session, self.invoices):
                kept.clear()
            for shelf in self.shelves.values():
                shelf.clear()
            self.refunds.forget()
            self.catalogue.products = sample_products()
            self._open.clear()
            self.errands.clear()
            self.answers.answers.clear()
            self._changed = True

    def shop_of(self, owner: Owner) -> str:
        """Whose page a customer sees: the sandbox's own shop, or the Network member that is paid."""
        members = {each.organization_id: each.name for each in self.network.members}
        return members.get(owner.organization_id, self.shop_name)

    def checkout_url(self, session_id: str) -> str:
        return f"{self.base_url}/checkout/{session_id}"

    def wave_url(self, charge_id: str) -> str:
        return f"{self.base_url}/wave/{charge_id}"

    def link_url(self, link_id: str) -> str:
        return f"{self.base_url}/link/{link_id}"

    def as_json(self) -> dict[str, Any]:
        """Return counts, for a look from outside."""
        with self.turn():
            return {
                "sessions": len(self.sessions),
                "links": len(self.links),
                "transactions": len(self.transactions),
                "errands": len(self.errands),
                **{name: len(shelf) for name, shelf in self.shelves.items()},
            }
