"""By one id in the journal, written before the socket opens, lomi.'s support finds what was sent for an attempt."""

from typing import Any

import pytest

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.order import Kind
from lomi_pos.till.states import State
from tests.faults.till import Till

pytestmark = pytest.mark.anyio

WAYS: dict[Kind, dict[str, Any]] = {
    Kind.SESSION: {},
    Kind.LINK: {},
    Kind.WAVE: {"customer_name": "Awa", "customer_phone": "+2250700000000"},
    Kind.MTN: {"customer_name": "Awa", "customer_phone": "+2250500000000"},
}


@pytest.mark.parametrize("kind", WAYS, ids=str)
async def test_every_creation_of_an_attempt_bears_the_id_that_is_in_the_journal(
    till: Till, server: SandboxServer, kind: Kind
):
    if kind is Kind.SESSION:
        server.faults.add("drop_before", method="POST")  # a repeat bears it too
    await till.begin(kind=kind, **WAYS[kind])
    await till.until(lambda: till.sale().state not in {State.DRAFT, State.CREATING})

    sent = {one.headers["x-request-id"] for one in till.creations()}
    assert sent == {till.sale().attempts[0].idempotency_key}
