"""Where a till is put together: which folder, which key, which lomi. The window and the terminal both begin here.

The window is painted with what stands at the top of this module. Engine, journal and client are loaded where they are
opened; ``LOADED_TO_CHARGE`` names them for those who load them ahead.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lomi_pos.clock import SystemClock
from lomi_pos.practice import Practice
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.keychain import Keychain
from lomi_pos.store.settings import SettingsFile
from lomi_pos.till.errors import SettingsTrouble, TillRefusal
from lomi_pos.till.settings import Settings

if TYPE_CHECKING:
    from lomi_pos.api.client import LomiClient
    from lomi_pos.engine.engine import Engine
    from lomi_pos.engine.news import News
    from lomi_pos.store.journal import SqliteJournal
    from lomi_pos.till.identity import Identity
    from lomi_pos.till.ports import Payments

LOADED_TO_CHARGE = (
    "lomi_pos.engine.thread",
    "lomi_pos.engine.engine",
    "lomi_pos.keeping",
    "lomi_pos.store.request_counts",
    "lomi_pos.api.client",
    "httpcore",
    "anyio._backends._asyncio",
)
"""What ``Till.open_engine`` and the first request need; the last two are loaded by httpx only when it is used."""

LOADED_TO_READ = (
    "lomi_pos.api.strict_json",
    "lomi_pos.till.catalogue",
    "lomi_pos.api.session_wire",
    "lomi_pos.api.account_wire",
    "lomi_pos.api.transaction_wire",
    "lomi_pos.api.link_wire",
    "lomi_pos.till.creation_words",
    "lomi_pos.till.journal_words",
    "lomi_pos.till.money_back_words",
)
"""What a charge's order and lomi.'s answers need, as soon as there is the first of them; and what is to be said of a
disk, before it is gone."""

WATCH_DEADLINE_S = 2.5
"""A look that takes longer is asked once more at once: the next would come soon anyway."""


class Till:
    """One data folder, and everything that belongs to it.

    ``api_url`` and ``account`` are what the environment says; they go before the settings.
    """

    def __init__(
        self, folder: DataFolder, book: SettingsFile, keys: Keychain, *, api_url: str = "", account: str = ""
    ) -> None:
        self.folder = folder
        self.book = book
        self.keys = keys
        self.clock = SystemClock()
        self.practice = (
            Practice(folder.path / "simulator.json", shop_name=book.settings.shop.name or "Boutique Baobab")
            if folder.is_practice
            else None
        )
        self._api_url = api_url
        self._account = account

    @property
    def settings(self) -> Settings:
        return self.book.settings

    @property
    def is_practice(self) -> bool:
        return self.practice is not None

    @property
    def is_first_run(self) -> bool:
        """Whether nobody has set this till up yet: the window begins with the first-run screens."""
        return not (self.is_practice or self.keys.is_given or self.folder.settings.exists())

    def close(self) -> None:
        if self.practice is not None:
            self.practice.stop()

    # ------------------------------------------------------------------ lomi.
    def identity(self) -> Identity:
        """As whom this till talks to lomi. Reads the keychain: not in the window's thread.

        Raises:
            SettingsTrouble: there is no key, or it or the address cannot be used.
        """
        from lomi_pos.api.keys import identity_for  # noqa: PLC0415  late, with the rest of the client

        if self.practice is not None:
            server = self.practice.server()
            return identity_for(server.key, server.url)
        account = self.settings.account
        return identity_for(self._key(), self._api_url or account.url, self._account or account.network_account)

    def _key(self) -> str:
        if self.practice is not None:
            return self.practice.server().key
        return self.keys.read()

    def check_currency_is_on(self, currency: str) -> None:
        """USD and EUR stay off for live keys until switched on: lomi.'s papers disagree on their unit.

        Raises:
            TillRefusal: this one is off; nothing was written.
        """
        usual = self.settings.shop.currency
        if currency in {"XOF", usual} or self.is_practice or self.settings.payments.other_currencies:
            return
        if self.identity().environment == "live":
            raise TillRefusal("currency_off", currency=currency, usual=usual)

    @contextlib.asynccontextmanager
    async def open_client(self) -> AsyncIterator[Payments]:
        """The line to lomi. as the engine sees it. Raises as ``open_lomi`` does."""
        async with self.open_lomi() as client:
            yield client

    @contextlib.asynccontextmanager
    async def open_lomi(self) -> AsyncIterator[LomiClient]:
        """The line to lomi. with every resource, for commands that need no journal.

        Raises:
            SettingsTrouble: there is no usable key.
        """
        from lomi_pos.api.client import LomiClient  # noqa: PLC0415  httpx, only once it is needed

        identity = self.identity()
        thanks, left = ("", "")
        if self.practice is not None:
            thanks, left = self.practice.server().thanks, self.practice.server().left
        shop = self.settings.for_engine(is_practice=self.is_practice, thanks_url=thanks, left_url=left)
        client = LomiClient(
            identity=identity, key=self._key(), shop=shop, clock=self.clock, watch_deadline_s=WATCH_DEADLINE_S
        )
        try:
            yield client
        finally:
            await client.close()

    @contextlib.asynccontextmanager
    async def open_engine(self, tell: Callable[[News], None]) -> AsyncIterator[Engine]:
        """The engine with its own client and the journal, opened for writing. Call it in the thread that will own them.

        Raises:
            JournalTrouble: the journal cannot be opened.
        """
        from lomi_pos.engine.engine import Engine  # noqa: PLC0415  after the first paint, as all of LOADED_TO_CHARGE
        from lomi_pos.store.request_counts import RequestCountsFile  # noqa: PLC0415

        with self._journal(tell) as journal:
            async with contextlib.AsyncExitStack() as stack:
                payments: Payments | SettingsTrouble
                try:
                    payments = await stack.enter_async_context(self.open_client())
                except SettingsTrouble as trouble:
                    payments = trouble
                engine = Engine(
                    payments=payments,
                    journal=journal,
                    clock=self.clock,
                    shop=self.settings.for_engine(is_practice=self.is_practice),
                    tell=tell,
                    counts=RequestCountsFile(self.folder.path / "requests.json"),
                )
                await stack.enter_async_context(self._daily_copies(tell, journal.note_damage))
                yield engine

    # ------------------------------------------------------------------ the journal
    @contextlib.contextmanager
    def _journal(self, tell: Callable[[News], None]) -> Iterator[SqliteJournal]:
        from lomi_pos.keeping import opened_journal  # noqa: PLC0415

        with opened_journal(self.folder, till=self.settings.shop.till, clock=self.clock, tell=tell) as journal:
            yield journal

    def _daily_copies(
        self, tell: Callable[[News], None], on_damage: Callable[[], None]
    ) -> contextlib.AbstractAsyncContextManager[None]:
        from lomi_pos.keeping import DailyCopies  # noqa: PLC0415

        return DailyCopies(self.folder, clock=self.clock, tell=tell, on_damage=on_damage).running()

    @contextlib.contextmanager
    def journal_to_read(self) -> Iterator[SqliteJournal | None]:
        """The journal, read only, also while the window is open; None when there has never been a sale.

        Raises:
            JournalTrouble: it cannot be read, or is gone though there are copies of it.
        """
        from lomi_pos.store.journal import SqliteJournal, check_not_lost  # noqa: PLC0415

        if not self.folder.journal.exists():
            check_not_lost(self.folder.journal, self.folder.backups)
            yield None
            return
        journal = SqliteJournal.open_for_reading(self.folder.journal, is_practice=self.is_practice)
        try:
            yield journal
        finally:
            journal.close()


def data_folder(data_dir: Path | None, *, is_practice: bool = False) -> DataFolder:
    """The till's folder, or practice's own one in it. Makes nothing."""
    main = DataFolder.find(data_dir)
    return main.practice() if is_practice else main


def open_till(data_dir: Path | None, *, is_practice: bool = False) -> Till:
    """Find the folder and read its settings. Opens no journal and asks nobody.

    Raises:
        SettingsTrouble: ``settings.toml`` cannot be read.
    """
    book = SettingsFile(data_folder(data_dir).settings)
    return Till(
        data_folder(data_dir, is_practice=is_practice),
        book,
        Keychain(os.environ.get("LOMI_API_KEY", "")),
        api_url=os.environ.get("LOMI_API_URL", ""),
        account=os.environ.get("LOMI_ACCOUNT", ""),
    )
