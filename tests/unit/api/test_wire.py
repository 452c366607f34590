from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lomi_pos.api.account_wire import to_account, to_provider
from lomi_pos.api.charge_wire import to_mtn_charge, to_wave_charge
from lomi_pos.api.envelope import Unreadable, one, rows
from lomi_pos.api.link_wire import to_link
from lomi_pos.api.session_wire import to_session
from lomi_pos.api.sessions import asks_for_payment
from lomi_pos.api.transaction_wire import to_transaction
from lomi_pos.till.money import Money

READERS = [
    to_session,
    to_link,
    to_transaction,
    to_provider,
    lambda raw: to_account(raw, key_environment="test"),
]


# ---------------------------------------------------------------- envelopes


@pytest.mark.parametrize(
    "envelope",
    [
        lambda it: it,
        lambda it: {"data": it},
        lambda it: {"success": True, "data": it, "environment": "test"},
        lambda it: {"data": [it]},
        lambda it: [it],
    ],
    ids=["bare", "data", "success", "one in data", "one in a list"],
)
def test_an_object_is_found_in_any_envelope(envelope, a_session, a_transaction):
    assert to_session(one(envelope(a_session))).id == a_session["checkout_session_id"]
    assert to_transaction(one(envelope(a_transaction))).id == a_transaction["transaction_id"]


@pytest.mark.parametrize(
    "envelope",
    [
        lambda them: them,
        lambda them: {"data": them, "meta": {"current_page": 1}},
        lambda them: {"success": True, "data": them, "meta": {}, "environment": "test"},
        lambda them: {"data": them, "total": 1, "limit": 20, "offset": 0},
        lambda them: {"data": {"items": them}},
        lambda them: {"transactions": them, "pagination": {}},
    ],
)
def test_rows_are_found_in_any_envelope(envelope, a_transaction):
    assert [to_transaction(row).id for row in rows(envelope([a_transaction]))] == [a_transaction["transaction_id"]]


@pytest.mark.parametrize("payload", [None, {}, "x", 5, {"data": None}, {"data": "x"}, {"error": {"code": "x"}}])
def test_what_holds_no_list_is_unreadable(payload):
    with pytest.raises(Unreadable):
        rows(payload)


def test_the_envelopes_environment_is_its_rows_unless_they_say_another(a_transaction):
    first, second = rows({"data": [a_transaction, {**a_transaction, "environment": "live"}], "environment": "test"})
    assert to_transaction(first).environment == "test"
    assert to_transaction(second).environment == "live"


@pytest.mark.parametrize(
    ("payload", "asks"),
    [
        ({"payment_required": True, "reason": "invoice_payment_required"}, True),
        ({"data": {"payment_required": True}}, True),
        ({"payment_required": False, "checkout_session_id": "x"}, False),
        ({"payment_required": "true"}, False),
        ({"payment_required": 1}, False),
        ([], False),
        (None, False),
    ],
)
def test_an_unpaid_invoice_is_told_by_exactly_true(payload, asks):
    assert asks_for_payment(payload) is asks


# ---------------------------------------------------------------- both dialects


def test_a_session_reads_alike_in_both_dialects(a_session):
    live = {
        "checkout_session_id": None,
        "id": a_session["checkout_session_id"],
        "url": None,
        "checkout_url": a_session["url"],
        "status": "open",
        "amount": Decimal("5000.0"),
        "currency_code": "xof",
        "title": a_session["title"],
        "metadata": a_session["metadata"],
        "expires_at": "2025-04-04 15:21:49.955+00:00",
        "created_at": "2025-04-04T14:21:49.955",
        "environment": "test",
        "qr_code_data": None,
        "some_new_field": {"deep": [1]},
    }
    assert to_session(live) == replace(to_session(a_session), others={"some_new_field": '{"deep": [1]}'})
    assert to_session(live).expires_at == datetime(2025, 4, 4, 15, 21, 49, 955_000, tzinfo=UTC)


@pytest.mark.parametrize("name", ["checkout_session_id", "id", "session_id"])
def test_a_session_id_has_three_names(name, a_session):
    known = a_session.pop("checkout_session_id")
    assert to_session({**a_session, name: known}).id == known


@pytest.mark.parametrize("name", ["id", "link_id", "payment_link_id"])
def test_a_link_id_has_three_names(name, a_link):
    known = a_link.pop("id")
    assert to_link({**a_link, name: known}).id == known


