import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import lomi_pos
from lomi_pos.till import errors
from lomi_pos.till.answered import Answered
from lomi_pos.till.creation_words import CREATION_SENTENCES
from lomi_pos.till.journal_words import JOURNAL_SENTENCES
from lomi_pos.till.money_back_words import MONEY_BACK_SENTENCES
from lomi_pos.till.words import SENTENCES as OF_A_SALE
from lomi_pos.till.words import Message, fill

SENTENCES = {**OF_A_SALE, **CREATION_SENTENCES, **JOURNAL_SENTENCES, **MONEY_BACK_SENTENCES}
SOURCES = sorted(Path(lomi_pos.__file__).parent.rglob("*.py"))
NAME_A_FAULT = {"NoConnection", "OutcomeUnknown", "JournalDamaged", "JournalTooNew"}
"""Their first argument is not the code of a sentence."""

SPEAKERS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.LomiPosError)
} - NAME_A_FAULT | {"Message"}
OF_THE_FAMILY = {"answered", "code"}


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def spoken() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where a message is made with its code spelled out: the place, the code, the names of its values if these are."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _speaks(node, source):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{source.name}:{node.lineno}", first.value, _values(node)


def _speaks(call: ast.Call, source: Path) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in SPEAKERS
    return source.name == "errors.py" and getattr(call.func, "attr", "") == "__init__"


def _values(call: ast.Call) -> set[str] | None:
    if len(call.args) > 1:
        return _keys(call.args[1])
    named = {one.arg for one in call.keywords if one.arg is not None}
    return None if len(named) < len(call.keywords) else named - OF_THE_FAMILY


def _keys(values: ast.expr) -> set[str] | None:
    if not isinstance(values, ast.Dict):
        return None
    return {key.value for key in values.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


SPOKEN = list(spoken())


def test_a_code_has_one_sentence():
    assert len(SENTENCES) == sum(map(len, (OF_A_SALE, CREATION_SENTENCES, JOURNAL_SENTENCES, MONEY_BACK_SENTENCES)))


def test_the_sources_speak():
    assert len(SPOKEN) > 20


@pytest.mark.parametrize(("place", "code", "values"), SPOKEN, ids=[f"{place}-{code}" for place, code, _ in SPOKEN])
def test_every_message_has_a_sentence_and_all_its_values(place, code, values):
    assert code in SENTENCES, f"{place} says {code!r}, for which there is no sentence"
    if values is not None:
        assert names_in(SENTENCES[code]) <= values, f"{place} leaves out a value of {code!r}"


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_whole(code):
    sentence = SENTENCES[code]
    assert sentence[0].isupper() or sentence.startswith(("“", "lomi.", "{"))
    assert sentence.endswith((".", "!", "?"))
    assert all(name.isidentifier() for name in names_in(sentence))


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_filled_without_its_values_too(code):
    assert "{" not in Message(code).english()


def test_a_value_that_is_missing_shows_as_an_ellipsis():
    assert fill("Sale {number} of {amount}.", {"number": "A-001"}) == "Sale A-001 of …."


def test_values_are_never_read_as_places_for_values():
    assert fill("“{text}”", {"text": "{number} {0} {{"}) == "“{number} {0} {{”"


def test_an_unknown_code_stands_for_itself():
    assert Message("from_the_future", {"a": "b"}).english() == "from_the_future"


@pytest.mark.parametrize(
    "error",
    [
        errors.TillRefusal("amount_zero"),
        errors.RequestRefused(Answered(400, "BAD", "Title is required")),
        errors.NotFound(Answered(404, "NOT_FOUND", "No such session")),
        errors.IdempotencyConflict(Answered(409)),
        errors.KeyRefused(Answered(401)),
        errors.PaymentRequired(Answered(201)),
        errors.LomiBusy(2.4, Answered(429)),
        errors.NoConnection("refused"),
        errors.OutcomeUnknown("timeout"),
        errors.JournalBusy(),
        errors.JournalFull(),
        errors.JournalReadOnly(),
        errors.JournalDamaged("journal.sqlite"),
        errors.JournalTooNew("9.9"),
        errors.DataFolderInUse("data_folder_in_use", path="x"),
        errors.SettingsTrouble("settings_unreadable", path="x", problem="y"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_all_known_trouble_is_a_sentence_for_a_clerk(error):
    assert errors.as_message(error) is error.message
    assert error.message.code in SENTENCES
    assert str(error) == error.message.english()
    assert "…" not in str(error)


@pytest.mark.parametrize(
    "trouble",
    [
        errors.NoConnection("refused"),
        errors.OutcomeUnknown("timeout"),
        errors.LomiBusy(2.4, Answered(429)),
        errors.KeyRefused(Answered(401)),
        errors.RequestRefused(Answered(400, "BAD", "page is not a number")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_question_without_an_answer_says_nothing_of_charging(trouble):
    assert "charge" in str(trouble) or "sale again" in str(trouble)
    told = errors.as_unanswered(trouble.message)
    assert told.code in SENTENCES
    assert "charge" not in told.english()
    assert "sale again" not in told.english()


def test_a_bug_is_one_calm_line():
    assert errors.as_message(ZeroDivisionError()).code == "bug"


@pytest.mark.parametrize("text", ["network_disabled", "operator_not_allowed", "Network requests need an account"])
def test_a_401_of_the_network_is_not_a_bad_key(text):
    trouble = errors.KeyRefused(Answered(401, text=text))
    assert trouble.is_network
    assert trouble.message.code == "network_refused"


@pytest.mark.parametrize(("answered", "is_lomis"), [({}, False), ({"code": "X"}, True), ({"text": "x"}, True)])
def test_only_an_error_object_is_lomis_own(answered, is_lomis):
    assert Answered(400, **answered).is_lomis is is_lomis
