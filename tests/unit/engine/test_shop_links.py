"""Payment links for no sale: on disk before they are sent, sent once, and found again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from lomi_pos.engine.news import LinkChanged, SweepFinished
from lomi_pos.engine.shop_links import ShopLinkCreation
from lomi_pos.till.errors import LomiTrouble, TillRefusal
from lomi_pos.till.links import LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft, PaymentLink
from lomi_pos.till.money import Money
from lomi_pos.till.queries import LinkQuery

from .script import Held, Lost
from .scripted_lomi import LIVE
from .till import Till
from .troubles import busy, conflict, gateway, key_refused, no_connection, own_500, refused, timeout
from .turned_clock import NOON, settle

pytestmark = pytest.mark.anyio

MANGOES = LinkDraft("instant", "Panier de mangues", "XOF", amount=Money(2500), expires_at=NOON + timedelta(days=7))
A_PRODUCT = LinkDraft("product", "Pagne wax", "XOF", product_id="b7a1c000-0000-4000-8000-000000000002")


async def make(till: Till, draft: LinkDraft = MANGOES) -> int:
    link = await till.engine.make_link(draft)
    await settle()
    return link.id


def link(till: Till, link_id: int = 1) -> ShopLink:
    return till.journal.links.link(link_id)


def reason(till: Till) -> str:
    told = link(till).reason
    return told.code if told is not None else ""


@pytest.mark.parametrize("draft", [MANGOES, A_PRODUCT], ids=["instant", "product"])
async def test_a_link_is_on_disk_before_it_is_sent_and_made_after(till: Till, draft: LinkDraft):
    await make(till, draft)

    made = link(till)
    assert (made.state, made.reason) == (LinkState.MADE, None)
    assert made.link is not None
    assert made.link.url == f"https://checkout.lomi.africa/link/{made.link.id}"
    assert [told.link.state for told in till.told(LinkChanged)] == ["creating", "made"]


async def test_an_engine_that_stood_still_while_the_next_one_made_it_makes_no_second_one(till: Till):
    nothing_there = Held(done=True)
    till.lomi.answers("links", nothing_there)
    await make(till)
    till.clock.leap(minutes=1)
    await ShopLinkCreation(till.engine._desk, 1, lambda _link: None).try_once()
    assert link(till).state is LinkState.MADE

    nothing_there.released.set()
    await settle()

    assert len(till.lomi.called("create_link")) == 1


async def test_it_is_looked_for_before_it_is_sent(till: Till):
    await make(till)

    names = [call.name for call in till.lomi.calls]
    assert names.index("links") < names.index("create_link")


@pytest.mark.parametrize("trouble", [timeout(), gateway(), own_500(), busy()], ids=["timeout", "502", "500", "429"])
async def test_one_whose_answer_was_lost_is_found_by_its_reference(till: Till, trouble: LomiTrouble):
    till.lomi.answers("create_link", Lost(trouble))

    await make(till)
    assert link(till).state is LinkState.CREATING
    await till.wait(30)

    assert link(till).state is LinkState.MADE
    assert len(till.lomi.called("create_link")) == 1


async def test_one_that_cannot_be_found_is_never_sent_again(till: Till):
    till.lomi.answers("create_link", timeout())

    await make(till)
    await till.wait(60)
    assert (link(till).state, reason(till)) == (LinkState.UNCLEAR, "link_unclear")
    await till.engine.look_for_link(1)
    await till.wait(60)
    await till.crash()
    await till.restart()
    await till.wait(120)

    assert link(till).state is LinkState.UNCLEAR
    assert len(till.lomi.called("create_link")) == 1


async def test_one_that_turns_up_later_is_found_when_a_person_looks(till: Till):
    till.lomi.answers("create_link", timeout())
    await make(till)
    await till.wait(60)
    title = f"Panier de mangues · {link(till).reference}"
    till.lomi.add_link(PaymentLink("late", "https://checkout.lomi.africa/late", "instant", title, amount=Money(2500)))

    await till.engine.look_for_link(1)
    await settle()

    assert link(till).state is LinkState.MADE


@pytest.mark.parametrize("is_done", [True, False], ids=["made", "not made"])
async def test_one_in_flight_when_the_power_failed_is_looked_for_and_not_sent(till: Till, *, is_done: bool):
    till.lomi.answers("create_link", Held(done=is_done))
    await make(till)
    await till.crash()
    await till.restart()
    await till.wait(60)

    assert link(till).state is (LinkState.MADE if is_done else LinkState.UNCLEAR)
    assert len(till.lomi.called("create_link")) == 1


async def test_one_written_down_and_not_sent_when_the_power_failed_is_sent_at_the_start(till: Till):
    till.lomi.answers("links", Held())
    await make(till)
    assert till.lomi.called("create_link") == []
    await till.crash()
    await till.restart()
    await till.wait(5)

    assert link(till).state is LinkState.MADE
    assert len(till.lomi.called("create_link")) == 1


async def test_the_sweep_ends_though_a_link_cannot_be_looked_for(till: Till):
    till.lomi.answers("create_link", Lost(timeout()))
    till.lomi.answers("links", None, no_connection(), no_connection(), no_connection(), no_connection())
    await make(till)
    await till.crash()

    await till.open()
    sweeping = asyncio.ensure_future(till.engine.sweep())
    await till.wait(30)
    swept = await sweeping
    await till.close()

    assert (swept.links, swept.unreached) == ((), 1)


async def test_the_sweep_tells_of_the_links_it_found(till: Till):
    till.lomi.answers("create_link", Held(done=True))
    await make(till)
    await till.crash()

    await till.open()
    sweeping = asyncio.ensure_future(till.engine.sweep())
    await till.wait(30)
    swept = await sweeping
    await till.close()

    assert isinstance(swept, SweepFinished)
    assert [one.state for one in swept.links] == [LinkState.MADE]


async def test_a_link_of_another_key_s_shop_waits_for_that_key(till: Till):
    till.lomi.answers("create_link", Held(done=True))
    await make(till)
    await till.crash()
    till.lomi.organization_id = "org-2"
    till.lomi.identity = replace(LIVE, key_fingerprint="e" * 16)
    await till.restart()
    await till.wait(120)

    assert link(till).state is LinkState.CREATING
    assert await till.engine.known_links() == []


@pytest.mark.parametrize(
    ("answer", "code"), [(no_connection(), "no_connection"), (refused(), "request_refused")], ids=["offline", "400"]
)
async def test_a_firm_no_refuses_it(till: Till, answer: LomiTrouble, code: str):
    till.lomi.answers("create_link", answer)

    await make(till)

    assert (link(till).state, reason(till)) == (LinkState.REFUSED, code)
    assert await till.engine.known_links() == []


async def test_without_a_connection_nothing_is_sent(till: Till):
    till.lomi.always(no_connection(), "links")

    await make(till)

    assert link(till).state is LinkState.REFUSED
    assert till.lomi.called("create_link") == []


async def test_a_key_refused_twice_refuses_it(till: Till):
    till.lomi.always(key_refused(), "links")

    await make(till)
    await till.wait(11)

    assert (link(till).state, reason(till)) == (LinkState.REFUSED, "key_refused")


async def test_a_conflict_is_left_to_a_person(till: Till):
    till.lomi.answers("create_link", conflict())

    await make(till)

    assert link(till).state is LinkState.UNCLEAR


@pytest.mark.parametrize(
    "change",
    [
        lambda made: replace(made, amount=Money(250)),
        lambda made: replace(made, amount=Money(2500, "USD")),
        lambda made: replace(made, environment="test"),
        lambda made: replace(made, url="https://checkout.lomi.africa.example/link"),
        lambda made: replace(made, url=None),
    ],
    ids=["amount", "currency", "environment", "address", "no address"],
)
async def test_another_link_than_asked_is_not_shown(till: Till, change):
    till.lomi.answers("create_link", change)

    await make(till)

    assert (link(till).state, link(till).link) == (LinkState.UNCLEAR, None)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(MANGOES, title=" \u200b"), "link_untitled"),
        (replace(MANGOES, amount=None), "link_needs"),
        (replace(MANGOES, amount=Money(0)), "amount_zero"),
        (replace(MANGOES, currency="GBP"), "currency_unknown"),
        (replace(A_PRODUCT, product_id=None), "link_needs"),
        (replace(A_PRODUCT, amount=Money(1)), "link_needs"),
    ],
)
async def test_a_link_that_lacks_something_is_not_begun(till: Till, draft: LinkDraft, code: str):
    with pytest.raises(TillRefusal) as refusal:
        await till.engine.make_link(draft)

    assert refusal.value.message.code == code
    assert (till.journal.links.links(), till.lomi.calls) == ([], [])


async def test_what_was_seen_at_lomi_is_known_after_a_restart_without_a_connection(till: Till):
    await make(till)
    theirs = PaymentLink("theirs", "https://checkout.lomi.africa/theirs", "product", "Cours", environment="live")
    till.lomi.add_link(theirs)
    page = await till.engine.links(LinkQuery(limit=100))
    assert {one.title for one in page.links} == {"Panier de mangues", "Cours"}
    assert [one.ours is not None for one in page.links if one.title == "Panier de mangues"] == [True]

    await till.crash()
    till.lomi.always(no_connection())
    await till.restart()

    known = await till.engine.known_links()
    assert [(one.title, one.ours is not None) for one in known] == [("Panier de mangues", True), ("Cours", False)]
    with pytest.raises(LomiTrouble):
        await till.engine.links(LinkQuery())


async def test_a_link_whose_address_may_not_be_shown_is_left_out_of_the_list(till: Till):
    till.lomi.add_link(PaymentLink("bad", "javascript:alert(1)", "instant", "Bad", amount=Money(1)))

    page = await till.engine.links(LinkQuery())

    assert (page.links, page.is_last) == ((), True)
