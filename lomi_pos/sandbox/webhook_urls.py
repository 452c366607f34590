"""Which addresses may receive webhooks. lomi. takes public HTTPS only; the sandbox also takes this machine."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

INNER_NAMES = (".local", ".internal", ".localhost", ".lan", ".home.arpa")


def problem_with(url: Any) -> str | None:
    """Say why an address is refused at registration, or None.

    Names are not looked up: nothing outside this machine is ever asked.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except (AttributeError, TypeError, ValueError):
        return "Webhook URL is not a valid URL"
    if not isinstance(url, str) or parts.scheme not in ("http", "https") or not host:
        return "Webhook URL is not a valid URL"
    if parts.username is not None or parts.password is not None:
        return "Webhook URL must not contain credentials"
    if is_this_machine(host):
        return None
    if parts.scheme != "https":
        return "Webhook URL must use HTTPS"
    return "Webhook URL must not point to a private or internal address" if _is_inner(host) else None


def is_this_machine(host: str) -> bool:
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def _is_inner(host: str) -> bool:
    address = _address(host)
    if address is None:
        return "." not in host.rstrip(".") or host.rstrip(".").endswith(INNER_NAMES)
    return not address.is_global or address.is_multicast


def _address(host: str) -> IPv4Address | IPv6Address | None:
    """Read an IP address; one of IPv4 in the clothes of IPv6 is taken for what it is."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
