"""What no log and no message may show: keys, phone numbers and e-mail addresses, in any text they turn up in."""

import re

_KEY = re.compile(r"(lomi_(?:sk|pk)_(?:live|test)_)([A-Za-z0-9_-]+)")
_SHORTEST_WITH_A_TAIL = 12
_HEADER = re.compile(
    r"""(x-api-key|authorization)(["']?\s*[:=,]\s*(?:b?["'])?)(?!lomi_)[^\s"',}]+(?: [^\s"',}]+)?""", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++(?:@|%40)[\w-]++(?:\.[\w-]++)+")
# +221 77 123 45 67; 77 123 45 67; 0700000000. Not: an amount in groups of three, a UUID, a time.
_PHONE = re.compile(
    r"""
    (?<![\w.-])(?:
        (?:\+|00)\d{1,3}(?:[ .()-]{0,2}\d){6,12}
        | \d{2}(?:[ .-]\d{2,3}){3,4}
        | \d{8,15}
    )(?![\w-])
    """,
    re.VERBOSE,
)


def mask(text: str) -> str:
    """``text`` without keys, phone numbers and e-mail addresses. Keys stay recognisable: ``lomi_sk_live_...a1b2``."""
    text = mask_keys(text)
    text = _HEADER.sub(r"\1\2...", text)
    text = _EMAIL.sub("(e-mail)", text)
    return _PHONE.sub("(phone)", text)


def mask_keys(text: str) -> str:
    """``text`` without keys, for whoever may see the customers in it."""
    return _KEY.sub(_masked_key, text)


def _masked_key(match: re.Match[str]) -> str:
    tail = match[2][-4:] if len(match[2]) >= _SHORTEST_WITH_A_TAIL else ""
    return f"{match[1]}...{tail}"
