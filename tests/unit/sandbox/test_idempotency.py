import json
from typing import Any

import pytest

from lomi_pos.sandbox.idempotency import fingerprint, trim

from .shop import Shop, error


def create(shop: Shop, key: str, **changes: Any) -> Any:
    return shop.post("/checkout-sessions", shop.order(**changes), Idempotency_Key=key)


def test_the_same_key_and_body_give_the_first_answer_again(either: Shop) -> None:
    first = create(either, "k")
    session = either.server.lomi.newest_session()
    either.server.pay(session.id)
    again = create(either, "k")
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(either.server.lomi.sessions) == 1


def test_the_order_of_names_does_not_matter(either: Shop) -> None:
    first = create(either, "k")
    turned = dict(reversed(either.order().items()))
    assert either.post("/checkout-sessions", turned, Idempotency_Key="k").json() == first.json()


@pytest.mark.parametrize("changes", [{"amount": 5001}, {"amount": "5000"}, {"note": "new"}])
def test_another_body_under_the_same_key_is_a_conflict(live: Shop, changes: dict[str, Any]) -> None:
    create(live, "k")
    message = "Idempotency-Key was reused with a different request payload"
    assert error(create(live, "k", **changes)) == (409, "conflict", message, "Conflict")


def test_a_key_is_cut(either: Shop) -> None:
    first = create(either, "k" * 255 + "one")
    assert create(either, "k" * 255 + "two").json() == first.json()


def test_an_empty_key_is_none(either: Shop) -> None:
    create(either, "")
    create(either, "")
    assert len(either.server.lomi.sessions) == 2


def test_a_key_is_trimmed() -> None:
    assert (trim(" k "), trim("  "), trim(None)) == ("k", None, None)


def test_a_key_is_forgotten_after_a_day(either: Shop) -> None:
    first = create(either, "k")
    either.clock.advance(hours=23, minutes=59)
    assert create(either, "k").json() == first.json()
    either.clock.advance(minutes=1)
    assert create(either, "k").json() != first.json()


def test_a_refused_creation_keeps_nothing(either: Shop) -> None:
    assert create(either, "k", amount=0).status_code >= 400
    assert create(either, "k").status_code == 201


def test_keys_of_two_organizations_do_not_meet(either: Shop) -> None:
    create(either, "k")
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id="11111111-2222-4333-8444-555555555555")
    either.http.headers["X-API-Key"] = "lomi_sk_test_other"
    assert create(either, "k", amount=1).status_code == 201


def test_links_have_no_keys(either: Shop) -> None:
    body = {"link_type": "instant", "title": "x", "currency_code": "XOF", "amount": 5}
    for _ in range(2):
        either.post("/payment-links", body, Idempotency_Key="k")
    assert len(either.server.lomi.links) == 2


@pytest.mark.parametrize(
    "text",
    [
        '{"metadata":{"b":"2","a":{"d":1,"c":[1,2]}},"amount":1000}',
        '{ "amount" : 1000.0,\n "metadata": {"a": {"c": [1, 2], "d": 1}, "b": "2"} }',
        '{"amount":1e3,"metadata":{"a":{"c":[1,2],"d":1.0},"b":"2"}}',
    ],
)
def test_order_of_names_at_every_level_spaces_and_the_spelling_of_a_number_do_not_matter(text: str) -> None:
    first = {"amount": 1000, "metadata": {"a": {"c": [1, 2], "d": 1}, "b": "2"}}
    assert fingerprint(json.loads(text)) == fingerprint(first)


@pytest.mark.parametrize(
    "text",
    [
        '{"amount":"1000","items":[1,2]}',
        '{"amount":1000,"items":[2,1]}',
        '{"amount":1000,"items":[1,2],"note":null}',
        '{"amount":1000.5,"items":[1,2]}',
    ],
)
def test_text_for_a_number_the_order_of_a_list_and_a_new_name_do_matter(text: str) -> None:
    assert fingerprint(json.loads(text)) != fingerprint({"amount": 1000, "items": [1, 2]})


def test_the_bytes_may_differ_as_long_as_the_body_is_the_same(either: Shop) -> None:
    first = create(either, "k")
    pretty = json.dumps(either.order(), indent=4, ensure_ascii=False).encode()
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    assert either.http.post("/checkout-sessions", content=pretty, headers=headers).json() == first.json()


def test_keys_of_the_two_environments_do_not_meet(either: Shop) -> None:
    create(either, "k")
    either.server.lomi.keys.add("lomi_sk_live_own")
    either.http.headers["X-API-Key"] = "lomi_sk_live_own"
    assert create(either, "k", amount=1).status_code == 201
