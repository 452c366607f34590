"""Amounts in words, for the second look at a large one. French as in West Africa and France; English as in Britain."""

from lomi_pos.till.money import Money

_FR_ONES = (  # noqa: SIM905  read as a sentence
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
_FR_TENS = "- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()  # noqa: SIM905  read as a sentence
_EN_ONES = (  # noqa: SIM905  read as a sentence
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905  read as a sentence

_CURRENCY = {
    "fr": {"XOF": ("franc CFA", "francs CFA"), "EUR": ("euro", "euros"), "USD": ("dollar", "dollars")},
    "en": {"XOF": ("CFA franc", "CFA francs"), "EUR": ("euro", "euros"), "USD": ("dollar", "dollars")},
}
_CENTS = {"fr": ("centime", "centimes"), "en": ("cent", "cents")}
_TWENTY, _HUNDRED, _THOUSAND, _MILLION = 20, 100, 1000, 1_000_000


def amount_words(amount: Money, language: str) -> str:
    """``cinq cent mille francs CFA``, ``five hundred thousand CFA francs``; cents follow when there are any."""
    whole = int(amount.major)
    cents = int((amount.major - whole) * _HUNDRED)
    one, many = _CURRENCY[language][amount.currency]
    words = f"{number_words(whole, language)} {_unit(whole, one, many, language)}"
    if not cents:
        return words
    one, many = _CENTS[language]
    joint = "et" if language == "fr" else "and"
    return f"{words} {joint} {number_words(cents, language)} {_unit(cents, one, many, language)}"


def number_words(number: int, language: str) -> str:
    """``number`` (0 to 999 999 999) in words."""
    return _french(number) if language == "fr" else _english(number)


def _unit(number: int, one: str, many: str, language: str) -> str:
    if language == "en":
        return one if number == 1 else many
    word = many if number > 1 else one
    if number and number % _MILLION == 0:
        return f"d'{word}" if word[0] in "aeiou" else f"de {word}"
    return word


def _french(number: int) -> str:
    if number >= _MILLION:
        millions, rest = divmod(number, _MILLION)
        words = f"{_french(millions)} million{'s' if millions > 1 else ''}"
        return f"{words} {_french(rest)}" if rest else words
    if number >= _THOUSAND:
        thousands, rest = divmod(number, _THOUSAND)
        # "quatre-vingt mille", "deux cent mille": before mille the s of vingts and cents falls.
        words = "mille" if thousands == 1 else f"{_without_plural(_french_below_thousand(thousands))} mille"
        return f"{words} {_french_below_thousand(rest)}" if rest else words
    return _french_below_thousand(number)


def _without_plural(words: str) -> str:
    return words[:-1] if words.endswith(("cents", "vingts")) else words


def _french_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    if not hundreds:
        return _french_below_hundred(rest)
    words = "cent" if hundreds == 1 else f"{_FR_ONES[hundreds]} cent"
    if rest:
        return f"{words} {_french_below_hundred(rest)}"
    return words + "s" if hundreds > 1 else words


def _french_below_hundred(number: int) -> str:
    if number < _TWENTY:
        return _FR_ONES[number]
    tens, ones = divmod(number, 10)
    if tens in {7, 9}:
        ones += 10
    if number == 80:  # noqa: PLR2004  the one round number with an s
        return "quatre-vingts"
    if ones == 0:
        return _FR_TENS[tens]
    joint = " et " if ones in {1, 11} and tens < 8 else "-"  # noqa: PLR2004  vingt et un, but quatre-vingt-un
    return f"{_FR_TENS[tens]}{joint}{_FR_ONES[ones]}"


def _english(number: int) -> str:
    for size, name in ((_MILLION, "million"), (_THOUSAND, "thousand")):
        if number >= size:
            count, rest = divmod(number, size)
            words = f"{_english(count)} {name}"
            if not rest:
                return words
            return f"{words} and {_english(rest)}" if rest < _HUNDRED else f"{words}, {_english(rest)}"
    if number >= _HUNDRED:
        hundreds, rest = divmod(number, _HUNDRED)
        words = f"{_EN_ONES[hundreds]} hundred"
        return f"{words} and {_english(rest)}" if rest else words
    if number < _TWENTY:
        return _EN_ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_EN_TENS[tens]}-{_EN_ONES[ones]}" if ones else _EN_TENS[tens]
