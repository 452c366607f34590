"""What may become a QR: only lomi.'s own pages, and only ours among them."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from lomi_pos.till.errors import LomiTrouble

SHOWABLE_HOSTS = frozenset({"checkout.lomi.africa", "sandbox.checkout.lomi.africa", "pay.wave.com"})

_STRICT_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:]+\])(?::(?P<port>[0-9]{1,5}))?(?:[/?#].*)?\Z"
)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST = 2000


def check_showable(url: str | None, *, base_url: str, our_id: str) -> str:
    """Return ``url`` when a customer may be sent there.

    https on an exact host of the list and its default port; or, when the base URL itself is a loopback address, that
    same loopback host. A UUID in the path must be ours.

    Raises:
        LomiTrouble: it may not be shown, or there is none.
    """
    if url is None or not _is_plain(url) or not (_is_lomis_page(url) or _is_local_page(url, base_url)):
        raise LomiTrouble("url_refused")
    uuids = {found.lower() for found in _UUID.findall(urlsplit(url).path)}
    if uuids and our_id.lower() not in uuids:
        raise LomiTrouble("url_refused")
    return url


def is_web_page(url: str) -> bool:
    """Whether ``url`` is an address to which lomi. can send a customer back."""
    return _is_plain(url) and _STRICT_URL.match(url) is not None


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def loopback_host(url: str) -> str | None:
    """The host of ``url`` if that is this machine, else None."""
    host = urlsplit(url).hostname
    return host if is_loopback(host) else None


def moved(url: str, *, from_base: str, to_base: str) -> str:
    """Where the simulator has the page of ``url`` now, which it had under ``from_base``; a page of others stays."""
    parts = urlsplit(url)
    is_its_own = loopback_host(to_base) is not None and parts.netloc == urlsplit(from_base).netloc
    return urlunsplit(parts._replace(netloc=urlsplit(to_base).netloc)) if is_its_own else url


def _is_plain(url: str) -> bool:
    return len(url) <= _LONGEST and all("!" <= char <= "~" for char in url) and "\\" not in url


def _is_lomis_page(url: str) -> bool:
    strict = _STRICT_URL.match(url)
    if strict is None or strict["scheme"] != "https" or strict["host"] not in SHOWABLE_HOSTS:
        return False
    return _other_parser_agrees(url, strict) and strict["port"] in {None, "443"}


def _is_local_page(url: str, base_url: str) -> bool:
    base = urlsplit(base_url)
    strict = _STRICT_URL.match(url)
    if strict is None or not is_loopback(base.hostname):
        return False
    return _other_parser_agrees(url, strict) and strict["host"].strip("[]") == base.hostname


def _other_parser_agrees(url: str, strict: re.Match[str]) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    agrees_on_port = str(port) == strict["port"] if port is not None else strict["port"] is None
    return parts.hostname == strict["host"].strip("[]") and parts.username is None and agrees_on_port
