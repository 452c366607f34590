"""lomi.'s secret keys: what is one, of which environment, and how it may be shown (lomi. docs, Authentication)."""

import re

from lomi_pos.till.errors import SettingsTrouble

_SECRET_KEY = re.compile(r"lomi_sk_(?P<environment>live|test)_(?P<secret>[A-Za-z0-9_-]{1,200})", re.ASCII)
_SHORTEST_WITH_A_TAIL = 12


def read_key(text: str) -> str:
    """Return the environment of a secret key, ``live`` or ``test``. Space around it is forgiven.

    Raises:
        SettingsTrouble: there is none, it is a publishable one, or it is not one of lomi.'s.
    """
    key = text.strip()
    if not key:
        raise SettingsTrouble("key_missing")
    if key.startswith("lomi_pk_"):
        raise SettingsTrouble("key_publishable")
    match = _SECRET_KEY.fullmatch(key)
    if match is None:
        raise SettingsTrouble("key_malformed")
    return match["environment"]


def masked(key: str) -> str:
    """Return ``key`` as it may be shown: ``lomi_sk_live_...a1b2``. Of a short one, and of what is none, nothing is."""
    match = _SECRET_KEY.fullmatch(key.strip())
    if match is None:
        return "..."
    tail = match["secret"][-4:] if len(match["secret"]) >= _SHORTEST_WITH_A_TAIL else ""
    return f"lomi_sk_{match['environment']}_...{tail}"
