"""A page of one of lomi.'s lists, as it is shown: answers, not news."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lomi_pos.till.links import KnownLink
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.sessions import ListedSession


@dataclass(frozen=True, slots=True)
class TransactionPage:
    """One page of lomi.'s transactions, asked for at ``asked_at``.

    ``sale_ids`` says which of them settled a sale of this till, or were tried for one; the others were made elsewhere.
    """

    transactions: tuple[Transaction, ...]
    sale_ids: Mapping[str, int]
    is_last: bool
    asked_at: datetime
    given_back: Mapping[str, int] = field(default_factory=dict)
    """What this till knows to be given back of them, by their ids, in smallest units."""
    given: frozenset[str] = frozenset()
    """The ids of all that lomi. gave, those left out too: a page that brings none that is new is a repeated one."""


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One page of lomi.'s checkout sessions, asked for at ``asked_at``; ``given`` as for transactions."""

    sessions: tuple[ListedSession, ...]
    is_last: bool
    asked_at: datetime
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LinkPage:
    """One page of lomi.'s payment links, asked for at ``asked_at``. One that may not be shown is not in it.

    ``given`` as for transactions.
    """

    links: tuple[KnownLink, ...]
    is_last: bool
    asked_at: datetime
    given: frozenset[str] = frozenset()
