"""The key that no log shows, and the address that goes with it.

Prefixes and hosts: lomi. docs, Authentication. The environment of a request is decided by the key alone (lomi.'s
``api-key.guard.ts``), so a host that contradicts the key is refused here.
"""

import hashlib
import re
from urllib.parse import SplitResult, urlsplit

from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.identity import Identity
from lomi_pos.till.keys import masked, read_key
from lomi_pos.till.showable import is_loopback

BASE_URLS = {"live": "https://api.lomi.africa", "test": "https://sandbox.api.lomi.africa"}

_ACCOUNT = re.compile(r"acct_[A-Za-z0-9_-]{1,100}", re.ASCII)
_HOST = re.compile(r"[a-z0-9.-]{1,253}|[0-9a-f:]{2,45}", re.ASCII)
_ENVIRONMENT_OF_HOST = {urlsplit(url).hostname: environment for environment, url in BASE_URLS.items()}
_USUAL_PORTS = {"https": 443, "http": 80}


class ApiKey:
    """A secret key that no ``repr``, log line or traceback shows.

    Raises:
        SettingsTrouble: ``text`` is not a secret key of lomi.'s.
    """

    __slots__ = ("_text", "environment")

    def __init__(self, text: str) -> None:
        self.environment = read_key(text)
        self._text = text.strip()

    def reveal(self) -> str:
        """Return the key itself: for the request's header and the keychain only."""
        return self._text

    @property
    def fingerprint(self) -> str:
        return fingerprint(self)

    def __repr__(self) -> str:
        return f"ApiKey({masked(self._text)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiKey) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self.fingerprint)


def fingerprint(key: ApiKey | str) -> str:
    """Return sixteen hexadecimal digits that recognise ``key`` and reveal nothing of it."""
    return hashlib.sha256(b"lomi-pos key:" + _revealed(key).encode()).hexdigest()[:16]


def base_url_for(key: ApiKey | str, override: str = "") -> str:
    """Return the address to talk to, without a slash at its end: ``override``, or lomi.'s own for this key.

    Raises:
        SettingsTrouble: ``override`` is not https (or http on this machine itself), carries a user, a query or anything
            else an address has no use for, or is lomi.'s address of the other environment.
    """
    key_environment = read_key(_revealed(key))
    if not override.strip():
        return BASE_URLS[key_environment]
    parts = _checked(override.strip())
    url_environment = _ENVIRONMENT_OF_HOST.get(parts.hostname, key_environment)
    if url_environment != key_environment:
        raise SettingsTrouble("key_wrong_environment", key_environment=key_environment, url_environment=url_environment)
    return f"{parts.scheme}://{_origin(parts)}{parts.path.rstrip('/')}"


def identity_for(key: ApiKey | str, base_url: str = "", account: str = "") -> Identity:
    """Return as whom this key talks to lomi. ``account`` is an ``acct_...`` of lomi. Network, or empty.

    Raises:
        SettingsTrouble: one of the three cannot be used.
    """
    if account and not _ACCOUNT.fullmatch(account):
        raise SettingsTrouble("account_malformed", account=account[:24])
    return Identity(
        base_url=base_url_for(key, base_url),
        environment=read_key(_revealed(key)),
        key_fingerprint=fingerprint(key),
        account=account,
    )


def _revealed(key: ApiKey | str) -> str:
    return key.reveal() if isinstance(key, ApiKey) else key.strip()


def _checked(url: str) -> SplitResult:
    """``url`` in its parts, once it is known to be an address of the one kind that is allowed."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise SettingsTrouble("url_not_https", url=_without_user(url)) from None
    is_secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    is_plain = url.isascii() and url.isprintable() and not set(url) & set(" \\@?#%")
    is_host = _HOST.fullmatch(parts.hostname or "") is not None
    if not (is_secure and is_plain and is_host) or ".." in url:
        raise SettingsTrouble("url_not_https", url=_without_user(url))
    return parts


def _origin(parts: SplitResult) -> str:
    host = parts.hostname or ""
    named = f"[{host}]" if ":" in host else host
    port = parts.port
    return named if port in {None, _USUAL_PORTS[parts.scheme]} else f"{named}:{port}"


def _without_user(url: str) -> str:
    """``url`` for a sentence: clipped, and never with the password that someone put in front of the host."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"[:80]
