"""The commands of the counter. Each returns what is then on disk; what follows by itself is told as news."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from lomi_pos.engine import notes
from lomi_pos.engine.attempts import Attempts, new_key
from lomi_pos.engine.charging import Charging
from lomi_pos.engine.connection import Connection, until_set
from lomi_pos.engine.days import tell_days
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.given_elsewhere import GivenElsewhere
from lomi_pos.engine.key_sharing import KeySharing
from lomi_pos.engine.lookup import all_rows
from lomi_pos.engine.news import AccountSeen, Identified, News, SweepFinished, Trouble
from lomi_pos.engine.selling import Selling
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.engine.watching import Watching
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Clock, Journal, Payments, RequestCounts, Shop
from lomi_pos.till.sale import Sale

if TYPE_CHECKING:
    from lomi_pos.engine.listing import Listing
    from lomi_pos.engine.opening import Opening
    from lomi_pos.engine.pages import LinkPage, SessionPage, TransactionPage
    from lomi_pos.engine.phone_search import PhoneSearch
    from lomi_pos.engine.refunding import Refunding
    from lomi_pos.engine.shop_links import ShopLinks
    from lomi_pos.till.customers import Customer
    from lomi_pos.till.links import KnownLink, ShopLink
    from lomi_pos.till.lomi import LinkDraft
    from lomi_pos.till.overview import AccountOverview
    from lomi_pos.till.products import Product
    from lomi_pos.till.queries import LinkQuery, TransactionQuery
    from lomi_pos.till.refunding import AskedRefund, RefundOrder
    from lomi_pos.till.sale_lines import SaleLine, SalesQuery
    from lomi_pos.till.sessions import SessionQuery

CUSTOMERS_SHOWN = 15
"""Of those in whom a search is found: who has not found theirs among them types another letter."""


class Engine:
    """The till at work. Lives in one asyncio loop; ``tell`` is called there with every piece of news."""

    def __init__(
        self,
        *,
        payments: Payments | SettingsTrouble,
        journal: Journal,
        clock: Clock,
        shop: Shop,
        tell: Callable[[News], None],
        counts: RequestCounts | None = None,
        new_key: Callable[[], str] = new_key,
        random_below: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._desk = Desk(payments=payments, journal=journal, clock=clock, shop=shop, tell=tell, counts=counts)
        self._connection = Connection(self._desk)
        self._elsewhere = GivenElsewhere(self._desk, self._turn)
        sharing = KeySharing(self._desk)
        self._book = TransactionBook(self._desk, self._elsewhere, sharing)
        self._watching = Watching(self._desk, self._book, self._elsewhere, sharing, self._connection.suspect_key)
        self._connection.came_back = self._watching.look_first
        self._charging = Charging(self._desk, self._on_carried)
        self._selling = Selling(
            self._desk,
            Attempts(self._desk, new_key=new_key, random_below=random_below),
            charging=self._charging,
            watching=self._watching,
            connection=self._connection,
            elsewhere=self._elsewhere,
            refunding=lambda: self._refunding,
        )
        self._random_below = random_below

    # ------------------------------------------------------------------ what a charge does without
    @cached_property
    def _opening(self) -> Opening:
        from lomi_pos.engine.opening import Opening  # noqa: PLC0415  a charge leaves before it is there
        from lomi_pos.engine.recovery import Recovery  # noqa: PLC0415

        return Opening(
            self._desk,
            recovery=Recovery(self._desk, self._charging, self._watching, self._book, self._elsewhere),
            charging=self._charging,
            watching=self._watching,
            connection=self._connection,
            links=lambda: self._links,
            refunding=lambda: self._refunding,
            phone_search=lambda: self._phone_search,
            book=self._book,
        )

    @cached_property
    def _phone_search(self) -> PhoneSearch:
        from lomi_pos.engine.phone_search import PhoneSearch  # noqa: PLC0415  for a charge that nobody finds

        return PhoneSearch(self._desk, self._charging.look_for_it, self._turn)

    @cached_property
    def _listing(self) -> Listing:
        from lomi_pos.engine.listing import Listing  # noqa: PLC0415  for who looks at lomi.'s lists

        return Listing(self._desk, self._book, self._turn)

    @cached_property
    def _links(self) -> ShopLinks:
        from lomi_pos.engine.shop_links import ShopLinks  # noqa: PLC0415  a charge leaves before it is there

        return ShopLinks(self._desk, self._random_below)

    @cached_property
    def _refunding(self) -> Refunding:
        from lomi_pos.engine.refunding import Refunding  # noqa: PLC0415  a charge leaves before it is there

        return Refunding(self._desk, self._random_below, self._watching.turn)

    async def _turn(self) -> None:
        await self._watching.turn()

    # ------------------------------------------------------------------ its life
    async def run_until(self, stopping: asyncio.Event, *, sweeps: bool = True) -> None:
        """Show what is known, sweep what was left open, and watch until ``stopping`` is set.

        Without a key there is only what is known to show. ``sweeps`` is off for a single sale from a terminal.
        """
        self._desk.tell(Identified(self._desk.payments.identity if self._desk.problem is None else None))
        if sweeps:
            await self._opening.show_what_is_known()
            self._desk.spawn(tell_days(self._desk), "watching the calendar")
        try:
            await self._live_until(stopping, sweeps=sweeps)
        finally:
            await self._desk.close()

    async def _live_until(self, stopping: asyncio.Event, *, sweeps: bool) -> None:
        if self._desk.problem is not None:
            self._desk.tell(Trouble(self._desk.problem.message))
            await stopping.wait()
            return
        watching = self._desk.spawn(self._watching.run(), "watching")
        line = self._desk.spawn(self._connection.run(), "watching the line")
        if sweeps:
            self._desk.spawn(self._opening.take_up(), "the start-up sweep")
        await until_set(stopping, watching, line)

    def _on_carried(self, sale: Sale) -> None:
        self._watching.follow(sale)
        self._book.find_details(sale)
        if sale.perhaps_rang:
            self._phone_search.follow(sale)
        if sale.id == self._watching.in_front:
            notes.note_shown(self._desk, sale)

    # ------------------------------------------------------------------ a sale
    async def charge(self, order: Order) -> Sale:
        """Write the sale and its first attempt down, then carry it to lomi. in the background.

        The same order again (by its ``id``) is the same sale: it is carried on from where it stands.

        Raises:
            TillRefusal: the rules say no; nothing was written.
            JournalTrouble: it could not be written down, so nothing was sent.
        """
        return self._selling.charge(order)

    async def retry(self, sale_id: int) -> Sale:
        """Try again: the same attempt when it may exist at lomi. or was never sent, a new one after a firm no."""
        return await self._selling.retry(sale_id)

    async def new_code(self, sale_id: int) -> Sale:
        """Make another code for the same sale; what was made before goes on being watched.

        Raises:
            TillRefusal: it is paid, its first code is still being made, or it was begun under another identity.
        """
        return self._selling.new_code(sale_id)

    async def cancel(self, sale_id: int) -> Sale:
        """Give the sale up, after one last look: money beats cancel. lomi. has no cancel, so it stays watched.

        Raises:
            TillRefusal: it is already paid.
        """
        return await self._selling.cancel(sale_id)

    async def check_now(self, sale_id: int) -> Sale:
        """Ask lomi. about this sale at once, at most once in three seconds.

        Raises:
            NotChecked: lomi. gave no answer, or one that tells nothing of the sale.
            TillRefusal: today's key is told nothing of it.
        """
        return await self._selling.check_now(sale_id)

    async def acknowledge(self, sale_id: int, *, seen: Sale | None = None) -> Sale:
        """Someone has dealt with what kept this sale on top of the rail.

        ``seen`` is how it stood on the screen: what has come since, such as a second payment, nobody has dealt with.
        """
        return notes.acknowledge(self._desk, sale_id, seen=seen)

    async def take_up_again(self, sale_id: int) -> Sale:
        """That it was dealt with was a slip of the hand: it goes back on top."""
        return notes.take_up_again(self._desk, sale_id)

    async def note_cash_back(self, sale_id: int, amount: Money, *, seen: Sale | None = None) -> Sale:
        """Money of this sale was handed back in cash. lomi. is not told: it has no part in it.

        Asked a second time about the sale as ``seen``, it is noted once.

        Raises:
            TillRefusal: more than the shop has of it; nothing was written.
            JournalTrouble: it could not be written down.
        """
        return notes.note_cash_back(self._desk, sale_id, amount, seen=seen)

    async def undo_cash_note(self, sale_id: int, *, seen: Sale | None = None) -> Sale:
        """The last of these notes was wrong. What kept the sale on top, if anything did, is there again."""
        return notes.undo_cash_note(self._desk, sale_id, seen=seen)

    async def note_printed(self, sale_id: int, slip: str, *, by_itself: bool = False) -> Sale:
        """A receipt or a code of this sale has come out of a printer."""
        return notes.note_printed(self._desk, sale_id, slip, by_itself=by_itself)

    async def put_in_front(self, sale_id: int | None) -> None:
        """This sale is on screen: it is asked about more often, and that it was shown is written down once."""
        self._watching.put_in_front(sale_id)
        if sale_id is not None:
            notes.note_shown(self._desk, self._desk.journal.sale(sale_id))

    async def sweep(self) -> SweepFinished:
        """Finish what was interrupted and look at everything still open, once; after a copy, ask what is missing."""
        return await self._opening.sweep()

    # ------------------------------------------------------------------ lists
    async def sale(self, sale_id: int) -> Sale:
        return self._desk.journal.sale(sale_id)

    async def sale_named(self, number_or_reference: str) -> Sale | None:
        return self._desk.journal.sale_named(number_or_reference)

    async def sale_lines(self, query: SalesQuery) -> list[SaleLine]:
        return self._desk.journal.sale_lines(query)

    async def transactions(self, query: TransactionQuery, *, in_turn: bool = False) -> TransactionPage:
        """A page of lomi.'s transactions; with ``in_turn`` once nothing else needs the request more."""
        return await self._listing.transactions(query, in_turn=in_turn)

    async def sessions(self, query: SessionQuery, *, in_turn: bool = False) -> SessionPage:
        """A page of lomi.'s checkout sessions."""
        return await self._listing.sessions(query, in_turn=in_turn)

    # ------------------------------------------------------------------ money given back
    async def refund(self, order: RefundOrder) -> AskedRefund:
        """Write a refund down and carry it to lomi. in the background, once.

        Raises:
            TillRefusal: the rules say no; nothing was written.
            JournalTrouble: it could not be written down, so nothing was sent.
        """
        return self._refunding.begin(order, self._desk.clerk)

    async def refund_decided(self, refund_id: int) -> AskedRefund:
        """Wait until a refund was answered, or is known to be unclear."""
        return await self._refunding.decided(refund_id)

    async def look_for_refund(self, refund_id: int) -> AskedRefund:
        """Look once more for a refund whose answer was lost. It is never sent again.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        return await self._refunding.look(refund_id)

    async def refunds_of(self, transaction_id: str) -> list[AskedRefund]:
        return self._desk.journal.refunds.of_transaction(transaction_id)

    # ------------------------------------------------------------------ payment links for no sale
    async def make_link(self, draft: LinkDraft) -> ShopLink:
        """Write a link down and carry it to lomi. in the background, once. It can be paid more than once.

        Raises:
            TillRefusal: the rules say no; nothing was written.
            JournalTrouble: it could not be written down, so nothing was sent.
        """
        return self._links.begin(draft)

    async def look_for_link(self, link_id: int) -> ShopLink:
        """Look once more for a link whose answer was lost. It is never sent again."""
        return self._links.look_again(link_id)

    async def link_decided(self, link_id: int) -> ShopLink:
        """Wait for what becomes of a link made here."""
        return await self._links.decided(link_id)

    async def shop_link(self, link_id: int) -> ShopLink:
        return self._desk.journal.links.link(link_id)

    async def known_links(self) -> list[KnownLink]:
        """The links that can be shown without asking lomi."""
        return self._links.known()

    async def links(self, query: LinkQuery) -> LinkPage:
        """A page of lomi.'s links.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        return await self._links.page(query)

    async def products(self) -> list[Product]:
        """What the shop sells at lomi. now.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        from lomi_pos.till.products import ProductQuery  # noqa: PLC0415  for who looks at the catalogue

        products = self._desk.payments.products
        return [one async for one in all_rows(lambda page: products.list(ProductQuery(page=page)))]

    async def customers(self, search: str) -> list[Customer]:
        """lomi.'s customers in whose name or phone ``search`` is found.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        from lomi_pos.till.customers import CustomerQuery  # noqa: PLC0415  for who looks for a customer

        return await self._desk.payments.customers.list(CustomerQuery(search, limit=CUSTOMERS_SHOWN))

    async def account_overview(self) -> AccountOverview:
        """What the shop's account is worth knowing. Each part that lomi. does not tell has its reason."""
        from lomi_pos.engine.overview import account_overview  # noqa: PLC0415  for who looks at the account

        return await account_overview(self._desk)

    async def check_account(self) -> AccountSeen:
        return await self._connection.check_account()
