import pytest

from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.keys import masked, read_key

LIVE_KEY = "lomi_sk_live_0123456789abcdefa1b2"
TEST_KEY = "lomi_sk_test_0123456789abcdefa1b2"


@pytest.mark.parametrize(("text", "environment"), [(LIVE_KEY, "live"), (TEST_KEY, "test"), (f"  {TEST_KEY}\n", "test")])
def test_the_prefix_tells_the_environment(text, environment):
    assert read_key(text) == environment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "key_missing"),
        (" \n", "key_missing"),
        ("lomi_pk_live_abcdef", "key_publishable"),
        ("lomi_pk_test_abcdef", "key_publishable"),
        ("lomi_sk_", "key_malformed"),
        ("lomi_sk_prod_abcdef", "key_malformed"),
        ("lomi_sk_live_", "key_malformed"),
        ("LOMI_SK_LIVE_abcdef", "key_malformed"),
        ("lomi_sk_live_abc def", "key_malformed"),
        ("lomi_sk_live_abc\r\nX-Evil: 1", "key_malformed"),
        ("lomi_sk_live_abcdéf", "key_malformed"),
        ("lomi_sk_live_" + "a" * 201, "key_malformed"),
        ("sk_live_51H", "key_malformed"),
    ],
)
def test_what_is_no_secret_key_is_refused_by_name(text, code):
    with pytest.raises(SettingsTrouble) as refused:
        read_key(text)
    assert refused.value.message.code == code
    assert "abc" not in str(refused.value)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        (LIVE_KEY, "lomi_sk_live_...a1b2"),
        (TEST_KEY, "lomi_sk_test_...a1b2"),
        ("lomi_sk_test_short", "lomi_sk_test_..."),
        ("something else", "..."),
    ],
)
def test_a_masked_key_shows_its_environment_and_four_characters_at_most(key, shown):
    assert masked(key) == shown
