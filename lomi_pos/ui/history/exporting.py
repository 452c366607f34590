"""An export from its button to its file: what lomi. lists is read to the end first, in the background."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui.history.export import HistoryExport
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.sheet import Kind
from lomi_pos.ui.paged_feed import PagedFeed
from lomi_pos.ui.theme import Tone
from lomi_pos.ui.words import tell


class Exporting(QObject):
    """One at a time. ``save`` writes the list of a source as it is then, ``count`` says how many rows that has.

    Signals:
        changed(): ``words`` or ``is_reading`` are others.
    """

    changed = Signal()

    def __init__(
        self,
        export: HistoryExport,
        feeds: Mapping[Source, PagedFeed],
        *,
        save: Callable[[Source, Kind], None],
        count: Callable[[Source], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._feeds = feeds
        self._save = save
        self._count = count
        self._wanted: tuple[Source, Kind] | None = None
        self._told: Callable[[], str] = str
        self._tone: Tone = ""
        export.saved.connect(self._on_saved)
        export.failed.connect(self._on_failed)
        for feed in feeds.values():
            feed.answered.connect(self._on_answered)
            feed.ended.connect(self._on_ended)
            feed.refused.connect(self._on_refused)

    @property
    def is_reading(self) -> bool:
        return self._wanted is not None

    @property
    def words(self) -> str:
        """Where it stands, or what became of it; empty when there is nothing to say."""
        if self._wanted is None:
            return self._told()
        read = fmt.whole_number(self._count(self._wanted[0]))
        return self.tr(
            "Reading the whole list for the export, {count} rows so far. The file is written at its end."
        ).format(count=read)

    @property
    def tone(self) -> Tone:
        """Amber when nothing was saved."""
        return self._tone if self._wanted is None else ""

    def begin(self, source: Source, kind: Kind) -> None:
        """Save the whole list of ``source``, as it is filtered and sorted."""
        if self._wanted is not None:
            return
        feed = self._feeds.get(source)
        if feed is None:
            self._save(source, kind)
            return
        self._wanted = source, kind
        feed.read_all()
        self.changed.emit()

    def stop(self) -> None:
        """Give up reading. Nothing is written, and what was read stays in the list."""
        if self._wanted is None:
            return
        self._feeds[self._wanted[0]].stop()
        stopped = self.tr("The export was stopped. Nothing was saved; the rows that were read are still here.")
        self._end(lambda: stopped, "amber")

    def forget(self) -> None:
        """Something else is asked for: what became of the last one is no longer said."""
        self._told = str

    def _end(self, told: Callable[[], str], tone: Tone = "") -> None:
        self._wanted, self._told, self._tone = None, told, tone
        self.changed.emit()

    # ------------------------------------------------------------------ slots
    @Slot(object)
    def _on_answered(self) -> None:
        if self._wanted is not None:
            self.changed.emit()

    @Slot()
    def _on_ended(self) -> None:
        if self._wanted is None:
            return
        (source, kind), self._wanted = self._wanted, None
        self._save(source, kind)
        self.changed.emit()

    @Slot(object)
    def _on_refused(self, problem: Message) -> None:
        if self._wanted is None:
            return
        read = self._count(self._wanted[0])

        def told() -> str:
            why = tell(problem) if problem.code != "no_connection" else self.tr("The connection broke.")
            words = self.tr(
                "{problem} {count} rows were read and nothing was saved. Export again to read on from there."
            )
            return words.format(problem=why, count=fmt.whole_number(read))

        self._end(told, "amber")

    @Slot(object, int)
    def _on_saved(self, path: Path, rows: int) -> None:
        def told() -> str:
            words = (
                self.tr("{count} row is saved in {path}")
                if fmt.is_singular(rows)
                else self.tr("{count} rows are saved in {path}")
            )
            return words.format(count=fmt.whole_number(rows), path=path)

        self._end(told)

    @Slot(object)
    def _on_failed(self, problem: Message) -> None:
        self._end(lambda: tell(problem), "amber")
