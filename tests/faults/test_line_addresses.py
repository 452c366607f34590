"""Addresses that look like lomi.'s and are not: none becomes a code."""

from typing import Any

import pytest

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.money import Money
from lomi_pos.till.states import State
from tests.faults.lies import STRANGERS_ID, with_address
from tests.faults.till import Liar, Till

pytestmark = pytest.mark.anyio

ID = "{id}"
LOOK_ALIKES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://checkout.lomi.africa/",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "tel:+2250700000000",
    "about:blank",
    "checkout.lomi.africa/{id}",
    "//checkout.lomi.africa/{id}",
    "https:checkout.lomi.africa/{id}",
    "https:///checkout.lomi.africa/{id}",
    "http://checkout.lomi.africa/{id}",
    "HTTPS://checkout.lomi.africa/{id}",
    "https://CHECKOUT.lomi.africa/{id}",
    "https://checkout.lomi.africa./{id}",
    "https://checkout.lomi.africa:8443/{id}",
    "https://checkout.lomi.africa:443443/{id}",
    "https://checkout.lomi.africa:/{id}",
    "https://checkout.lomi.africa:+443/{id}",
    "https://checkout.lomi.africa:٤٤٣/{id}",
    "https://checkout.lomi.africa@evil.example/{id}",
    "https://evil.example@checkout.lomi.africa/{id}",
    "https://user:secret@checkout.lomi.africa/{id}",
    "https://@checkout.lomi.africa/{id}",
    "https://evil.example\\@checkout.lomi.africa/{id}",
    "https://checkout.lomi.africa\\@evil.example/{id}",
    "https:\\\\checkout.lomi.africa\\{id}",
    "https://evil.example/?x=https://checkout.lomi.africa/{id}",
    "https://evil.example#@checkout.lomi.africa/{id}",
    "https://checkout.lomi.africa.evil.example/{id}",
    "https://evil-checkout.lomi.africa/{id}",
    "https://checkout-lomi.africa/{id}",
    "https://checkout.lomi.africa%2eevil.example/{id}",
    "https://checkout%2elomi%2eafrica/{id}",
    "https://checkout.lomi.africa%00.evil.example/{id}",
    "https://checkout.lomi.africa\x00.evil.example/{id}",
    "https://checkout.lomi.africa\t.evil.example/{id}",
    "https://checkout.lomi.africa/\n{id}",
    " https://checkout.lomi.africa/{id}",
    "https://checkout.lomi.africa/{id} ",
    "https://checkout.lomi.africa/{id}\u202e",
    "https://check\u200bout.lomi.africa/{id}",
    "https://checkout.lomі.africa/{id}",  # a Cyrillic i
    "https://сheckout.lomi.africa/{id}",  # a Cyrillic s
    "https://checkout.lomi.africa／{id}",  # a full-width slash
    "https://checkout。lomi。africa/{id}",  # ideographic full stops
    "https://ｃheckout.lomi.africa/{id}",  # a full-width c
    "https://xn--heckout-2of.lomi.africa/{id}",
    "https://checkout.xn--lom-1pa.africa/{id}",
    "https://checkout.lomi.africa/" + STRANGERS_ID,
    "https://checkout.lomi.africa/../" + STRANGERS_ID,
    "https://[::1]/{id}",
    "https://2130706433/{id}",
    "http://127.0.0.1.evil.example/{id}",
    "http://127.1/{id}",
    "http://2130706433/{id}",
    "http://[::ffff:127.0.0.1]/{id}",
    "http://localhost/{id}",
    "http://user@127.0.0.1/{id}",
    "https://checkout.lomi.africa/{id}" + "x" * 2000,
    "",
    None,
    7,
    ["https://checkout.lomi.africa/{id}"],
]


@pytest.mark.parametrize("url", LOOK_ALIKES, ids=lambda url: ascii(url)[:60])
async def test_an_address_that_is_not_lomis_never_becomes_a_code(
    deceived_till: Till, liar: Liar, server: SandboxServer, url: Any
):
    till = deceived_till

    def tell(answer: Any) -> Any:
        session_id = server.lomi.newest_session().id
        return with_address(url.replace(ID, session_id) if isinstance(url, str) else url)(answer)

    liar.about_creation(tell)
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)

    assert (till.states(), till.words()) == (["creating", "attention"], "url_refused")
    assert till.sale().attempts[0].url is None
    assert "CodeShown" not in till.events()
    assert len(server.lomi.sessions) == 1
    server.pay(server.lomi.newest_session().id)  # it is watched all the same: money beats everything
    assert (await till.settles()).received == Money(5000)


@pytest.mark.parametrize(
    "url",
    [
        "https://checkout.lomi.africa/checkout/{id}",
        "https://pay.wave.com/c/cos-1?m=%F0%9F%98%80",
        "https://sandbox.checkout.lomi.africa:443/{id}#x",
    ],
)
async def test_an_address_of_lomis_is_kept_to_the_letter(
    deceived_till: Till, liar: Liar, server: SandboxServer, url: str
):
    till = deceived_till

    def tell(answer: Any) -> Any:
        return with_address(url.replace(ID, server.lomi.newest_session().id))(answer)

    liar.about_creation(tell)
    await till.charge()
    assert till.sale().attempts[0].url == url.replace(ID, till.remote_id())
