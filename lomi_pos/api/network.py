"""What lomi. takes with ``Lomi-Account``; all else it refuses (lomi. docs, lomi. Network: Supported endpoints)."""

import re

from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.phrases import NOT_FOR_A_MEMBER
from lomi_pos.till.words import fill

_ID = r"[^/]+"
_SUPPORTED = re.compile(
    "|".join(
        (
            r"POST /charge/(?:card|wave|mtn)",
            r"POST /checkout-sessions",
            rf"GET /transactions(?:/{_ID})?",
            rf"GET /charge/card/{_ID}",
            rf"POST /charge/card/{_ID}/cancel",  # lomi.'s source only, ``api-key.guard.ts``
            rf"GET /customers(?:/{_ID}(?:/transactions)?)?",
            r"POST /customers",
            rf"PATCH /customers/{_ID}",
            r"POST /refunds",
            rf"GET /refunds(?:/{_ID})?",
        )
    )
)


def check_supported(method: str, path: str) -> None:
    """Refuse, before anything is sent, a call that lomi. does not take on behalf of a Network member.

    Without the header it would silently ask about our own organization; with it lomi. answers 401, which reads like a
    bad key. A member's checkout sessions can be made but never read: only its transactions tell.

    Raises:
        LomiTrouble: with the code ``network_refused``.
    """
    if not _SUPPORTED.fullmatch(f"{method} {path}"):
        request = f"{method} /{path.split('/')[1]}"
        raise LomiTrouble("network_refused", problem=fill(NOT_FOR_A_MEMBER, {"request": request}))
