"""Who may come in: the key, then the Network rules. The rate limit comes before (see ``rate``)."""

from collections.abc import Mapping

from lomi_pos.sandbox.call import Caller
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import unauthorized


def secret_in(headers: Mapping[str, str]) -> str | None:
    """Find the key: ``X-API-Key``, then ``X-Lomi-API-Key``, then ``Authorization: Bearer``."""
    for name in ("x-api-key", "x-lomi-api-key"):
        if headers.get(name, "").strip():
            return headers[name].strip()
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    return rest.strip() or None if scheme.lower() == "bearer" else None


def admit(lomi: Lomi, headers: Mapping[str, str], capabilities: tuple[str, ...]) -> Caller:
    """Return who asks.

    Args:
        lomi: whose keys and members count.
        headers: of the request, with lower-case names.
        capabilities: any one of these lets a Network operator in; none at all
            means that the endpoint is closed to Network requests.

    Raises:
        Refusal: 401 in every case; only the message tells which.
    """
    secret = secret_in(headers)
    if secret is None:
        raise unauthorized("API Key is missing")
    account = headers.get("lomi-account", "").strip()
    if account and not capabilities:
        # Decided before the key is looked at: a wrong key hears this too.
        raise unauthorized("Network requests are not supported for this endpoint")
    key = lomi.keys.verify(secret)
    if account:
        return Caller(key, lomi.network.member_for(account, key, capabilities))
    if key.is_publishable:
        raise unauthorized("Invalid API Key")
    return Caller(key)
