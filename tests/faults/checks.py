"""What must be true of a till at every moment, and what once it has asked lomi. about everything."""

from collections import Counter
from datetime import timedelta

from lomi_pos.sandbox.records import Transaction
from lomi_pos.store.event_codec import as_text
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from tests.faults.world import World

Arrived = dict[str, list[Transaction]]
"""What lomi. has for each reference; what it has given back does not count."""

CLOCK_MAY_BE_WRONG_BY = timedelta(days=1)


def check_every_moment(world: World) -> list[Sale]:
    """Returns the sales that are on disk."""
    assert not world.wrongs, world.wrongs
    on_disk = world.sales_on_disk()
    _check_one_environment_a_sale(on_disk)
    assert all(sale.attempts for sale in on_disk), "a sale is on disk that nothing can be done with"
    _check_one_session_an_attempt(world, on_disk)
    _check_told_is_on_disk(world, on_disk)
    _check_paid_on_screen_is_paid_at_lomi(world)
    return on_disk


def _check_one_environment_a_sale(on_disk: list[Sale]) -> None:
    for sale in on_disk:
        worlds = {one.identity.environment for one in sale.attempts} | {sale.identity.environment}
        assert len(worlds) == 1, f"{sale.number} is in {worlds}"


def _check_one_session_an_attempt(world: World, on_disk: list[Sale]) -> None:
    attempts = {(sale.reference, str(one.count)) for sale in on_disk for one in sale.attempts}
    links = Counter(sale.reference for sale in on_disk for one in sale.attempts if one.kind is Kind.LINK)
    sessions = Counter(
        ((session.metadata or {})["order_ref"], (session.metadata or {})["attempt"])
        for session in world.lomi.sessions.values()
        if session.payment_link_id is None
    )
    for attempt, count in sessions.items():
        assert count == 1, f"{count} sessions for attempt {attempt}"
        assert attempt in attempts, f"a session for attempt {attempt}, which is not on disk"
    for link in world.lomi.links.values():
        reference = link.title[-11:]
        links[reference] -= 1
        assert links[reference] >= 0, f"more links than attempts for {reference}"
    once = (b'"link_type"', b'"transaction_id"')
    twice = [body for body, count in world.line.made.items() if count > 1 and any(one in body for one in once)]
    assert not twice, f"a link or a refund was made twice: {twice}"


def _check_told_is_on_disk(world: World, on_disk: list[Sale]) -> None:
    by_id = {sale.id: sale for sale in on_disk}
    for sale_id, told in world.told.items():
        written = by_id[sale_id].history
        assert written[: len(told.history)] == told.history, f"{told.number} was told what is not on disk"
        if len(written) == len(told.history):
            assert by_id[sale_id] == told, f"{told.number} reads otherwise than it was told"


def _check_paid_on_screen_is_paid_at_lomi(world: World) -> None:
    money = world.money_by_reference(with_refunded=True)
    for sale in world.told.values():
        if sale.state is not State.PAID:
            continue
        arrived = {row.id: row for row in money.get(sale.reference, ())}
        assert arrived, f"{sale.number} is shown paid, and lomi. has no money for it"
        amounts = Counter(int(row.gross_amount) for row in arrived.values())
        shown = Counter(payment.amount.minor for payment in sale.payments)
        assert shown <= amounts, f"{sale.number} shows {shown}, lomi. has {amounts}"
        for payment in sale.payments:
            if payment.transaction_id is not None:
                row = arrived[payment.transaction_id]
                assert row.gross_amount == payment.amount.minor, f"{sale.number}: another amount than its transaction"


def check_the_copies(world: World) -> None:
    """The columns beside the events are what the fold gives, and no file holds the key."""
    journal = SqliteJournal.open_for_reading(world.path)
    db = journal._db
    try:
        for row in db.execute("SELECT * FROM sale").fetchall():
            sale = journal.sale(row["id"])
            columns = (row["state"], row["flags"], bool(row["needs_someone"]), row["provider"], row["progress"])
            fold = (sale.state, " ".join(sorted(sale.flags)), sale.needs_someone, sale.provider, sale.progress)
            assert columns == fold, f"{sale.number}: {columns} beside {fold}"
            money = (row["received_minor"], row["refunded_minor"], row["cash_back_minor"])
            folded = tuple(one and one.minor for one in (sale.received, sale.refunded, sale.cash_back))
            assert money == folded, f"{sale.number}: {money} beside {folded}"
            settled = db.execute(
                "SELECT attempt, transaction_id, amount_minor FROM settlement WHERE sale_id = ? ORDER BY position",
                (sale.id,),
            ).fetchall()
            payments = [(one.attempt, one.transaction_id, one.amount.minor) for one in sale.payments]
            assert [tuple(one) for one in settled] == payments
            attempts = db.execute(
                "SELECT state, remote_id, first_tried_at FROM attempt WHERE sale_id = ? ORDER BY count", (sale.id,)
            ).fetchall()
            assert [tuple(one) for one in attempts] == [
                (str(one.state), one.remote_id, one.first_tried_at and as_text(one.first_tried_at))
                for one in sale.attempts
            ]
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        journal.close()
    _check_no_secret(world)


def _check_no_secret(world: World) -> None:
    for secret in world.lomi.keys._keys:
        for file in world.folder.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes(), f"a key stands in {file.name}"


def check_nothing_is_lost(world: World, on_disk: list[Sale], before: Arrived) -> None:
    """lomi. has been asked about everything since ``before``: that money is in the journal, to the unit."""
    there, ever = world.money_by_reference(), world.money_by_reference(with_refunded=True)
    now = world.clock.now()
    for sale in on_disk:
        if any(now - one.made_at >= WATCHED_FOR - CLOCK_MAY_BE_WRONG_BY for one in sale.attempts):
            continue  # out of the week in which it is watched
        still_there = {row.id for row in there.get(sale.reference, ())}
        least = sum(int(row.gross_amount) for row in before.get(sale.reference, ()) if row.id in still_there)
        most = sum(int(row.gross_amount) for row in ever.get(sale.reference, ()))
        about = f"{sale.number} is {sale.state}, attempts {[str(one.state) for one in sale.attempts]}"
        if least:
            assert sale.state in {State.PAID, State.ATTENTION}, f"{about}, and lomi. has {least}"
        if sale.state is State.PAID:
            received = sale.received.minor if sale.received else 0
            assert least <= received <= most, f"{about}, has {received}, lomi. had {least} and has {most}"
