"""The key in a real keychain: GNOME's, on a D-Bus of its own, with a home of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MISSING = [name for name in ("gnome-keyring-daemon", "dbus-run-session") if shutil.which(name) is None]

pytestmark = [
    pytest.mark.keychain,
    pytest.mark.skipif(
        bool(MISSING), reason=f"NOT TESTED: {' and '.join(MISSING)} missing (Debian: gnome-keyring, dbus)"
    ),
]

UNLOCKED = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
LOCKED = 'gnome-keyring-daemon --start --components=secrets >/dev/null; exec "$@"'
NO_KEYCHAIN = 'exec "$@"'

BUS_THAT_STARTS_NOTHING = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

KEEP = """
from lomi_pos.store.keychain import Keychain
keychain = Keychain()
print(keychain.state.place)
state = keychain.keep("lomi_sk_test_0123456789abcdefc3d4")
print(state.place, state.masked, keychain.backend, keychain.is_kept)
"""
READ = """
from lomi_pos.store.keychain import Keychain
keychain = Keychain()
print(repr(keychain.read()), repr(keychain.state.place), keychain.is_kept)
"""
FORGET = """
from lomi_pos.store.keychain import Keychain
keychain = Keychain()
keychain.forget()
print(repr(Keychain().read()))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    return tmp_path


def run(home: Path, script: str, *, session: str = UNLOCKED, bus: tuple[str, ...] = ()) -> list[str]:
    """Run ``script`` in a session of its own; any Python warning in it is an error."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_"))}
    environment |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    environment.pop("DISPLAY", None)
    done = subprocess.run(
        ["dbus-run-session", *bus, "--", "sh", "-c", session, "sh", sys.executable, "-W", "error", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_key_outlives_the_program_and_the_session(home):
    assert run(home, KEEP) == ["", "keychain lomi_sk_test_...c3d4 Secret Service True"]
    assert run(home, READ) == ["'lomi_sk_test_0123456789abcdefc3d4' 'keychain' True"]


def test_nothing_on_disk_shows_the_key(home):
    run(home, KEEP)
    files = [one for one in home.rglob("*") if one.is_file()]
    assert files
    assert not any(b"0123456789abcdefc3d4" in one.read_bytes() for one in files)


def test_a_forgotten_key_is_gone_for_the_next_run(home):
    run(home, KEEP)
    assert run(home, FORGET) == ["''"]
    assert run(home, READ) == ["'' '' True"]


def test_a_locked_keychain_that_nobody_unlocks_stops_nothing(home):
    run(home, KEEP)
    assert run(home, READ, session=LOCKED) == ["'' '' False"]
    assert run(home, KEEP, session=LOCKED)[1].startswith("memory lomi_sk_test_...c3d4")


def test_a_session_without_a_keychain_keeps_it_for_this_run_only(home):
    config = home / "bus.conf"
    config.write_text(BUS_THAT_STARTS_NOTHING)
    told = run(home, KEEP, session=NO_KEYCHAIN, bus=(f"--config-file={config}",))
    assert told == ["", "memory lomi_sk_test_...c3d4  False"]