def test_a_transactions_type_has_two_names(a_transaction):
    a_transaction.pop("transaction_type")
    assert to_transaction({**a_transaction, "type": "refund"}).kind == "refund"
    assert to_transaction(a_transaction).kind == "payment"


def test_a_transaction_gives_up_all_that_it_says(a_transaction):
    seen = to_transaction({**a_transaction, "customer_name": "Awa\nDiop", "checkout_session_id": "abc"})
    assert (seen.gross, seen.fee, seen.net) == (Money(5000), Money(125), Money(4875))
    assert (seen.provider, seen.method, seen.status) == ("WAVE", "MOBILE_MONEY", "completed")
    assert (seen.customer_name, seen.checkout_session_id) == ("Awa Diop", "abc")
    assert seen.created_at == datetime(2025, 4, 5, 10, 30, tzinfo=UTC)


def test_a_product_link_has_no_amount(a_link):
    seen = to_link({**a_link, "amount": None, "link_type": "product", "product_id": "p-1", "metadata": None})
    assert (seen.amount, seen.kind, seen.product_id) == (None, "product", "p-1")


@pytest.mark.parametrize(("value", "is_active"), [(True, True), (False, False), (None, True), ("false", False)])
def test_a_link_is_active_unless_it_says_not(value, is_active, a_link):
    assert to_link({**a_link, "is_active": value}).is_active is is_active


@pytest.mark.parametrize("status", ["processing", "PAID", "cancelled", "open", ""])
def test_a_status_is_kept_as_it_is(status, a_session):
    assert to_session({**a_session, "status": status}).status == status


@pytest.mark.parametrize("date", ["yesterday", "2025-13-45T00:00:00Z", 5, None, {}, "0001-01-01T00:00:00+14:00", ""])
def test_a_bad_date_is_no_date(date, a_session):
    assert to_session({**a_session, "expires_at": date}).expires_at is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x\ny", "x y"),
        (5, "5"),
        (True, "true"),
        (Decimal("1.50"), "1.50"),
        ({"a": [1]}, '{"a": [1]}'),
        ({"a": Decimal("1.5")}, '{"a": "1.5"}'),
        ("\ud800", ""),
    ],
)
def test_metadata_values_become_strings(value, text, a_session):
    assert to_session({**a_session, "metadata": {"key": value, "none": None}}).metadata == {"key": text}


@pytest.mark.parametrize("metadata", [None, "x", [], 5])
def test_metadata_of_another_shape_is_none(metadata, a_session):
    assert to_session({**a_session, "metadata": metadata}).metadata == {}


def test_markup_and_control_characters_in_a_title_are_one_plain_line(a_session):
    seen = to_session({**a_session, "title": "<b>x</b>\x00\u202egnp\r\n y" + "z" * 10_000})
    assert seen.title.startswith("<b>x</b>gnp y")
    assert len(seen.title) <= 140


def test_a_url_is_given_as_it_is_for_the_till_to_judge(a_session):
    assert to_session({**a_session, "url": "javascript:alert(1)"}).url == "javascript:alert(1)"
    assert to_session({**a_session, "url": {"href": "x"}}).url is None


# ---------------------------------------------------------------- one object


@pytest.mark.parametrize("absent", [{}, {"url": None}, {"url": ""}])
def test_the_next_spelling_gets_its_turn_where_the_first_says_nothing(absent, a_link):
    a_link.pop("url", None)
    assert to_link({**a_link, **absent, "link_url": "https://pay.example/1"}).url == "https://pay.example/1"


def test_the_first_spelling_counts_and_another_one_is_kept_to_be_shown(a_session):
    seen = to_session({**a_session, "checkout_url": "https://elsewhere.example/"})
    assert (seen.url, seen.others) == (a_session["url"], {"checkout_url": "https://elsewhere.example/"})


def test_a_part_of_a_part_is_read_before_what_stands_beside_it():
    inside = {"id": "wave-1", "amount": "5000", "currency": "XOF", "payment_status": "processing"}
    seen = to_wave_charge({"transactionId": "t-1", "waveSession": inside, "amount": 1, "status": "open", "more": 1})
    assert (seen.amount, seen.status, seen.provider_id) == (Money(5000), "processing", "wave-1")
    assert seen.others == {"amount": "1", "status": "open", "more": "1"}


