"""The till's messages and lomi.'s names, in the shop's language."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lomi_pos.till.money import written
from lomi_pos.till.phrases import with_phrases
from lomi_pos.till.translatable import QT_TRANSLATE_NOOP
from lomi_pos.till.words import NOTHING_CHARGED, Message, fill, sentence_of
from lomi_pos.ui import format as fmt

_PROVIDERS = {
    "WAVE": "Wave",
    "ORANGE": "Orange Money",
    "MTN": "MTN MoMo",
    "STRIPE": QT_TRANSLATE_NOOP("words", "Card"),
    "CARD": QT_TRANSLATE_NOOP("words", "Card"),
}

_KEY_PLACES = {
    "keychain": QT_TRANSLATE_NOOP("words", "Kept in this computer's keychain."),
    "memory": QT_TRANSLATE_NOOP(
        "words", "This computer has no keychain: the key is kept for this run only, then pasted again."
    ),
    "environment": QT_TRANSLATE_NOOP(
        "words", "Given by LOMI_API_KEY for this run. A pasted key waits until that is gone."
    ),
}


_QUOTED = frozenset({"text", "message"})
_AND = " + "
"""Between the amounts of several currencies, in the logs as on the screen."""


def tell(message: Message) -> str:
    """``message`` in the shop's language; a code of a newer version stands for itself."""
    sentence = sentence_of(message.code)
    if sentence is None:
        return message.code
    return fill(_of_the_till(sentence), _as_shown(with_phrases(message.values, _of_the_till)))


def _as_shown(values: Mapping[str, str]) -> Mapping[str, str]:
    """``values`` with their amounts as this language writes them. What someone typed or lomi. said stays as it is."""
    return {name: text if name in _QUOTED else _with_amounts_shown(text) for name, text in values.items()}


def _with_amounts_shown(text: str) -> str:
    amounts = [written(part) for part in text.split(_AND)]
    return _AND.join(fmt.money(one) for one in amounts if one is not None) if None not in amounts else text


def tell_of_link(message: Message) -> str:
    """``message`` where a link was to be made: nobody was to be charged, so that is not what is said."""
    return tell(message).replace(
        _of_the_till(NOTHING_CHARGED), QCoreApplication.translate("words", "The link is not made.")
    )


def tell_beside_a_code(message: Message) -> str:
    """``message`` of a code that was not made, where another one is out: whether that was paid, it does not know."""
    return tell(message).replace(_of_the_till(NOTHING_CHARGED), "").replace("  ", " ").strip()


def _of_the_till(source: str) -> str:
    return QCoreApplication.translate("till", source)


def provider_name(code: str) -> str:
    """A way to pay as customers know it; one we have never heard of keeps lomi.'s own name."""
    name = _PROVIDERS.get(code.upper())
    return QCoreApplication.translate("words", name) if name else code


def key_place_words(place: str) -> str:
    """Where the key is kept (``KeyState.place``), and what that means for the next start."""
    words = _KEY_PLACES.get(place)
    return QCoreApplication.translate("words", words) if words else ""


def provider_names(codes: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(provider_name(code) for code in codes))
