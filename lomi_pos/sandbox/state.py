"""lomi. as one shop sees it: its books, everyone who keeps them, and the customers still on their way."""

from datetime import datetime
from typing import Any

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.charges import Charges
from lomi_pos.sandbox.clientele import Clientele
from lomi_pos.sandbox.clock import Clock
from lomi_pos.sandbox.coupons import CouponBook
from lomi_pos.sandbox.idempotency import AnswerBook
from lomi_pos.sandbox.keys import KeyRing
from lomi_pos.sandbox.network import Network
from lomi_pos.sandbox.payers import Errand, Script, plan
from lomi_pos.sandbox.payments import Payments
from lomi_pos.sandbox.records import Amount, Invoice, Owner, Session, Transaction
from lomi_pos.sandbox.refund_book import RefundBook
from lomi_pos.sandbox.subscription_book import SubscriptionBook
from lomi_pos.sandbox.webhooks import Webhooks


class Lomi(Books):
    """All of lomi. that one shop sees. Every method may be called from any thread.

    Scripted customers and charges are done with what is due before somebody looks, each at its own hour.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        key: str | None = None,
        shop_name: str = "Boutique Baobab",
        speed: float = 1.0,
    ) -> None:
        super().__init__(clock, speed=speed)
        self.keys = KeyRing(key)
        self.network = Network()
        self.answers = AnswerBook()
        self.webhooks = Webhooks(self)
        self.charges = Charges(self)
        self.refunds = RefundBook(self, self.webhooks)
        self.customers = Clientele(self)
        self.subscriptions = SubscriptionBook(self)
        self.coupons = CouponBook(self)
        self.payments = Payments(self, self.coupons)
        self.shop_name = shop_name
        self.every_payer: Script = ()
        self.errands: list[Errand] = []
        self.invoices: dict[str, Invoice] = {}

    # ------------------------------------------------------------ what is due, and what follows
    def catch_up(self, now: datetime) -> None:
        due = sorted((errand for errand in self.errands if errand.at <= now), key=lambda errand: errand.at)
        for errand in due:
            self.errands.remove(errand)
            self.act_at(errand.at, lambda errand=errand: self.payments.run(errand))  # type: ignore[misc]
        self.charges.catch_up(now, self.act_at)
        self.expire_until(now)
        if self.webhooks.is_due(now):
            self.webhooks.ring()

    def session_kept(self, before: Session | None, after: Session) -> None:
        self.webhooks.session_kept(before, after)

    def transaction_kept(self, before: Transaction | None, after: Transaction) -> None:
        self.webhooks.transaction_kept(before, after)

    def introduced(self, transaction: Transaction) -> Transaction:
        return self.customers.introduce(transaction)

    # ------------------------------------------------------------ customers
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
            self.changed()

    def block_customer(self, customer_id: str, amount_remaining: Amount = 500, currency_code: str = "XOF") -> Invoice:
        """Give a customer (or subscription) an unpaid invoice: new sessions are then answered ``payment_required``."""
        with self.turn():
            number = f"INV-{len(self.invoices) + 1:03d}"
            self.invoices[customer_id] = invoice = Invoice(self.new_id(), number, amount_remaining, currency_code)
            return invoice

    def forget_all(self) -> None:
        """Begin anew: no session, link or transaction, and no customer on the way. Keys stay."""
        with self.turn():
            self.forget()
            self.invoices.clear()
            self.refunds.forget()
            self.errands.clear()
            self.answers.answers.clear()

    def shop_of(self, owner: Owner) -> str:
        """Whose page a customer sees: the sandbox's own shop, or the Network member that is paid."""
        members = {each.organization_id: each.name for each in self.network.members}
        return members.get(owner.organization_id, self.shop_name)

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
