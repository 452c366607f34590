"""The list of payment links as Qt sees it: this till's and lomi.'s, each once, the newest first."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from lomi_pos.till.links import KnownLink, LinkState
from lomi_pos.till.ports import Clock
from lomi_pos.till.text import clean
from lomi_pos.ui import format as fmt
from lomi_pos.ui.lists.rows import NO_TIME, ROW_ROLE, Cell, RowsModel, RowsOrder
from lomi_pos.ui.lists.standing import Standing


class LinkColumn(IntEnum):
    MADE = 0
    TITLE = 1
    AMOUNT = 2
    STATUS = 3
    ENDS = 4


class LinksModel(RowsModel[KnownLink, LinkColumn]):
    """Each link once, by its key."""

    columns = LinkColumn
    to_the_right = frozenset({LinkColumn.AMOUNT})

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock

    def take_in(self, links: Iterable[KnownLink], *, has_more: bool = False) -> int:
        """Add ``links``, or put them in the place of what was known of them; return how many are new."""
        known = {row.key: row for row in self.rows}
        told = {link.key: link for link in links}
        merged = sorted((known | told).values(), key=_age_order, reverse=True)
        if [row.key for row in merged[: len(known)]] == list(known):
            for at, row in enumerate(merged[: len(known)]):
                if row != self.rows[at]:
                    self._replace(at, row)
            self.append(merged[len(known) :], has_more=has_more)
        else:
            self.show(merged, has_more=has_more)
        return len(told.keys() - known.keys())

    def leave_out(self, key: str) -> None:
        """There is no such link, or it is another's row by now."""
        if any(row.key == key for row in self.rows):
            self.show([row for row in self.rows if row.key != key], has_more=self.has_more)

    def row_with(self, key: str) -> KnownLink | None:
        return next((row for row in self.rows if row.key == key), None)

    def heading(self, column: LinkColumn) -> str:
        return {
            LinkColumn.MADE: self.tr("Made"),
            LinkColumn.TITLE: self.tr("Title"),
            LinkColumn.AMOUNT: self.tr("Amount"),
            LinkColumn.STATUS: self.tr("Status"),
            LinkColumn.ENDS: self.tr("Ends"),
        }[column]

    def ends(self, link: KnownLink) -> str:
        return fmt.moment(link.expires_at) if link.expires_at is not None else self.tr("never")

    def amount(self, link: KnownLink) -> str:
        """In figures; of a product link the product's name and price are lomi.'s to say, on the page."""
        if link.amount is not None:
            return fmt.money(link.amount)
        return self.tr("Product's price") if link.kind == "product" else self.tr("Customer's choice")

    def standing(self, link: KnownLink) -> Standing:
        """What can be done with it, in a word."""
        if link.link is None:
            is_unclear = link.ours is not None and link.ours.state is LinkState.UNCLEAR
            if is_unclear:
                return Standing(self.tr("Not known"), "warning", "amber")
            return Standing(self.tr("Being made…"), "making", "")
        if link.is_active(self._clock.now()):
            return Standing(self.tr("Can be paid"), "link", "accent")
        return Standing(self.tr("Ended"), "ended", "")

    def _cells_of(self, row: KnownLink) -> tuple[Cell, ...]:
        standing = self.standing(row)
        made = row.made_at
        return (
            Cell(fmt.moment_near(made, self._clock.now()) if made else "–", made or NO_TIME),
            Cell(clean(row.title), row.title.casefold()),
            Cell(self.amount(row), row.amount.minor if row.amount is not None else -1, is_quiet=row.amount is None),
            Cell(standing.words, standing.words, standing),
            Cell(self.ends(row), row.expires_at or _NEVER, is_quiet=row.expires_at is None),
        )


_NEVER = NO_TIME.replace(year=9999)


def _age_order(link: KnownLink) -> tuple[datetime, str]:
    return (link.made_at or NO_TIME, link.key)


class LinksOrder(RowsOrder):
    """Sorts by raw values, and shows what the filters ask for: memory knows no filters, and lomi. ignores some."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._text = ""
        self._kind = ""
        self._is_active: bool | None = None

    def keep_only(self, *, text: str = "", kind: str = "", is_active: bool | None = None) -> None:
        wanted = (text.casefold(), kind, is_active)
        if wanted != (self._text, self._kind, self._is_active):
            self._text, self._kind, self._is_active = wanted
            self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        link: KnownLink = self.sourceModel().index(source_row, 0, source_parent).data(ROW_ROLE)
        if self._kind and link.kind != self._kind:
            return False
        if self._is_active is not None and link.is_active(self._clock.now()) != self._is_active:
            return False
        return all(word in _searched(link) for word in self._text.split())


def _searched(link: KnownLink) -> str:
    """A title, a description, an amount typed without spaces, an address."""
    minor = str(link.amount.minor) if link.amount is not None else ""
    return " ".join((link.title, link.description, minor, link.url or "")).casefold()
