import re
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from lomi_pos.sandbox.pages import is_on_this_machine
from lomi_pos.sandbox.records import Session
from lomi_pos.sandbox.wording import words_for

from .shop import OpenShop, Shop

HERE = "http://127.0.0.1:8000"
FRENCH = {"Accept-Language": "fr-CI,fr;q=0.9,en;q=0.5"}
ENGLISH = {"Accept-Language": "en-GB"}


def page(shop: Shop, session: Session, headers: dict[str, str] | None = None, after: str = "") -> httpx.Response:
    return shop.get(f"/checkout/{session.id}{after}", headers)


def press(shop: Shop, session: Session, action: str, provider: str = "WAVE", **more: str) -> httpx.Response:
    return shop.http.post(f"/checkout/{session.id}", data={"action": action, "provider": provider, **more})


# ---------------------------------------------------------------- the page
def test_the_page_shows_what_is_paid_in_french(either: Shop) -> None:
    text = page(either, either.create(amount=1250000), FRENCH).text
    assert '<html lang="fr">' in text
    for words in ("1\u202f250\u202f000\u202fF\u00a0CFA", "Boutique Baobab", "A-041", "Two cloths", "aucun argent réel"):
        assert words in text
    assert "Comment voulez-vous payer\u00a0?" in text


def test_the_page_speaks_english(either: Shop) -> None:
    answer = page(either, either.create(), ENGLISH)
    assert "How would you like to pay?" in answer.text
    assert "Simulator: no real money" in answer.text
    assert answer.headers["Content-Language"] == "en"


def test_the_address_may_choose_the_language(either: Shop) -> None:
    session = either.create()
    text = either.get(f"/checkout/{session.id}", FRENCH, lang="en").text
    assert '<html lang="en">' in text
    assert f'action="/checkout/{session.id}?lang=en"' in text
    assert f'href="/checkout/{session.id}?lang=fr"' in text


@pytest.mark.parametrize(
    ("asked", "accept", "language"),
    [
        (None, "", "fr"),
        (None, "de", "fr"),
        (None, "de, en;q=0.1", "en"),
        (None, "en;q=0.2, fr;q=0.9", "fr"),
        (None, "en;q=x, fr", "fr"),
        ("en", "fr", "en"),
        ("xx", "en", "en"),
    ],
)
def test_the_language_is_the_first_we_speak(asked: str | None, accept: str, language: str) -> None:
    assert words_for(asked, accept).language == language


@pytest.mark.parametrize(
    ("amount", "currency", "french", "english"),
    [
        (5000, "XOF", "5\u202f000\u202fF\u00a0CFA", "5\u202f000\u202fF\u00a0CFA"),
        (123456, "EUR", "1\u202f234,56\u202f€", "€1\u202f234.56"),
        (5, "USD", "0,05\u202f$", "$0.05"),
    ],
)
def test_amounts_are_written_as_people_do(amount: int, currency: str, french: str, english: str) -> None:
    assert words_for("fr", "").amount(amount, currency) == french
    assert words_for("en", "").amount(amount, currency) == english


def test_times_and_what_is_left() -> None:
    words = words_for("en", "")
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert words.left(now.replace(minute=15, second=30), now) == "15 min left"
    assert words.left(now.replace(second=30), now) == "less than a minute left"
    assert words.left(now.replace(day=9), now) == ""
    assert re.fullmatch(r"\d\d:\d\d", words.moment(now, now))
    assert re.fullmatch(r"\d\d/03, \d\d:\d\d", words.moment(now.replace(day=9), now))


def test_the_buttons_have_lasting_names(either: Shop) -> None:
    text = page(either, either.create()).text
    for name in ("pay", "refuse", "leave"):
        assert f'id="{name}" name="action" value="{name}"' in text


def test_documented_sessions_offer_the_allowed_providers_and_live_ones_all(documented: Shop, live: Shop) -> None:
    def offered(shop: Shop) -> list[str]:
        return re.findall(r'name="provider" value="(\w+)"', page(shop, shop.create()).text)

    assert offered(documented) == ["WAVE", "ORANGE"]
    assert offered(live) == ["WAVE", "ORANGE", "MTN", "STRIPE"]


