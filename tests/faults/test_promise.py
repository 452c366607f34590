"""No sale is ever lost, doubled or shown wrongly: thousands of steps in any order, and tills that break the promise.

The usual run is the same each time. ``HYPOTHESIS_PROFILE=long pytest -o faulthandler_timeout=0 ...`` draws anew and
takes as long as it takes.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from lomi_pos.api.client import LomiClient
from lomi_pos.engine import creation, looking, transactions
from lomi_pos.engine.engine import Engine
from lomi_pos.till import events as ev
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.reference import new_reference
from lomi_pos.till.sale import Sale
from lomi_pos.till.settling import news_of_session, news_of_transaction
from lomi_pos.till.states import State
from tests.faults.promise import DEEDS, Promise

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
USUAL = settings(
    max_examples=int(os.environ.get("PROMISE_EXAMPLES", "2000")) if IS_LONG else 120,
    stateful_step_count=60 if IS_LONG else 40,
    derandomize=not IS_LONG,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
WITHOUT_SHRINKING = settings(USUAL, phases=[Phase.generate], derandomize=True, max_examples=200)

MUST_HAVE_HAPPENED = (
    *("charge", "charge a link", "cancel", "new_code", "pay", "pay twice", "pay slowly", "pay late"),
    *("sweep", "sweep and compare", "close", "crash", "crash in a charge", "start", "another key of the shop"),
    *("disk full", "disk read-only", "disk well", "spoil", "line up", "line down"),
    *("wait", "machine sleeps", "clock set", "clock wrong by a day", "a Network member"),
    *("= paid", "= twice", "= superseded", "= expired", "= failed", "fault refused"),
)
LEAVES_A_DOUBT = ("fault lost_going", "fault lost_coming", "fault half", "fault too_slow", "fault gateway_done")
"""The work may have been done, and nobody was told."""
ONLY_IN_THE_LONG_RUN = (
    *DEEDS,
    *("retry", "check_now", "acknowledge", "put_in_front", "refund", "give back", "another organization's key"),
    *("a live key", "clock wrong by a year"),
    *("crash between sending and the answer", "= late", "= attention", "= underpaid", "= overpaid", "= cancelled"),
    *("fault key_refused", *LEAVES_A_DOUBT),
)
"""What a short run meets or not: its draws change with every module that is loaded beside it."""


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_no_sale_is_ever_lost_doubled_or_shown_wrongly(capsys: pytest.CaptureFixture[str]):
    Promise.ran = Counter()

    run_state_machine_as_test(Promise, settings=USUAL)

    with capsys.disabled():
        print("\n" + ", ".join(f"{name} {count}" for name, count in sorted(Promise.ran.items())))
    wanted = (*MUST_HAVE_HAPPENED, *(ONLY_IN_THE_LONG_RUN if IS_LONG else ()))
    never = [name for name in wanted if not Promise.ran[name]]
    assert any(Promise.ran[name] for name in LEAVES_A_DOUBT), "no answer was ever lost"
    assert not never, f"this never happened, so nothing was proved of it: {never}"


# ---------------------------------------------------------------------- tills that break it
def a_new_key_on_each_repeat(patch: pytest.MonkeyPatch) -> None:
    create = LomiClient.create_session
    count = iter(range(10**9))

    async def with_a_new_key(self: LomiClient, body: bytes, *, idempotency_key: str) -> Any:
        return await create(self, body, idempotency_key=f"{idempotency_key}-{next(count)}")

    patch.setattr(LomiClient, "create_session", with_a_new_key)


def the_journal_after_the_answer(patch: pytest.MonkeyPatch) -> None:
    charge = Engine.charge

    async def ask_first(self: Engine, order: Order) -> Sale:
        if order.kind is Kind.LINK:
            return await charge(self, order)
        desk, reference = self._desk, new_reference(self._selling._attempts._random_below)
        identity, now = desk.payments.identity, desk.clock.now()
        draft = Sale(0, "A-000", reference, order.amount, created_at=now, identity=identity)
        asked = self._selling._attempts._new_attempt(order.kind, desk.payments.session_body(order, draft, attempt=1))
        made = await desk.payments.create_session(asked.body, idempotency_key=asked.idempotency_key)
        sale = desk.journal.begin_sale(order, reference, lambda _: asked, identity=identity, clerk="", at=now)
        return desk.record(sale.id, ev.AttemptOpened(at=now, attempt=1, remote_id=made.id, url=made.url or ""))

    patch.setattr(Engine, "charge", ask_first)


def paid_taken_back_by_expiry(patch: pytest.MonkeyPatch) -> None:
    state = Sale.state.fget  # type: ignore[attr-defined]

    def newest_word_wins(sale: Sale) -> State:
        is_over = any(isinstance(event, ev.AttemptExpired) for event in sale.history)
        return State.EXPIRED if is_over else state(sale)

    patch.setattr(Sale, "state", property(newest_word_wins))


def the_amount_ignored_when_settling(patch: pytest.MonkeyPatch) -> None:
    def as_asked(news: Callable[..., tuple[ev.Event, ...]]) -> Callable[..., tuple[ev.Event, ...]]:
        return lambda sale, *seen: tuple(
            replace(event, amount=sale.amount) if isinstance(event, ev.PaymentReceived) else event
            for event in news(sale, *seen)
        )

    patch.setattr(looking, "news_of_session", as_asked(news_of_session))
    patch.setattr(creation, "news_of_session", as_asked(news_of_session))
    patch.setattr(transactions, "news_of_transaction", as_asked(news_of_transaction))


MUTANTS: dict[Callable[[pytest.MonkeyPatch], None], tuple[str, ...]] = {
    a_new_key_on_each_repeat: ("sessions for attempt",),
    the_journal_after_the_answer: ("which is not on disk", "was told what is not on disk"),
    paid_taken_back_by_expiry: ("was told paid, then", "paid is sticky", "is expired", "is stuck in expired"),
    the_amount_ignored_when_settling: ("lomi. has", "lomi. had", "another amount than its transaction"),
}
"""Each with the words of which one must be said when it is found."""


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as context:
        yield context


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_till_that_breaks_the_promise_is_found_out(
    mutant: Callable[[pytest.MonkeyPatch], None], patch: pytest.MonkeyPatch
):
    mutant(patch)

    with pytest.raises(AssertionError) as found:
        run_state_machine_as_test(Promise, settings=WITHOUT_SHRINKING)

    assert any(words in str(found.value) for words in MUTANTS[mutant]), str(found.value)[:500]
