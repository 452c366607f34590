import subprocess
import sys

import pytest

from lomi_pos.store import keychain as store
from lomi_pos.store.keychain import Keychain, find_back_end
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.key_book import KeyBook, KeyState

LIVE = "lomi_sk_live_0123456789abcdefa1b2"
TEST = "lomi_sk_test_0123456789abcdefc3d4"


class FakeBackEnd:
    """A keychain in memory that can be locked."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        del self.entries[service, username]

    def _check(self) -> None:
        if self.is_locked:
            raise RuntimeError("locked, and the message may hold anything: " + LIVE)


@pytest.fixture
def back_end() -> FakeBackEnd:
    return FakeBackEnd()


def a_keychain(back_end: FakeBackEnd | None, environment_key: str = "") -> Keychain:
    return Keychain(environment_key, find=lambda: back_end)


def test_it_is_the_key_book_that_the_window_asks_for(back_end):
    book: KeyBook = a_keychain(back_end)
    assert book.state == KeyState()
    assert book.read() == ""


def test_a_key_is_kept_for_the_next_run(back_end):
    state = a_keychain(back_end).keep(f"  {LIVE}\n")
    assert state == KeyState("lomi_sk_live_...a1b2", "live", "keychain")
    next_run = a_keychain(back_end)
    assert next_run.read() == LIVE
    assert next_run.state == state
    assert next_run.is_kept


def test_each_environment_has_its_entry_and_the_last_kept_is_in_use(back_end):
    for key in (LIVE, TEST):
        a_keychain(back_end).keep(key)
    assert back_end.entries == {
        ("lomi-pos", "live"): LIVE,
        ("lomi-pos", "test"): TEST,
        ("lomi-pos", "active"): "test",
    }
    assert a_keychain(back_end).read() == TEST


def test_forgetting_leaves_nothing(back_end):
    keychain = a_keychain(back_end)
    keychain.keep(LIVE)
    keychain.keep(TEST)
    assert keychain.forget() == KeyState()
    assert back_end.entries == {}
    assert keychain.read() == ""
    assert keychain.forget() == KeyState()


def test_forgetting_says_what_became_of_the_keychain(back_end):
    a_keychain(back_end).keep(LIVE)
    keychain = a_keychain(back_end)
    assert keychain.read() == LIVE
    back_end.is_locked = True
    assert keychain.take_out() == "refused"
    assert keychain.read() == LIVE, "it is still there"
    back_end.is_locked = False
    assert keychain.take_out() == "taken"
    assert keychain.take_out() == "nothing"
    assert a_keychain(None).take_out() == "nothing"


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("", "key_missing"),
        ("  ", "key_missing"),
        ("lomi_pk_live_0123456789abcdef", "key_publishable"),
        ("sk_live_0123456789abcdef", "key_malformed"),
        ("lomi_sk_prod_0123456789abcdef", "key_malformed"),
        ("lomi_sk_live_", "key_malformed"),
        ("lomi_sk_live_0123 456789", "key_malformed"),
        ("lomi_sk_live_" + "a" * 5000, "key_malformed"),
    ],
)
def test_what_is_no_secret_key_is_refused_and_the_old_one_stays(back_end, key, code):
    keychain = a_keychain(back_end)
    keychain.keep(LIVE)
    with pytest.raises(SettingsTrouble) as trouble:
        keychain.keep(key)
    assert trouble.value.message.code == code
    assert keychain.read() == LIVE


# ---------------------------------------------------------------------------- no keychain
def test_without_a_keychain_the_key_is_good_for_this_run_and_it_says_so():
    keychain = a_keychain(None)
    assert keychain.keep(LIVE) == KeyState("lomi_sk_live_...a1b2", "live", "memory")
    assert keychain.read() == LIVE
    assert not keychain.is_kept
    assert keychain.backend == ""
    assert a_keychain(None).read() == ""


def test_a_locked_keychain_is_as_none_and_stops_nothing(back_end, caplog):
    back_end.is_locked = True
    keychain = a_keychain(back_end)
    assert keychain.read() == ""
    assert keychain.keep(LIVE).place == "memory"
    assert keychain.read() == LIVE
    assert not keychain.is_kept
    assert keychain.forget() == KeyState()
    assert LIVE not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_keychain_that_was_unlocked_meanwhile_keeps_the_key(back_end):
    back_end.is_locked = True
    keychain = a_keychain(back_end)
    keychain.keep(LIVE)
    back_end.is_locked = False
    assert keychain.keep(LIVE).place == "keychain"
    assert keychain.is_kept


def test_a_keychain_that_keeps_something_else_is_not_believed(back_end):
    back_end.set_password = lambda *_: None
    assert a_keychain(back_end).keep(LIVE).place == "memory"


def test_a_note_that_names_no_environment_is_no_key(back_end):
    back_end.entries["lomi-pos", "active"] = "../etc"
    assert a_keychain(back_end).read() == ""


# ---------------------------------------------------------------------------- LOMI_API_KEY
def test_the_environments_key_goes_first_and_is_never_written_down(back_end):
    a_keychain(back_end).keep(TEST)
    keychain = a_keychain(back_end, f" {LIVE} ")
    assert keychain.read() == LIVE
    assert keychain.state == KeyState("lomi_sk_live_...a1b2", "live", "environment")
    assert LIVE not in back_end.entries.values()
    assert keychain.forget().place == "environment"


def test_with_the_environments_key_nobody_asks_the_keychain():
    def never() -> None:
        pytest.fail("the keychain was asked")

    keychain = Keychain(LIVE, find=never)
    assert keychain.read() == LIVE
    assert keychain.state.masked == "lomi_sk_live_...a1b2"


# ---------------------------------------------------------------------------- which keychains count
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd"])
def test_only_the_systems_own_keychains_are_considered(monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    modules = {kind.__module__ for kind in store._allowed()}
    allowed = {
        "linux": {"keyring.backends.SecretService", "keyring.backends.kwallet"},
        "darwin": {"keyring.backends.macOS"},
        "win32": {"keyring.backends.Windows"},
        "freebsd": set(),
    }
    assert modules <= allowed[platform]
    assert len(modules) == len(allowed[platform])


@pytest.mark.parametrize("configured", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_what_keyring_is_told_to_use_does_not_count(monkeypatch, configured):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", configured)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    assert find_back_end() is None


def test_the_keyring_library_is_imported_only_when_it_is_needed():
    script = (
        "import sys; from lomi_pos.store.keychain import Keychain; k = Keychain('lomi_sk_live_abc'); k.read(); k.state;"
        "print('keyring' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
