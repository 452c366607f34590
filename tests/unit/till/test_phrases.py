import errno

import pytest

from lomi_pos.cli.words import Words
from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import KeyRefused
from lomi_pos.till.phrases import PHRASES, phrase_of_disk, with_phrases
from lomi_pos.till.words import Message


def test_a_known_phrase_is_translated_with_its_own_values():
    values = with_phrases({"path": "x", "problem": "line 12 is not right"}, lambda _: "ligne {number} !")
    assert values == {"path": "x", "problem": "ligne 12 !"}


def test_an_unknown_phrase_stays_as_it_is():
    assert with_phrases({"problem": "of another version"}, str.upper) == {"problem": "of another version"}


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_french_sentence_is_wholly_french(phrase):
    problem = phrase.format(number=1, name="shop.till", request="GET /me")
    message = Message("settings_unreadable", {"path": "x", "problem": problem})
    assert problem not in Words("fr").tell(message)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("network_account_not_found", "no such Network account"),
        ("network_account_not_active", "not active for Network"),
        ("operator_not_active", "not an active Network operator"),
        ("Network requests require a secret API key", "secret key"),
        ("network_membership_not_found", "not connected"),
        ("network_membership_not_active", "suspended"),
        ("network_capability_missing", "the right to do this"),
        ("Network requests are not supported for this endpoint", "does not do this"),
        ("network_of_tomorrow", "network_of_tomorrow"),
    ],
)
def test_every_refusal_of_the_network_is_told_in_words(said, means):
    refused = KeyRefused(Answered(401, code="unauthorized", text=said))
    assert means in str(refused)
    assert "Nothing was charged." in str(refused)


def test_a_fault_of_the_disk_is_named_without_the_systems_english():
    assert phrase_of_disk(OSError(errno.ENOSPC, "No space left on device")) == "the disk is full"
    assert phrase_of_disk(OSError("odd")) == "the disk reported a fault"
