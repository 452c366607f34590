"""What the rules and the engine ask of the world. ``assembly.py`` alone knows who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale

if TYPE_CHECKING:  # a port says what it is asked for, and costs nothing before that
    from lomi_pos.till.charges import MtnDraft, PhoneCharge, WaveDraft
    from lomi_pos.till.customers import Customer, CustomerQuery
    from lomi_pos.till.events import Event
    from lomi_pos.till.identity import Identity
    from lomi_pos.till.links import LinkBook
    from lomi_pos.till.lomi import Account, CheckoutSession, LinkDraft, PaymentLink, Provider, Transaction
    from lomi_pos.till.order import Kind, Order
    from lomi_pos.till.organization import BalanceParts, Figure
    from lomi_pos.till.products import Product, ProductQuery
    from lomi_pos.till.queries import TransactionQuery
    from lomi_pos.till.refunding import RefundBook
    from lomi_pos.till.refunds import Refund, RefundDraft, RefundQuery
    from lomi_pos.till.rows import Rows
    from lomi_pos.till.sale_lines import SaleLine, SalesQuery


class Clock(Protocol):
    """Time, as an argument. Nobody below ``assembly`` reads the system's."""

    def now(self) -> datetime:
        """The time, aware, in UTC, by this machine's clock."""

    def monotonic(self) -> float:
        """Seconds that only ever grow; ages come from here."""

    async def sleep(self, wait_s: float) -> None:
        """Return after ``wait_s`` seconds."""


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An attempt before it has happened: all that must be on disk before the socket opens."""

    kind: Kind
    idempotency_key: str
    body: bytes
    identity: Identity


FirstAttempt = Callable[[Sale], NewAttempt]
"""Makes the first attempt of a sale that has just been numbered: its body names the number and the reference."""


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What was taken on one local day: the money received in the till's currency, and from how many sales.

    ``refunded`` was given back on that day, of any day's sales of this till; ``cash_back`` was handed back in cash.
    """

    received: Money
    count: int
    refunded_minor: int = 0
    cash_back_minor: int = 0

    @property
    def refunded(self) -> Money:
        return Money(self.refunded_minor, self.received.currency)

    @property
    def cash_back(self) -> Money:
        return Money(self.cash_back_minor, self.received.currency)

    @property
    def kept(self) -> Money:
        """What is left of the day at lomi., which knows of no cash. Below zero when more was refunded than taken."""
        return Money(self.received.minor - self.refunded_minor, self.received.currency)


class Journal(Protocol):
    """What must survive a power cut. A method that writes has committed when it returns.

    Only the engine's thread calls it.

    Raises:
        JournalTrouble: it was not written, and nothing may be shown that depends on it.
    """

    @property
    def links(self) -> LinkBook:
        """The payment links that belong to no sale."""

    @property
    def refunds(self) -> RefundBook:
        """The refunds asked for at this till."""

    def begin_sale(
        self, order: Order, reference: str, first: FirstAttempt, *, identity: Identity, clerk: str, at: datetime
    ) -> Sale:
        """Number the sale, and write it down together with its first attempt: there is never one without the other.

        An order whose ``id`` is known has begun its sale already: that one is returned, and nothing is written.
        """

    def add_attempt(self, sale_id: int, attempt: NewAttempt, at: datetime) -> Sale:
        """Write another attempt down, and ``AttemptMade``: it can be sent from now on, and repeated after a crash."""

    def record(self, sale_id: int, events: Iterable[Event]) -> Sale:
        """Append ``events`` and return the sale after them, all in one transaction.

        A transaction of lomi.'s that already settled another sale is not counted again: its event is dropped.
        """

    def sale(self, sale_id: int) -> Sale:
        """The sale with this id, folded from its events.

        Raises:
            KeyError: there is no such sale. Ids come from the journal, so that is a bug.
        """

    def sale_named(self, number_or_reference: str) -> Sale | None:
        """The sale of this number, as on the receipt, or of this reference, as at lomi."""

    def sales_to_watch(self, since: datetime) -> list[Sale]:
        """Every sale that lomi. may still say something about: creating, open, and those given up after ``since``."""

    def sales_without_transaction(self, since: datetime) -> list[Sale]:
        """Every sale paid after ``since`` whose provider, fee and net are not known: its transaction was not found."""

    def sale_lines(self, query: SalesQuery) -> list[SaleLine]:
        """Sales as lists show them, newest first, at most ``query.limit``: read from their rows, without a fold."""

    def sales_needing_someone(self) -> list[SaleLine]:
        """Those on top of the rail until a person acts, of whichever day."""

    def day_total(self, from_at: datetime, to_at: datetime, currency: str) -> DayTotal:
        """What was received and given back from ``from_at`` on and before ``to_at``, in ``currency`` alone."""

    def sale_ids_of_transactions(self, transaction_ids: Sequence[str]) -> dict[str, int]:
        """Which of lomi.'s transactions settled a sale of this till: transaction id to sale id."""

    def sale_ids_of_codes(self, remote_ids: Sequence[str]) -> dict[str, int]:
        """Which of lomi.'s sessions and links were made for a sale of this till: their id to its id."""

    def unasked_since(self) -> datetime | None:
        """Since when sales may be missing here, because an older copy was put back; None when lomi. has been asked."""

    def note_asked(self, *, watched_to: datetime | None = None) -> None:
        """Write down that lomi. has been asked about everything since then.

        ``watched_to`` is until when what may be missing may still be paid; None: that is over.
        """

    def still_missing(self) -> tuple[datetime, datetime] | None:
        """Since when sales may be missing, and until when they may still be paid; None when that is over."""

    def close(self) -> None: ...


