"""Parts of sentences, for the ``{problem}`` of a ``Message``, in the language of whoever reads it.

A message carries one in English, as its values go into logs; where it is told, it is known again and translated.
"""

import errno
import re
from collections.abc import Callable, Mapping
from functools import cache

from lomi_pos.till.translatable import QT_TRANSLATE_NOOP
from lomi_pos.till.words import fill

WRONG_LINE = QT_TRANSLATE_NOOP("till", "line {number} is not right")
ENDS_EARLY = QT_TRANSLATE_NOOP("till", "it ends too early")
NOT_TEXT = QT_TRANSLATE_NOOP("till", "it is not text in UTF-8")
IMPOSSIBLE = QT_TRANSLATE_NOOP("till", "{name} cannot have this value")
_NOT_PERMITTED = QT_TRANSLATE_NOOP("till", "this user may not open it")
_READ_ONLY = QT_TRANSLATE_NOOP("till", "the disk cannot be written to")
_FULL = QT_TRANSLATE_NOOP("till", "the disk is full")
_NOT_A_FILE = QT_TRANSLATE_NOOP("till", "there is something else in its place")
_DISK = QT_TRANSLATE_NOOP("till", "the disk reported a fault")

NO_PRINTER = QT_TRANSLATE_NOOP("till", "no printer is chosen in Settings, Display and printing")
NO_SUCH_PRINTER = QT_TRANSLATE_NOOP("till", "this computer knows no printer “{name}”")
SILENT_PRINTER = QT_TRANSLATE_NOOP("till", "the printer does not answer")
WRONG_ADDRESS = QT_TRANSLATE_NOOP("till", "“{name}” is not the address of a printer")
NO_DRIVER = QT_TRANSLATE_NOOP("till", "this computer cannot reach printers of this kind")

NOT_FOR_A_MEMBER = QT_TRANSLATE_NOOP(
    "till", "“{request}” cannot be done for a Network account. Switch it off in Settings to do it for your own shop"
)
_OF_THE_NETWORK: Mapping[str, str] = {
    "network_account_not_found": QT_TRANSLATE_NOOP(
        "till", "there is no such Network account. Check the acct_ number in Settings"
    ),
    "network_account_not_active": QT_TRANSLATE_NOOP("till", "this member account is not active for Network"),
    "operator_not_active": QT_TRANSLATE_NOOP("till", "your organization is not an active Network operator"),
    "network requests require a secret api key": QT_TRANSLATE_NOOP(
        "till", "selling for a member takes a secret key, lomi_sk_, and not a publishable one"
    ),
    "network_membership_not_found": QT_TRANSLATE_NOOP("till", "this member is not connected to your organization"),
    "network_membership_not_active": QT_TRANSLATE_NOOP(
        "till", "the connection to this member is suspended, or not confirmed yet"
    ),
    "network_capability_missing": QT_TRANSLATE_NOOP(
        "till", "this member has not given you the right to do this with this key; test and live rights are separate"
    ),
    "network requests are not supported for this endpoint": QT_TRANSLATE_NOOP(
        "till", "lomi. does not do this for a Network account"
    ),
}
"""What lomi. says of a Network account (lomi. docs, Network: Common authorization errors), and what it means."""

PHRASES = (
    NOT_FOR_A_MEMBER,
    *_OF_THE_NETWORK.values(),
    WRONG_LINE,
    ENDS_EARLY,
    NOT_TEXT,
    IMPOSSIBLE,
    NO_PRINTER,
    NO_SUCH_PRINTER,
    SILENT_PRINTER,
    WRONG_ADDRESS,
    NO_DRIVER,
    _NOT_PERMITTED,
    _READ_ONLY,
    _FULL,
    _NOT_A_FILE,
    _DISK,
)
_OF_DISKS: Mapping[int | None, str] = {
    errno.EACCES: _NOT_PERMITTED,
    errno.EPERM: _NOT_PERMITTED,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EISDIR: _NOT_A_FILE,
    errno.ENOTDIR: _NOT_A_FILE,
    errno.EEXIST: _NOT_A_FILE,
}


def phrase_of_disk(error: OSError) -> str:
    """What the system said of a file, without its own English."""
    return _OF_DISKS.get(error.errno, _DISK)


def phrase_of_network(said: str) -> str:
    """What lomi. Network's refusal means; one that is not known stands for itself."""
    return _OF_THE_NETWORK.get(said.strip().rstrip(".").lower(), said)


def with_phrases(values: Mapping[str, str], translate: Callable[[str], str]) -> Mapping[str, str]:
    """``values`` with a known phrase in their ``problem`` translated; anything else stays as it is."""
    problem = values.get("problem", "")
    for phrase in PHRASES:
        found = _pattern(phrase).fullmatch(problem)
        if found:
            return {**values, "problem": fill(translate(phrase), found.groupdict())}
    return values


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(phrase)))
