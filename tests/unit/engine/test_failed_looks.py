"""Looks that lomi. does not answer, or that cannot be written down."""

import pytest

from lomi_pos.engine.news import SaleChecked, Trouble
from lomi_pos.till.states import State

from .script import Held
from .till import Till
from .troubles import busy, gateway, key_refused, no_connection, refused, timeout

pytestmark = pytest.mark.anyio


# ---------------------------------------------------------------------- looks that fail
@pytest.mark.parametrize("trouble", [timeout(), gateway(), no_connection(), key_refused(), refused()])
async def test_a_look_that_fails_is_dropped_and_asked_again(till: Till, trouble):
    await till.charge()
    till.lomi.always(trouble, "session")
    await till.wait(30)
    assert till.sale().state is State.OPEN
    assert till.told(Trouble) == []

    till.lomi.recover()
    till.lomi.pay()
    await till.wait(12)
    assert till.sale().is_paid_exactly


async def test_retry_after_quiets_every_look(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    await till.wait(5)
    till.lomi.answers("session", busy(60))
    await till.wait(3)
    till.lomi.forget_calls()

    await till.wait(55)

    assert [call.name for call in till.lomi.calls] in ([], ["account", "providers"])


async def test_a_look_that_cannot_be_written_down_is_not_told(till: Till):
    await till.charge()
    till.journal.refuse_to_write()
    till.lomi.pay()
    checked = len(till.told(SaleChecked))
    await till.wait(30)
    assert till.told_states() == ["creating", "open"]
    assert len(till.told(SaleChecked)) == checked
    assert [trouble.message.code for trouble in till.told(Trouble)] == ["journal_read_only_in_use"]

    till.journal.write_again()
    await till.wait(12)
    assert till.told_states()[-1] == "paid"


async def test_a_code_whose_showing_cannot_be_written_down_is_shown_and_watched(till: Till):
    sale_id = await till.charge()
    till.journal.refuse_to_write()
    await till.engine.put_in_front(sale_id)
    assert [trouble.message.code for trouble in till.told(Trouble)] == ["journal_read_only_in_use"]

    till.journal.write_again()
    till.lomi.pay()
    await till.wait(12)
    assert till.told_states()[-1] == "paid"


async def test_a_bug_in_a_look_is_logged_and_the_watch_goes_on(till: Till, caplog: pytest.LogCaptureFixture):
    def broken(_seen: object) -> object:
        raise ZeroDivisionError

    await till.charge()
    till.lomi.answers("session", broken)
    till.lomi.pay()

    await till.wait(30)

    assert till.sale().is_paid_exactly
    assert [trouble.message.code for trouble in till.told(Trouble)] == ["bug"]
    assert "ZeroDivisionError" in caplog.text


async def test_a_listener_that_fails_does_not_stop_the_sale(till: Till, caplog: pytest.LogCaptureFixture):
    def tell(_news: object) -> None:
        raise RuntimeError("Internal C++ object already deleted")

    till.engine._desk._tell = tell

    await till.charge()

    assert till.sale().state is State.OPEN
    assert "already deleted" in caplog.text


async def test_a_slow_list_does_not_delay_the_next(till: Till):
    await till.charge()
    await till.charge()
    await till.wait(20)
    till.lomi.answers("sessions", Held(), Held())
    till.lomi.pay()

    await till.wait(15)

    assert till.sale(2).state is State.PAID


async def test_nothing_is_told_once_the_engine_has_ended(till: Till):
    await till.charge()
    await till.close()
    told = len(till.news)

    till.engine._desk.tell_trouble(timeout())

    assert len(till.news) == told
