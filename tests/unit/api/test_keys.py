import subprocess
import sys

import pytest

from lomi_pos.api.keys import ApiKey, base_url_for, fingerprint, identity_for, masked, read_key
from lomi_pos.till.errors import SettingsTrouble

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


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda key: f"{[key]} {(key,)!s}"])
def test_a_key_never_shows_itself(show):
    assert "0123456789" not in show(ApiKey(LIVE_KEY))


def test_a_key_reveals_itself_when_asked_and_compares_by_itself():
    assert ApiKey(f" {LIVE_KEY} ").reveal() == LIVE_KEY
    assert ApiKey(LIVE_KEY) == ApiKey(LIVE_KEY)
    assert len({ApiKey(LIVE_KEY), ApiKey(LIVE_KEY), ApiKey(TEST_KEY)}) == 2


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


def test_a_fingerprint_recognises_a_key_and_reveals_nothing_of_it():
    assert fingerprint(LIVE_KEY) == fingerprint(ApiKey(f" {LIVE_KEY}")) != fingerprint(TEST_KEY)
    assert len(fingerprint(LIVE_KEY)) == 16
    assert "a1b2" not in fingerprint(LIVE_KEY)


@pytest.mark.parametrize(
    ("key", "override", "url"),
    [
        (LIVE_KEY, "", "https://api.lomi.africa"),
        (TEST_KEY, " ", "https://sandbox.api.lomi.africa"),
        (LIVE_KEY, "https://api.lomi.africa/", "https://api.lomi.africa"),
        (LIVE_KEY, "HTTPS://API.LOMI.AFRICA:443", "https://api.lomi.africa"),
        (TEST_KEY, "https://lomi.example/api/", "https://lomi.example/api"),
        (LIVE_KEY, "https://lomi.example:8443", "https://lomi.example:8443"),
        (TEST_KEY, "http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        (TEST_KEY, "http://localhost", "http://localhost"),
        (TEST_KEY, "http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_address_is_the_keys_own_or_the_one_asked_for(key, override, url):
    assert base_url_for(key, override) == url


@pytest.mark.parametrize(
    "override",
    [
        "http://api.lomi.africa",
        "http://127.0.0.1.evil.example",
        "http://192.168.1.4:8000",
        "ftp://api.lomi.africa",
        "api.lomi.africa",
        "https://",
        "https://user:secret@api.lomi.africa",
        "http://127.0.0.1@evil.example",
        "https://api.lomi.africa?x=1",
        "https://api.lomi.africa#x",
        "https://api.lomi.africa\\@evil.example",
        "https://api.lomi.africa:99999",
        "https://api.lomi.africa:x",
        "https://[::1",
        "https://lomi.example/a/../b",
        "https://lomi.example/%2e",
        "https://lömi.example",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_is_not_plainly_safe_is_refused(override):
    with pytest.raises(SettingsTrouble) as refused:
        base_url_for(TEST_KEY, override)
    assert refused.value.message.code == "url_not_https"
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("key", "override"), [(TEST_KEY, "https://api.lomi.africa"), (LIVE_KEY, "https://sandbox.api.lomi.africa")]
)
def test_a_key_is_refused_at_lomis_address_of_the_other_environment(key, override):
    with pytest.raises(SettingsTrouble) as refused:
        base_url_for(key, override)
    assert refused.value.message.code == "key_wrong_environment"


def test_an_identity_holds_the_address_and_never_the_key():
    identity = identity_for(TEST_KEY, account="acct_123")
    assert identity.base_url == "https://sandbox.api.lomi.africa"
    assert (identity.environment, identity.account) == ("test", "acct_123")
    assert "0123456789" not in repr(identity)


@pytest.mark.parametrize("account", ["123", "acct_", "acct_1\r\nX: y", "acct_1 2"])
def test_a_malformed_account_is_refused(account):
    with pytest.raises(SettingsTrouble) as refused:
        identity_for(TEST_KEY, account=account)
    assert refused.value.message.code == "account_malformed"


def test_keys_are_read_without_loading_httpx_or_pydantic():
    code = "import sys, lomi_pos.api.keys; sys.exit(bool({'httpx', 'pydantic', 'PySide6'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
