import subprocess
import sys

import pytest

from lomi_pos.api.keys import ApiKey, base_url_for, fingerprint, identity_for
from lomi_pos.till.errors import SettingsTrouble

LIVE_KEY = "lomi_sk_live_0123456789abcdefa1b2"
TEST_KEY = "lomi_sk_test_0123456789abcdefa1b2"


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda key: f"{[key]} {(key,)!s}"])
def test_a_key_never_shows_itself(show):
    assert "0123456789" not in show(ApiKey(LIVE_KEY))


def test_a_key_reveals_itself_when_asked_and_compares_by_itself():
    assert ApiKey(f" {LIVE_KEY} ").reveal() == LIVE_KEY
    assert ApiKey(LIVE_KEY) == ApiKey(LIVE_KEY)
    assert len({ApiKey(LIVE_KEY), ApiKey(LIVE_KEY), ApiKey(TEST_KEY)}) == 2


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


def test_keys_are_read_without_loading_httpx():
    code = "import sys, lomi_pos.api.keys; sys.exit(bool({'httpx', 'PySide6'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