class Payments(Protocol):
    """lomi., or the sandbox. What it raises is ``LomiTrouble``; a body may meet ``TillRefusal``, before it is sent.

    Pages count from 1. A page has only rows of the key's own environment, which lomi. mixes with the other's, and may
    so be empty without being the last.
    """

    @property
    def identity(self) -> Identity:
        """As whom is asked: journalled with each attempt, since only the same one can ask about it again."""

    @property
    def customers(self) -> CustomerBook:
        """Who has paid before."""

    @property
    def balances(self) -> BalanceBook:
        """What lomi. holds for the shop."""

    @property
    def clock_offset_s(self) -> float:
        """How far lomi.'s clock is ahead of this machine's (median of the last answers); 0 before the first."""

    @property
    def lomis_now(self) -> datetime | None:
        """The time at lomi.

        None while that is not known: nothing was answered yet, or not since this machine slept or its clock was set.
        """

    @property
    def last_answer_at(self) -> datetime | None:
        """When lomi. last answered anything at all."""

    @property
    def last_failure_at(self) -> datetime | None:
        """When the line to lomi. last failed to bring an answer."""

    @property
    def requests_sent(self) -> int:
        """How many requests have left this machine, those that were repeated at once too. It only grows."""

    def session_body(self, order: Order, sale: Sale, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        """The exact bytes to send for this attempt, to be journalled first and sent unchanged.

        ``told`` is for the other tills of the key, and stands in the metadata (``till/shares.py``).
        """

    def link_body(self, order: Order, sale: Sale, *, attempt: int) -> bytes:
        """The same for a payment link."""

    def new_link_body(self, draft: LinkDraft, reference: str) -> bytes:
        """The body of a link that belongs to no sale, and is found again by ``reference``."""

    def body_again(self, body: bytes, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        """The body of an earlier attempt of the same sale, made into that of its ``attempt``th."""

    async def create_session(self, body: bytes, *, idempotency_key: str) -> CheckoutSession:
        """Make a session. The same key and bytes give the same session for a day, as it stood when it was made.

        Raises:
            OutcomeUnknown: there may be one now: repeat with the same key and bytes.
            IdempotencyConflict: the key has other bytes at lomi.
            PaymentRequired: none was made: the customer owes an invoice.
        """

    async def session(self, session_id: str) -> CheckoutSession:
        """The session as it stands now.

        Raises:
            NotFound: lomi. does not know it; one 404 alone proves nothing.
        """

    async def sessions(self, *, status: str = "", limit: int = 20, page: int = 1) -> Rows[CheckoutSession]:
        """A page of sessions; ``status`` is lomi.'s word, and empty for all. Their order is not promised."""

    async def create_link(self, body: bytes, *, request_id: str = "") -> PaymentLink:
        """Make a link. lomi. deduplicates nothing here: once, and never again by itself."""

    async def link(self, link_id: str) -> PaymentLink:
        """The link as it stands now.

        Raises:
            NotFound: lomi. does not know it.
        """

    async def links(
        self, *, kind: str = "", is_active: bool | None = None, limit: int = 20, page: int = 1
    ) -> Rows[PaymentLink]:
        """A page of links; ``kind`` is lomi.'s word (``instant``, ``product``), and empty for all."""

    async def transactions(self, query: TransactionQuery) -> Rows[Transaction]:
        """A page of what passes ``query``, which lomi. itself may ignore in part."""

    async def transaction(self, transaction_id: str) -> Transaction:
        """The transaction as it stands now.

        Raises:
            NotFound: lomi. does not know it.
        """

    async def account(self) -> Account:
        """Whose key it is; from then on ``identity`` names the organization."""

    async def providers(self) -> list[Provider]:
        """Every way to pay that lomi. has for the shop, connected or not."""

    @property
    def charges(self) -> Charges:
        """Asking a customer's phone for money."""

    @property
    def refunds(self) -> Refunds:
        """Giving money back."""

    @property
    def products(self) -> Products:
        """What the shop sells at lomi."""

    async def close(self) -> None: ...


class Products(Protocol):
    """The shop's catalogue at lomi. Raises only ``LomiTrouble``."""

    async def list(self, query: ProductQuery | None = None) -> Rows[Product]:
        """One page; without a query of what is sold now."""

    async def get(self, product_id: str) -> Product:
        """One of them, sold now or not."""


class Charges(Protocol):
    """lomi.'s direct charges. Raises only ``LomiTrouble``, and ``TillRefusal`` before anything is sent.

    Nothing here is deduplicated: bytes are journalled, sent once, and after an ``OutcomeUnknown`` looked up.
    """

    def wave_body(self, draft: WaveDraft) -> bytes:
        """The exact bytes to send, to be journalled first; CFA francs only, and not below Wave's smallest amount."""

    def mtn_body(self, draft: MtnDraft) -> bytes:
        """The same for MTN, in the country of the customer's number."""

    async def wave(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        """``request_id`` has been journalled with the body: by it lomi.'s support finds the request."""

    async def mtn(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        """Like ``wave``; the customer confirms on the phone, and there is no page."""


class Refunds(Protocol):
    """lomi.'s refunds. Raises only ``LomiTrouble``, and ``TillRefusal`` before anything is sent."""

    def body(self, draft: RefundDraft) -> bytes:
        """The exact bytes to send, to be journalled first."""

    async def create(self, draft: RefundDraft, body: bytes) -> Refund:
        """Send them, once. Nothing here is deduplicated: an ``OutcomeUnknown`` is looked up, never sent again."""

    async def get(self, refund_id: str) -> Refund:
        """The refund as it stands now."""

    async def list(self, query: RefundQuery | None = None) -> Rows[Refund]:
        """A page of refunds."""


class CustomerBook(Protocol):
    """Customers to be found again. Raises only ``LomiTrouble``."""

    async def list(self, query: CustomerQuery | None = None) -> Rows[Customer]:
        """A page of those in whose name, phone or e-mail the search is found; without one, of all."""


class BalanceBook(Protocol):
    """What lomi. keeps for the shop. Raises only ``LomiTrouble``; empty before the first payment."""

    async def now(self, currency: str = "") -> list[Figure]:
        """What is there in ``currency``, or in each there is."""

    async def parts(self, target_currency: str = "") -> list[BalanceParts]:
        """What of it can be paid out and what is on its way, one row a currency, also in ``target_currency``."""


class RequestCounts(Protocol):
    """The number of a day's requests, so that a restart does not forget them. An estimate: a crash may lose some."""

    def read(self, key_fingerprint: str, on: date) -> dict[str, int]:
        """By use; empty when nothing is known of that key and day."""

    def tills(self, key_fingerprint: str) -> int:
        """How many tills lived from that key when it was last used; 1 when nothing is known of it."""

    def sold(self, key_fingerprint: str) -> dict[date, dict[str, int]]:
        """What each till that lived from that key has sold on the last days; empty when nothing is known of it."""

    def keep(
        self,
        key_fingerprint: str,
        on: date,
        counts: Mapping[str, int],
        *,
        tills: int,
        sold: Mapping[date, Mapping[str, int]],
    ) -> None:
        """Remember them.

        Raises:
            JournalTrouble: they could not be written down; no sale depends on it.
        """


@dataclass(frozen=True, slots=True)
class Shop:
    """What the engine needs to know of the shop's settings."""

    till: str = "A"
    currency: str = "XOF"
    providers: tuple[str, ...] = ()
    expiration_minutes: int = 15
    success_url: str = "https://lomi.africa/"
    cancel_url: str = "https://lomi.africa/"
    title: str = ""
    other_currencies: bool = False
