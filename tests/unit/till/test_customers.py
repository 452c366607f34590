"""What may be an e-mail address: a hint for who types one, and no more."""

import pytest

from lomi_pos.till.customers import may_be_email


@pytest.mark.parametrize("text", ["awa@example.com", "a@b", "o'neil+caisse@boutique.ci", "awa@exämple.ci"])
def test_one_at_with_something_on_both_sides_is_enough(text):
    assert may_be_email(text)


@pytest.mark.parametrize(
    "text", ["", "awa", "awa@", "@example.com", "a@b@c", "awa @example.com", "awa@exa mple.com", "@"]
)
def test_the_rest_is_worth_a_second_look(text):
    assert not may_be_email(text)
