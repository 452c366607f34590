"""What goes into a request, checked before anything is sent."""

from collections.abc import Collection

from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import NotFound, TillRefusal
from lomi_pos.till.ids import is_uuid, safe_id
from lomi_pos.till.text import clean


def check_id(asked: str) -> str:
    """Return ``asked`` when it may stand in a path as it is.

    Raises:
        NotFound: it cannot be an id of lomi.'s; nothing was sent.
    """
    try:
        return safe_id(asked)
    except ValueError:
        raise NotFound(Answered(code="bad_id", text="this is not an id")) from None


def check_uuid(asked: str) -> str:
    """Return ``asked``, which lomi. takes as a UUID only; anything else it answers with 500 as often as with 400.

    Raises:
        NotFound: it is none; nothing was sent.
    """
    if not is_uuid(asked):
        raise NotFound(Answered(code="bad_id", text="this is not an id"))
    return asked


def check_word(word: str, known: Collection[str]) -> str:
    """Return ``word`` when it is one of those that lomi. knows here.

    Raises:
        TillRefusal: it is not; nothing was sent.
    """
    if word not in known:
        raise TillRefusal("word_unknown", text=clean(word, 40), words=", ".join(one for one in known if one))
    return word