@pytest.mark.parametrize("inside", [None, "wave-1", 7, [], {}])
def test_what_stands_beside_a_part_is_read_where_the_part_does_not_say_it(inside):
    seen = to_wave_charge({"transactionId": "t-1", "waveSession": inside, "amount": 5000, "currency": "XOF"})
    assert (seen.amount, seen.others) == (Money(5000), {})


def test_both_references_of_mtn_are_known_and_one_is_enough():
    said = {"transaction_id": "t-1", "reference_id": "r-1", "external_id": "e-1"}
    assert to_mtn_charge(said).provider_id == "r-1"
    assert to_mtn_charge(said).others == {}
    assert to_mtn_charge({**said, "reference_id": None}).provider_id == "e-1"


def test_a_field_that_nobody_could_have_named_hides_no_payment(a_session):
    assert to_session({**a_session, "half\ud800": 1, "": 2}).others == {"half": "1", "": "2"}


# ---------------------------------------------------------------- what is needed


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"checkout_session_id": None}, "unreadable"),
        ({"checkout_session_id": 7}, "unreadable"),
        ({"checkout_session_id": "../me"}, "unreadable"),
        ({"checkout_session_id": "a b"}, "unreadable"),
        ({"amount": None}, "unreadable"),
        ({"amount": Decimal("5000.5")}, "amount_not_whole"),
        ({"amount": True}, "amount_not_whole"),
        ({"amount": "lots"}, "amount_not_whole"),
        ({"currency_code": None}, "unreadable"),
        ({"currency_code": "francs"}, "unreadable"),
        ({"currency_code": 952}, "unreadable"),
    ],
)
def test_a_session_without_a_needed_part_is_unreadable(changed, fault, a_session):
    with pytest.raises(Unreadable) as unreadable:
        to_session({**a_session, **changed})
    assert unreadable.value.fault == fault


def test_what_is_unreadable_is_named_and_never_quoted(a_session):
    with pytest.raises(Unreadable) as unreadable:
        to_session({**a_session, "amount": "+2250700000000"})
    assert unreadable.value.parts == ("amount: amount_not_whole",)
    assert "07000" not in str(unreadable.value)


def test_all_that_is_wrong_is_told_at_once_and_an_amount_before_all_else(a_session):
    a_session.pop("checkout_session_id")
    with pytest.raises(Unreadable) as unreadable:
        to_session({**a_session, "amount": "lots", "currency_code": "francs"})
    told = {"checkout_session_id: missing", "amount: amount_not_whole", "currency_code: unreadable"}
    assert set(unreadable.value.parts) == told
    assert unreadable.value.fault == "amount_not_whole"


def test_a_part_is_named_as_it_was_spelled(a_session):
    a_session.pop("checkout_session_id")
    with pytest.raises(Unreadable) as unreadable:
        to_session({**a_session, "session_id": "../me"})
    assert unreadable.value.parts == ("session_id: unreadable",)


@pytest.mark.parametrize("name", ["gross_amount", "fee_amount", "net_amount"])
@pytest.mark.parametrize("value", [Decimal("125.5"), None, True, "x"])
def test_a_transaction_with_an_unreadable_figure_is_still_seen(name, value, a_transaction):
    seen = to_transaction({**a_transaction, name: value})
    figures = {"gross_amount": seen.gross, "fee_amount": seen.fee, "net_amount": seen.net}
    assert figures.pop(name) is None
    assert None not in figures.values()


@pytest.mark.parametrize("raw", [None, [], "x", 5, {}, {"error": {"code": "x"}}])
@pytest.mark.parametrize("read", READERS)
def test_what_is_nothing_like_it_is_unreadable(read, raw):
    with pytest.raises(Unreadable):
        read(raw)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(
    [
        *(
            "checkout_session_id",
            "id",
            "link_id",
            "transaction_id",
            "amount",
            "gross_amount",
            "currency_code",
            "status",
        ),
        *(
            "url",
            "checkout_url",
            "expires_at",
            "metadata",
            "environment",
            "is_active",
            "title",
            "provider_code",
            "data",
        ),
        *("payment_required", "merchant_id", "organization_id", "created_at", "link_type", "type"),
    ]
)


@settings(derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, ANYTHING), st.sampled_from(READERS))
def test_no_answer_whatever_raises_anything_but_unreadable(payload: dict[str, Any], read: Any):
    for raw in (payload, one(payload)):
        try:
            read(raw)
            rows(payload)
        except Unreadable:
            pass
    asks_for_payment(payload)
