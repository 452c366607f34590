"""The journal kept: opened, brought back from its newest good copy when it is damaged, and copied once a day."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date

from lomi_pos.engine.news import News, Trouble
from lomi_pos.store.backups import Restored, back_up_daily, check_journal, restore
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.journal import CHECKED_AT_ONCE_BYTES, SqliteJournal
from lomi_pos.till.errors import JournalDamaged, JournalTrouble
from lomi_pos.till.ports import Clock
from lomi_pos.till.words import Message

LOOKED_EVERY_S = 600.0
"""How often a till that stays open looks whether its journal is still sound on disk, whether a new day has begun, or a
copy that failed can be made now."""

_log = logging.getLogger(__name__)


@contextmanager
def opened_journal(
    folder: DataFolder, *, till: str, clock: Clock, tell: Callable[[News], None]
) -> Iterator[SqliteJournal]:
    """The journal, for writing. A damaged one is set aside, its newest good copy opened, and the clerk told.

    Raises:
        JournalTooNew: a newer lomi POS wrote it; nothing was changed.
        JournalTrouble: it cannot be opened, so nothing may be charged.
    """
    restored: Restored | None = None
    try:
        journal = _open(folder, till, None)
    except JournalDamaged as damaged:
        restored = restore(folder.journal, folder.backups, clock.now())
        _log.error("%s Set aside as %s; now open: %s", damaged, restored.set_aside, restored.backup or "a new journal")
        journal = _open(folder, till, restored)
    try:
        told = _said_of(journal, restored)
        if told is not None:
            tell(Trouble(told))
        yield journal
    finally:
        journal.close()


def _open(folder: DataFolder, till: str, restored: Restored | None) -> SqliteJournal:
    return SqliteJournal.open(
        folder.journal, till=till, is_practice=folder.is_practice, backups=folder.backups, restored=restored
    )


def _said_of(journal: SqliteJournal, restored: Restored | None) -> Message | None:
    """What the clerk is told of the journal's past; None when it is as it was left."""
    since = journal.unasked_since()
    if restored is not None and restored.backup is None:
        return Message("copy_none")
    if since is None:
        return None
    until = since.astimezone().strftime("%Y-%m-%d %H:%M")
    return Message("copy_restored" if restored is not None else "copy_put_back", {"until": until})


class DailyCopies:
    """Copies the journal once a day, in a thread of its own: no sale waits for it, and no sale is stopped by it.

    ``on_damage`` is called, in the loop, when the journal is found damaged: what is sold then could not be kept.
    """

    def __init__(
        self,
        folder: DataFolder,
        *,
        clock: Clock,
        tell: Callable[[News], None],
        on_damage: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._tell = tell
        self._on_damage = on_damage
        self._told = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Copy beside the block, until it ends."""
        copying = asyncio.create_task(self.run())
        try:
            yield
        finally:
            copying.cancel()
            await asyncio.gather(copying, return_exceptions=True)

    async def run(self) -> None:
        """Copy today's journal, and go on over midnight, for ever."""
        while True:
            await self.copy_once()
            await self._clock.sleep(LOOKED_EVERY_S)

    async def copy_once(self) -> None:
        """Make today's copy unless there is one. What goes wrong is told once, and tried again later."""
        today = self._clock.now().astimezone().date()
        try:
            await asyncio.to_thread(_copy_or_check, self._folder, today)
        except JournalDamaged as damaged:
            _log.error("%s", damaged)
            self._on_damage()
            self._say("copy_found_damage")
        except JournalTrouble as trouble:
            _log.warning("Today's copy of the journal was not made: %s", trouble)
            self._say("copy_failed")
        except Exception:  # noqa: BLE001  a copy is never worth a sale
            _log.exception("Today's copy of the journal was not made")
            self._say("copy_failed")
        else:
            self._told = ""

    def _say(self, code: str) -> None:
        if code != self._told:
            self._told = code
            self._tell(Trouble(Message(code)))


def _copy_or_check(folder: DataFolder, today: date) -> None:
    """A journal that is copied is read whole. One that was copied today is read all the same, unless it is large."""
    is_copied = back_up_daily(folder.journal, folder.backups, today) is not None
    if not is_copied and folder.journal.exists() and folder.journal.stat().st_size <= CHECKED_AT_ONCE_BYTES:
        check_journal(folder.journal)
