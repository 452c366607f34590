"""The three lists: this till's sales, lomi.'s transactions, and its checkout sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import QObject

from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.ports import Clock
from lomi_pos.till.sale_lines import SaleLine
from lomi_pos.till.sessions import ListedSession
from lomi_pos.till.text import clean
from lomi_pos.ui import format as fmt
from lomi_pos.ui.history.columns import OF_SALES, OF_SESSIONS, OF_TRANSACTIONS, Column, Headings, heading
from lomi_pos.ui.history.status import standing_of, standing_of_session, standing_of_transaction
from lomi_pos.ui.lists.rows import NO_TIME, Cell, RowsModel, RowT
from lomi_pos.ui.lists.standing import Standing
from lomi_pos.ui.words import provider_name

ELSEWHERE = "\u2197"
"""An arrow out of the till, in front of what was not sold here."""


@dataclass(frozen=True, slots=True)
class Booked:
    """One of lomi.'s transactions, and the sale of this till that it settled, when it did.

    ``number`` is empty until the sale has been looked up.
    """

    transaction: Transaction
    sale_id: int | None = None
    number: str = ""
    given_back_minor: int = 0
    """What this till knows to be given back of it."""


class _DatedModel(RowsModel[RowT, Column]):
    """Its rows say when they were, near the hour it is."""

    columns = Column
    to_the_right = frozenset({Column.AMOUNT})
    headings: ClassVar[Headings]

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock

    def heading(self, column: Column) -> str:
        return heading(self.headings, column)

    def _when(self, at: datetime | None) -> Cell:
        return Cell(fmt.moment_near(at, self._clock.now()) if at else "–", at or NO_TIME)


class SalesModel(_DatedModel[SaleLine]):
    """This till's sales, newest first."""

    headings = OF_SALES

    def change(self, line: SaleLine) -> bool:
        """Put ``line`` in the place of the same sale; False when that one is not listed."""
        for at, known in enumerate(self.rows):
            if known.id == line.id:
                self._replace(at, line)
                return True
        return False

    def _cells_of(self, row: SaleLine) -> tuple[Cell, ...]:
        return (
            self._when(row.created_at),
            Cell(row.number, row.id),
            Cell(_asked_and_received(row), row.amount.minor),
            _standing(standing_of(row)),
            _provider(row.provider),
            _name(row.clerk),
            Cell(clean(row.note), row.note.casefold()),
        )


class _ModelAtLomi(_DatedModel[RowT]):
    """What lomi. lists of the whole shop: what was not sold on this till says so."""

    def _elsewhere(self, metadata: Mapping[str, str]) -> str:
        till = clean(metadata.get("till", ""), 8)
        return f"{ELSEWHERE} " + (self.tr("till {till}").format(till=till) if till else self.tr("elsewhere"))


class TransactionsModel(_ModelAtLomi[Booked]):
    """lomi.'s transactions, newest first."""

    headings = OF_TRANSACTIONS

    def name_sales(self, numbers: Mapping[int, str]) -> None:
        """The numbers of sales, by id, as they become known."""
        for at, booked in enumerate(self.rows):
            number = numbers.get(booked.sale_id, "") if booked.sale_id is not None else ""
            if number and number != booked.number:
                self._replace(at, replace(booked, number=number))

    def origin(self, booked: Booked) -> str:
        """Where it was sold: our number, or that it was elsewhere."""
        if booked.sale_id is not None:
            return booked.number or self.tr("this till")
        return self._elsewhere(booked.transaction.metadata)

    def _cells_of(self, row: Booked) -> tuple[Cell, ...]:
        seen = row.transaction
        standing = standing_of_transaction(seen.status, is_partly_refunded=row.given_back_minor > 0)
        return (
            self._when(seen.created_at),
            Cell(self.origin(row), row.sale_id or 0, is_quiet=row.sale_id is None),
            _amount(seen.gross),
            _standing(standing),
            _provider(seen.provider),
            _name(seen.customer_name),
            Cell(clean(seen.description), seen.description.casefold()),
        )


class SessionsModel(_ModelAtLomi[ListedSession]):
    """lomi.'s checkout sessions, newest first."""

    headings = OF_SESSIONS

    def origin(self, row: ListedSession) -> str:
        """Where it was made: our number, or that it was elsewhere."""
        if row.sale_id is not None:
            return row.number
        return self._elsewhere(row.session.metadata)

    def _cells_of(self, row: ListedSession) -> tuple[Cell, ...]:
        seen = row.session
        return (
            self._when(seen.created_at),
            Cell(self.origin(row), row.sale_id or 0, is_quiet=row.sale_id is None),
            _amount(seen.amount),
            _standing(standing_of_session(row.status)),
            _provider(row.provider),
            _name(seen.customer_name),
            Cell(clean(seen.title or seen.description), (seen.title or seen.description).casefold()),
        )


def _asked_and_received(row: SaleLine) -> str:
    received: Money | None = row.received
    if received is None or received == row.amount:
        return fmt.money(row.amount)
    return f"{fmt.figures(received)} / {fmt.money(row.amount)}"


def _amount(amount: Money | None) -> Cell:
    return Cell(fmt.money(amount) if amount else "–", amount.minor if amount else 0)


def _standing(standing: Standing) -> Cell:
    return Cell(standing.words, standing.words, standing)


def _provider(code: str) -> Cell:
    return Cell(provider_name(code) if code else "–", code, is_quiet=not code)


def _name(name: str) -> Cell:
    return Cell(clean(name) or "–", name.casefold(), is_quiet=not name)
