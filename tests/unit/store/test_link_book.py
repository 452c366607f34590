import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lomi_pos.store import migrations
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.store.link_book import SqliteLinkBook
from lomi_pos.till.identity import Identity
from lomi_pos.till.links import LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft, PaymentLink
from lomi_pos.till.money import Money
from lomi_pos.till.words import Message

from .making import raw

AT = datetime(2026, 11, 21, 14, 31, tzinfo=UTC)
IDENTITY = Identity("https://api.lomi.africa", "live", "f" * 16)
DRAFT = LinkDraft(
    "instant",
    "Panier de mangues",
    "XOF",
    amount=Money(2500),
    description="3 kg",
    expires_at=AT + timedelta(days=7),
    allow_quantity=True,
    success_url="https://shop.example/merci",
    metadata={"poster": "1"},
)
LINK = PaymentLink(
    "id-1",
    "https://checkout.lomi.africa/id-1",
    "instant",
    "Panier de mangues · R",
    amount=Money(2500),
    quantity=1,
    allow_quantity=False,
    others={"line_items": "[]"},
)


@pytest.fixture
def book(path):
    with closing(SqliteJournal.open(path)) as journal:
        yield journal.links


def begin(book: SqliteLinkBook) -> ShopLink:
    return book.begin(DRAFT, "7ZK4M2Q9XB*", b'{"exact": 1}', identity=IDENTITY, at=AT)


def test_a_link_comes_back_as_it_was_begun(book):
    begun = begin(book)
    assert book.link(begun.id) == begun
    assert (begun.draft, begun.body, begun.state) == (DRAFT, b'{"exact": 1}', LinkState.CREATING)


def test_what_became_of_it_comes_back_after_a_restart(book, path):
    made = replace(begin(book), state=LinkState.MADE, tried_at=AT, link=LINK)
    book.write(made)
    unclear = replace(
        book.begin(DRAFT, "other", b"{}", identity=IDENTITY, at=AT),
        state=LinkState.UNCLEAR,
        reason=Message("request_refused", {"message": "« non »"}),
    )
    book.write(unclear)
    with closing(SqliteJournal.open(path)) as again:
        assert again.links.links() == [unclear, made]
        assert again.links.links(LinkState.MADE) == [made]


def test_what_is_sent_is_never_edited_and_what_is_made_stays_made(book, path):
    begun = begin(book)
    book.write(replace(begun, state=LinkState.MADE, link=LINK))
    with closing(raw(path)) as db:
        for change in (
            "UPDATE shop_link SET body = x'00'",
            "UPDATE shop_link SET state = 'unclear'",
            "DELETE FROM shop_link",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=r"never|stays so"):
                db.execute(change)
    assert book.link(begun.id).state is LinkState.MADE


def test_links_seen_again_are_remembered_as_they_were_last(book):
    book.keep_seen([LINK], identity=IDENTITY)
    book.keep_seen([replace(LINK, is_active=False), replace(LINK, id="id-2")], identity=IDENTITY)
    assert {one.id: one.is_active for one in book.seen(IDENTITY)} == {"id-1": False, "id-2": True}


@pytest.mark.parametrize(
    "other",
    [
        replace(IDENTITY, environment="test"),
        replace(IDENTITY, base_url="https://sandbox.api.lomi.africa"),
        replace(IDENTITY, account="acct_1"),
        replace(IDENTITY, key_fingerprint="e" * 16),
    ],
)
def test_links_seen_under_another_identity_are_not_shown(book, other):
    book.keep_seen([LINK], identity=IDENTITY)
    assert book.seen(other) == []


def test_a_journal_of_before_the_links_gets_their_tables(path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:1])
        SqliteJournal.open(path).close()
    with closing(SqliteJournal.open(path)) as journal:
        assert journal.links.links() == []
        assert begin(journal.links).id == 1
