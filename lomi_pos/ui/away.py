"""What happened while the till was closed, in one sentence: money that came first, then money that went."""

from PySide6.QtCore import QCoreApplication

from lomi_pos.engine.news import SweepFinished
from lomi_pos.till.states import State
from lomi_pos.ui.theme import Tone


def words_of(swept: SweepFinished) -> tuple[str, Tone] | None:
    """What the start-up sweep found; None when that is no news."""
    paid = sum(sale.state is State.PAID for sale in swept.changed)
    if paid:
        return _paid(paid), "green"
    if swept.given_back:
        return _given_back(len(swept.given_back)), "amber"
    if swept.unreached:
        words = QCoreApplication.translate(
            "away",
            "No connection: what was left open could not be checked yet. Check the Wi-Fi or the router; "
            "the rest happens by itself.",
        )
        return words, "amber"
    return None


def _paid(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("away", "While you were away: 1 sale was paid.")
    return QCoreApplication.translate("away", "While you were away: {count} sales were paid.").format(count=count)


def _given_back(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate(
            "away", "While you were away: money of 1 sale was given back, not from this till."
        )
    words = QCoreApplication.translate(
        "away", "While you were away: money of {count} sales was given back, not from this till."
    )
    return words.format(count=count)
