"""A start with more sales given up than are looked at one by one: the list of the expired, as lomi. may tell it."""

import json
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from lomi_pos.engine.news import News, SweepFinished
from lomi_pos.engine.recovery import MANY
from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.events import AttemptExpired
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.states import Flag, State
from tests.faults.bad_line import BadLine
from tests.faults.checks import check_the_copies
from tests.faults.faults import in_both_dialects
from tests.faults.lies import rows_of
from tests.faults.world import World

COUNT = MANY + 2
OTHERS = 230
"""Of other tills: more than two pages of a list."""

LATE, ASKED = 7, Money(5000)
"""The sale that is paid late, and its amount."""

MINUTE_S, LONGEST_MIN = 60.0, 30

Retell = Callable[[int, Any], Any]


class RetoldLists:
    """The sandbox's application; what its lists of sessions say is told again by ``retell(page, answer)``."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.retell: Retell = lambda _page, answer: answer

    async def __call__(self, scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
        if (scope["method"], scope["path"]) != ("GET", "/checkout-sessions"):
            await self._app(scope, receive, send)
            return
        held: list[Any] = []

        async def hold(message: Any) -> None:
            held.append(message)

        await self._app(scope, receive, hold)
        page = int(httpx.QueryParams(scope["query_string"].decode()).get("page", "1"))
        start, answer = held[0], json.loads(b"".join(one.get("body", b"") for one in held[1:]))
        headers = [one for one in start["headers"] if one[0].lower() != b"content-length"]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(self.retell(page, answer)).encode()})


class GivenUp(World):
    """A shop with so many sales whose codes have all expired, and which knows it. It is closed."""

    def __init__(self, dialect: DialectName, *, with_two: int = 0) -> None:
        super().__init__(dialect=dialect)
        self.lists = RetoldLists(self._app)
        self.line = BadLine(self.lists, self.chance, self.true_clock)
        self.swept: list[SweepFinished] = []
        self.hears = self._hear_sweeps
        self.start()
        for _ in range(COUNT):
            self.charge(Order(ASKED), 0.5)
        if with_two:
            self.ask(self.engine.new_code(with_two), 5.0)
        self.pass_time(5.0)
        for session_id in list(self.lomi.sessions):
            self.server.expire(session_id)
        self.close()
        self.swept.clear()
        self._write_down_that_all_have_expired()
        self.ours = [str(one.remote_id) for sale in self.sales_on_disk() for one in sale.attempts]
        self._heard_before = len(self.server.requests)

    def _write_down_that_all_have_expired(self) -> None:
        """As lomi. has said of each when it was looked at."""
        journal = SqliteJournal.open(self.path)
        for sale in self.sales_on_disk():
            codes = [one.count for one in sale.attempts]
            journal.record(sale.id, [AttemptExpired(at=self.clock.now(), who="lomi.", attempt=one) for one in codes])
        journal.close()
        assert {sale.state for sale in self.sales_on_disk()} == {State.EXPIRED}

    def _hear_sweeps(self, news: News) -> None:
        if isinstance(news, SweepFinished):
            self.swept.append(news)

    # ------------------------------------------------------------------ what lomi. has
    def codes_of(self, sale_id: int) -> list[str]:
        return [str(one.remote_id) for one in self.sale(sale_id).attempts]

    def let_one_be_paid_late(self, *, session_follows: bool = True) -> None:
        (late,) = self.codes_of(LATE)
        self.server.pay_late(late, session_follows=session_follows)

    def add_others(self, *, till: str = "B", minutes_ago: float = 0.0, **changes: Any) -> None:
        """As many expired sessions of another till."""
        like = self.lomi.newest_session()
        self.true_clock.sleep_through(minutes_ago / 60)
        for _ in range(OTHERS):
            metadata = {"till": till, "order_ref": "0123456789X"}
            made = {"created_at": self.true_clock.now(), "expires_at": self.true_clock.now(), **changes}
            self.lomi.keep_session(replace(like, id=self.lomi.new_id(), metadata=metadata, **made))

    # ------------------------------------------------------------------ the start
    def open_again(self) -> SweepFinished:
        """Open the till, and return what the sweep came to."""
        self._heard_before = len(self.server.requests)
        self.start()
        for _ in range(LONGEST_MIN):
            if self.swept:
                break
            self.pass_time(MINUTE_S)
        assert self.swept, self.wrongs
        return self.swept[0]

    @property
    def looked_at(self) -> set[str]:
        """The sessions that were asked about by themselves since the start."""
        asked = list(self.server.requests)[self._heard_before :]
        return {one.path.rsplit("/", 1)[-1] for one in asked if one.path.startswith("/checkout-sessions/")}

    @property
    def expired_pages(self) -> int:
        asked = list(self.server.requests)[self._heard_before :]
        return len([one for one in asked if one.query.get("status") == "expired"])

    def check_late_alone(self, *more: Flag) -> None:
        """That one is paid late, and the others are what they were."""
        there = self.sale(LATE)
        assert (there.state, there.received, set(there.flags)) == (State.PAID, ASKED, {Flag.LATE, *more})
        assert {one.state for one in self.sales_on_disk() if one.id != LATE} == {State.EXPIRED}


@pytest.fixture
def with_two() -> int:
    return 0


@pytest.fixture
def shop(dialect: DialectName, with_two: int) -> Iterator[GivenUp]:
    shop = GivenUp(dialect, with_two=with_two)
    yield shop
    assert not shop.wrongs, shop.wrongs
    check_the_copies(shop)
    shop.leave()


def some_order(seed: int) -> Retell:
    chance = random.Random(seed)  # noqa: S311  an order, and no secret

    def retell(_page: int, answer: Any) -> Any:
        chance.shuffle(rows_of(answer))
        return answer

    return retell


class FirstPage:
    """Neither ``page`` nor ``offset`` is heard."""

    def __init__(self) -> None:
        self._first: dict[str, Any] = {}

    def __call__(self, page: int, answer: Any) -> Any:
        rows = rows_of(answer)
        status = str(rows[0]["status"]) if rows else ""
        if page == 1:
            self._first[status] = answer
        return self._first.get(status, answer)


@in_both_dialects
def test_one_that_was_paid_late_has_left_the_list_and_is_the_only_one_looked_at(shop: GivenUp):
    (late,) = shop.codes_of(LATE)
    shop.server.pay_late(late)

    swept = shop.open_again()

    assert (shop.expired_pages, shop.looked_at) == (2, {late})
    assert ([one.id for one in swept.changed], swept.looked_at, swept.unreached) == ([LATE], COUNT, 0)
    shop.check_late_alone()


@in_both_dialects
def test_one_whose_session_stays_expired_is_cleared_by_the_list_and_found_by_its_transaction(shop: GivenUp):
    shop.let_one_be_paid_late(session_follows=False)

    swept = shop.open_again()

    assert (shop.looked_at, [one.id for one in swept.changed]) == (set(), [LATE])
    shop.check_late_alone()


@in_both_dialects
@pytest.mark.parametrize("with_two", [LATE])
@pytest.mark.parametrize("paid", [0, 1], ids=["the_first_is", "the_second_is"])
def test_a_sale_of_which_one_of_two_codes_was_paid_is_not_cleared_by_the_other(shop: GivenUp, paid: int):
    codes = shop.codes_of(LATE)
    shop.server.pay_late(codes[paid])

    shop.open_again()

    assert shop.looked_at == set(codes)
    shop.check_late_alone(Flag.SUPERSEDED)


@in_both_dialects
@pytest.mark.parametrize("with_two", [LATE])
def test_a_sale_of_which_both_codes_were_paid_is_paid_twice(shop: GivenUp):
    for one in shop.codes_of(LATE):
        shop.server.pay_late(one)

    shop.open_again()

    assert shop.sale(LATE).received == Money(2 * ASKED.minor)
    assert set(shop.sale(LATE).flags) == {Flag.LATE, Flag.TWICE, Flag.SUPERSEDED}


@in_both_dialects
@pytest.mark.parametrize("seed", [1, 2])
def test_rows_in_any_order_clear_those_that_they_name_and_no_others(shop: GivenUp, seed: int):
    shop.add_others()
    shop.let_one_be_paid_late()
    shop.lists.retell = some_order(seed)

    swept = shop.open_again()

    assert set(shop.codes_of(LATE)) <= shop.looked_at
    assert swept.unreached == 0
    shop.check_late_alone()


@in_both_dialects
def test_behind_pages_of_others_ours_are_found(shop: GivenUp):
    """In the live dialect ``page`` is ignored, and the offset counts."""
    shop.add_others(minutes_ago=30)
    shop.let_one_be_paid_late()

    swept = shop.open_again()

    assert (shop.looked_at, swept.unreached) == (set(shop.codes_of(LATE)), 0)
    shop.check_late_alone()


@in_both_dialects
def test_behind_a_page_that_repeats_for_ever_each_of_ours_is_asked_about_by_itself(shop: GivenUp):
    shop.add_others(minutes_ago=30)
    shop.let_one_be_paid_late()
    shop.lists.retell = FirstPage()

    swept = shop.open_again()

    assert (shop.expired_pages, shop.looked_at, swept.unreached) == (2, set(shop.ours), 0)
    shop.check_late_alone()


def cut_off(_page: int, _answer: Any) -> Any:
    raise httpx.ReadError("")


def nonsense(_page: int, _answer: Any) -> Any:
    return {"data": [{"id": 7}, None]}


def without_end(page: int, _answer: Any) -> Any:
    row = {"amount": 5000, "currency_code": "XOF", "status": "expired", "title": "x"}
    return [{**row, "id": f"s-{page}-{count}"} for count in range(100)]


@pytest.mark.parametrize("dialect", ["documented"])
@pytest.mark.parametrize("spoilt", [cut_off, nonsense, without_end], ids=lambda one: str(one.__name__))
def test_a_list_that_is_spoilt_half_way_clears_nobody_wrongly(shop: GivenUp, spoilt: Retell):
    shop.add_others(minutes_ago=30)
    shop.let_one_be_paid_late()
    shop.lists.retell = lambda page, answer: spoilt(page, answer) if page > 1 else answer

    swept = shop.open_again()

    assert set(shop.codes_of(LATE)) <= shop.looked_at
    assert swept.unreached == 0
    shop.check_late_alone()


@in_both_dialects
def test_rows_of_the_other_environment_clear_nobody_and_count_for_nothing(shop: GivenUp):
    shop.add_others(environment="live")
    shop.let_one_be_paid_late()

    swept = shop.open_again()

    assert swept.unreached == 0
    shop.check_late_alone()


@in_both_dialects
def test_other_tills_that_only_the_expired_show_share_the_budget(shop: GivenUp):
    shop.add_others(till="C")
    shop.add_others(till="B", minutes_ago=60 * 30)

    shop.open_again()

    assert shop.engine._desk.ledger.sharing.tills == 2
