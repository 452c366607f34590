from datetime import timedelta

import pytest

from lomi_pos.till.links import KnownLink
from lomi_pos.till.lomi import PaymentLink
from lomi_pos.till.reference import named_title, new_reference, plain_title, references_in
from lomi_pos.till.text import TITLE_LENGTH
from tests.ui.sales import NOW

REFERENCE = new_reference(lambda below: below // 3)


@pytest.mark.parametrize("title", ["Panier de mangues", "x" * 200, "Thé · menthe", "👩‍🌾" * 60])
def test_a_title_carries_its_reference_whole_and_is_read_without_it(title):
    named = named_title(title, REFERENCE)
    assert len(named) <= TITLE_LENGTH
    assert references_in(named) == [REFERENCE]
    assert plain_title(named) in {title, named.removesuffix(f" · {REFERENCE}")}


@pytest.mark.parametrize("title", ["", "Don", "Don · 2026", "Don · 7ZK4M2Q9XBA"])
def test_a_title_without_a_reference_is_read_whole(title):
    assert plain_title(title) == title


def test_a_link_is_over_at_its_hour_whatever_lomi_last_said():
    seen = PaymentLink("id", "https://checkout.lomi.africa/id", "instant", expires_at=NOW)
    assert KnownLink(seen).is_active(NOW - timedelta(seconds=1))
    assert not KnownLink(seen).is_active(NOW)
