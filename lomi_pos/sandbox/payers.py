"""Scripted customers: what a person with a phone does with a session, and when.

A script is a handful of steps. Nothing waits for them: when somebody next
looks at the sandbox, whatever was due by then has happened, at its own time.
So a test turns the clock by hand and a practice till just sees payments come.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from lomi_pos.sandbox.records import Amount, Session

Deed = Literal["pay", "pay_again", "pay_late", "start", "confirm", "refuse", "expire", "leave"]


@dataclass(frozen=True, slots=True)
class Step:
    """One deed, so many seconds after the script began, or after the session's expiry."""

    deed: Deed
    after_s: float
    provider: str = "WAVE"
    amount: Amount | None = None
    after_expiry: bool = False


@dataclass(frozen=True, slots=True)
class Errand:
    """A step with its hour fixed."""

    at: datetime
    deed: Deed
    session_id: str
    provider: str = "WAVE"
    amount: Amount | None = None


Script = tuple[Step, ...]


def plan(script: Script, session: Session, now: datetime, speed: float = 1.0) -> list[Errand]:
    """Fix the hours of a script. ``speed`` 10 makes the customer ten times as quick; expiry stays where it is."""
    return [
        Errand(
            at=(session.expires_at if step.after_expiry else now) + timedelta(seconds=step.after_s / speed),
            deed=step.deed,
            session_id=session.id,
            provider=step.provider,
            amount=step.amount,
        )
        for step in script
    ]


def pays(after_s: float = 3, provider: str = "WAVE", amount: Amount | None = None) -> Script:
    return (Step("pay", after_s, provider, amount),)


def pays_slowly(after_s: float = 2, confirm_s: float = 8, provider: str = "ORANGE") -> Script:
    """The transaction is pending first, and completed ``confirm_s`` later."""
    return (Step("start", after_s, provider), Step("confirm", after_s + confirm_s, provider))


def refused_then_pays(after_s: float = 2, again_s: float = 5, provider: str = "WAVE") -> Script:
    return (Step("refuse", after_s, provider), Step("pay", after_s + again_s, provider))


def leaves(after_s: float = 3) -> Script:
    """Walks away: lomi. hears nothing and the session stays open until it expires."""
    return (Step("leave", after_s),)


def pays_late(after_expiry_s: float = 60, provider: str = "WAVE") -> Script:
    """The confirmation comes when the session is already expired."""
    return (Step("pay_late", after_expiry_s, provider, after_expiry=True),)


def pays_twice(after_s: float = 2, gap_s: float = 2, provider: str = "WAVE") -> Script:
    return (Step("pay", after_s, provider), Step("pay_again", after_s + gap_s, provider))