def test_a_provider_without_a_card_of_its_own_is_shown_plainly(documented: Shop) -> None:
    documented.server.lomi.catalogue.providers["SPI"].is_connected = True
    assert 'value="SPI"' in page(documented, documented.create(allowed_providers=["SPI"])).text


def test_markup_is_text(either: Shop) -> None:
    text = page(either, either.create(title="<script>alert(1)</script>", public_description='"><img src=x>')).text
    assert "<script>" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text


def test_the_page_loads_nothing_and_runs_nothing(either: Shop) -> None:
    answer = page(either, either.create())
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "form-action 'self' http://127.0.0.1:* http://localhost:*" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script|<link|src=|url\(", answer.text)


@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
@pytest.mark.parametrize("its_id", ["nonsense", "a465993b-98fb-49c3-9943-5b8eac17004c", "%3Cb%3E"])
def test_an_unknown_page(either: Shop, its_id: str, language: dict[str, str]) -> None:
    answer = either.get(f"/checkout/{its_id}", language)
    assert answer.status_code == 404
    assert 'id="unknown"' in answer.text


# ---------------------------------------------------------------- paying
def test_paying_leads_to_the_shops_page_on_this_machine(either: Shop) -> None:
    session = either.create(success_url=f"{HERE}/ok?s={{CHECKOUT_SESSION_ID}}")
    answer = press(either, session, "pay", "ORANGE")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{HERE}/ok?s={session.id}")
    row = either.server.lomi.transactions_of(session.id)[0]
    assert (row.status, row.provider_code, row.fee_amount) == ("completed", "ORANGE", 125)
    assert row.metadata == {"order_ref": "7K3QZ9M2XB"}
    assert either.server.lomi.session(session.id).status == "completed"


def test_paying_never_leads_off_this_machine(either: Shop) -> None:
    session = either.create()
    answer = press(either, session, "pay")
    assert answer.headers["Location"] == f"/checkout/{session.id}/done"
    thanks = page(either, session, ENGLISH, "/done")
    assert thanks.status_code == 200
    assert "Paid, thank you!" in thanks.text
    assert 'href="https://shop.example/"' in thanks.text


def test_a_session_without_pages_has_the_sandboxs_own(live: Shop) -> None:
    session = live.create(success_url=..., cancel_url=...)
    assert press(live, session, "leave").headers["Location"] == f"/checkout/{session.id}/left"
    press(live, session, "pay")
    assert 'id="onward"' not in page(live, session, after="/done").text


def test_a_page_that_is_no_web_page_is_not_even_a_link(live: Shop) -> None:
    session = live.create(success_url="javascript:alert(1)")
    assert press(live, session, "pay").headers["Location"].endswith("/done")
    assert "javascript" not in page(live, session, after="/done").text


def test_a_paid_page_says_so_and_cannot_be_paid_again(either: Shop) -> None:
    session = either.create()
    press(either, session, "pay")
    assert 'id="paid"' in page(either, session).text
    assert 'id="paid"' in press(either, session, "pay").text
    assert 'id="paid"' in press(either, session, "refuse").text
    assert len(either.server.lomi.transactions_of(session.id)) == 1


def test_an_expired_page_cannot_be_paid(either: Shop) -> None:
    session = either.create()
    either.clock.advance(minutes=61)
    assert page(either, session, ENGLISH).status_code == 410
    assert 'id="expired"' in press(either, session, "pay").text
    assert either.server.lomi.transactions_of(session.id) == []


@pytest.mark.parametrize("provider", ["PIGEON", "", "MTN "])
def test_a_provider_that_is_not_offered_is_refused(either: Shop, provider: str) -> None:
    session = either.create()
    answer = press(either, session, "pay", provider)
    assert answer.status_code == 400
    assert either.server.lomi.transactions_of(session.id) == []


# ---------------------------------------------------------------- refused, leaving
def test_a_refused_payment_may_be_tried_again(either: Shop) -> None:
    session = either.create()
    answer = press(either, session, "refuse", "ORANGE")
    assert answer.headers["Location"] == f"/checkout/{session.id}"
    assert 'id="refused"' in page(either, session).text
    assert either.server.lomi.session(session.id).status == "open"
    press(either, session, "pay")
    rows = either.server.lomi.transactions_of(session.id)
    assert [(row.status, row.provider_code) for row in rows] == [("failed", "ORANGE"), ("completed", "WAVE")]


def test_leaving_leads_back_to_the_shop_on_this_machine(either: Shop) -> None:
    session = either.create(cancel_url=f"{HERE}/cart")
    assert press(either, session, "leave").headers["Location"] == f"{HERE}/cart"
    assert either.server.lomi.session(session.id).status == "open"


def test_leaving_never_leads_off_this_machine(either: Shop) -> None:
    session = either.create()
    assert press(either, session, "leave").headers["Location"] == f"/checkout/{session.id}/left"
    text = page(either, session, ENGLISH, "/left").text
    assert "You left the payment" in text
    assert f'href="/checkout/{session.id}"' in text


def test_the_thank_you_page_before_paying_leads_back(either: Shop) -> None:
    session = either.create()
    assert page(either, session, after="/done").headers["Location"] == f"/checkout/{session.id}"


def test_the_plain_pages_of_the_sandbox(either: Shop) -> None:
    assert "thank you" in either.http.get(either.server.thanks, headers=ENGLISH).text
    assert "You left" in either.http.get(either.server.left, headers=ENGLISH).text


@pytest.mark.parametrize("action", ["pay", "leave"])
def test_the_asked_language_is_kept_to_the_last_page(either: Shop, action: str) -> None:
    session = either.create(success_url=either.server.thanks, cancel_url=f"{either.server.left}?sale=A-041")
    asked = f"/checkout/{session.id}?lang=fr"
    refused = either.http.post(asked, data={"action": "refuse", "provider": "WAVE"}, headers=ENGLISH)
    assert refused.headers["Location"] == asked
    last = either.http.post(asked, data={"action": action, "provider": "WAVE"}, headers=ENGLISH, follow_redirects=True)
    assert last.url.params["lang"] == "fr"
    assert '<html lang="fr">' in last.text


def test_a_shops_own_page_is_visited_as_it_is(either: Shop) -> None:
    session = either.create(success_url=f"{HERE}/thanks")
    paid = either.http.post(f"/checkout/{session.id}?lang=fr", data={"action": "pay", "provider": "WAVE"})
    assert paid.headers["Location"] == f"{HERE}/thanks"


# ---------------------------------------------------------------- slowly
def test_a_live_payment_may_be_slow(live: Shop) -> None:
    session = live.create()
    assert 'id="slowly"' in page(live, session).text
    press(live, session, "pay", "MTN", slowly="1")
    assert [row.status for row in live.server.lomi.transactions_of(session.id)] == ["pending"]
    assert page(live, session).headers["Location"].endswith("/done")
    waiting = page(live, session, ENGLISH, "/done")
    assert "Being confirmed" in waiting.text
    assert '<meta http-equiv="refresh" content="2">' in waiting.text
    live.clock.advance(seconds=8)
    assert 'id="thanks"' in page(live, session, after="/done").text


def test_a_documented_payment_is_never_slow(documented: Shop) -> None:
    session = documented.create()
    assert 'id="slowly"' not in page(documented, session).text
    press(documented, session, "pay", slowly="1")
    assert documented.server.lomi.session(session.id).status == "completed"


# ---------------------------------------------------------------- links
def test_a_link_makes_a_session_each_time(either: Shop) -> None:
    link = either.create_link(title="Poster", success_url="https://shop.example/ok")
    first, second = (either.get(f"/link/{link}").headers["Location"] for _ in range(2))
    assert first != second
    session = either.server.lomi.newest_session()
    assert second == f"/checkout/{session.id}"
    assert (session.payment_link_id, session.amount, session.title) == (link, 5000, "Poster")
    press(either, session, "pay")
    row = either.server.lomi.transactions_of(session.id)[0]
    assert (row.metadata["payment_link_id"], row.description) == (link, "Poster")
    told = either.get("/checkout-sessions").json()
    rows = told["data"] if isinstance(told, dict) else told
    assert {each["payment_link_id"] for each in rows} == {link}


def test_a_link_without_amount_asks_for_it(either: Shop) -> None:
    link = either.create_link(amount=0)
    assert 'id="amount"' in either.get(f"/link/{link}").text
    for wrong in ("", "abc", "0", "1.5", "-3", "9" * 13):
        assert either.http.post(f"/link/{link}", data={"amount": wrong}).status_code == 400
    answer = either.http.post(f"/link/{link}", data={"amount": "7\u202f500"})
    assert answer.status_code == 303
    assert either.server.lomi.newest_session().amount == 7500


def test_a_link_may_ask_how_many(either: Shop) -> None:
    link = either.create_link(allow_quantity=True)
    assert 'id="quantity"' in either.get(f"/link/{link}").text
    assert either.http.post(f"/link/{link}", data={"quantity": "0"}).status_code == 400
    either.http.post(f"/link/{link}", data={"quantity": "3"})
    session = either.server.lomi.newest_session()
    assert (session.quantity, session.amount) == (3, 15000)


def test_a_product_link_takes_the_amount_from_the_catalogue(either: Shop) -> None:
    mangoes = "b7a1c000-0000-4000-8000-000000000001"
    link = either.create_link(link_type="product", amount=..., product_id=mangoes)
    either.get(f"/link/{link}")
    assert either.server.lomi.newest_session().amount == 2500


def test_a_pay_what_you_want_link_has_bounds(either: Shop) -> None:
    gift = "b7a1c000-0000-4000-8000-000000000003"
    link = either.create_link(link_type="product", amount=..., product_id=gift)
    refused = either.http.post(f"/link/{link}?lang=en", data={"amount": "100"})
    assert "The amount goes from 500\u202fF\u00a0CFA to 100\u202f000\u202fF\u00a0CFA." in refused.text
    assert either.http.post(f"/link/{link}", data={"amount": "900"}).status_code == 303


@pytest.mark.parametrize("end", ["expires", "is switched off"])
def test_a_link_that_is_over_says_so(either: Shop, end: str) -> None:
    link = either.create_link(expires_at="2026-03-02T10:00:00Z")
    if end == "expires":
        either.clock.advance(hours=1)
    else:
        either.server.lomi.keep_link(replace(either.server.lomi.link(link), is_active=False))
    answer = either.get(f"/link/{link}", ENGLISH)
    assert answer.status_code == 410
    assert "no longer active" in answer.text


def test_an_unknown_link_page(either: Shop) -> None:
    assert either.get("/link/nonsense").status_code == 404


@pytest.mark.parametrize(("dialect", "minutes"), [("documented", 30), ("live", 60)])
def test_a_links_session_lives_as_long_as_any(open_shop: OpenShop, dialect: str, minutes: int) -> None:
    shop = open_shop(dialect)
    shop.get(f"/link/{shop.create_link()}")
    session = shop.server.lomi.newest_session()
    assert (session.expires_at - session.created_at).total_seconds() == minutes * 60


# ---------------------------------------------------------------- this machine only
@pytest.mark.parametrize(
    ("url", "is_here"),
    [
        ("http://127.0.0.1:8000/x", True),
        ("http://localhost/x", True),
        ("https://127.8.8.8/", True),
        ("http://[::1]:80/", True),
        ("https://shop.example/", False),
        ("http://127.0.0.1.shop.example/", False),
        ("http://127.0.0.1@shop.example/", False),
        ("http://user@127.0.0.1/", False),
        ("javascript:alert(1)//127.0.0.1", False),
        ("//127.0.0.1/", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_which_pages_are_on_this_machine(url: str | None, is_here: bool) -> None:
    assert is_on_this_machine(url) is is_here
