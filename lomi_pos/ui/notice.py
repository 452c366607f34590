"""What the line above everything says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lomi_pos.ui.words import tell

if TYPE_CHECKING:
    from lomi_pos.till.words import Message
    from lomi_pos.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Notice:
    """``message`` is what it was told as, where it changes with the language."""

    words: str
    tone: Tone
    message: Message | None = None
    leaves_with_front: bool = False

    def retold(self) -> Notice:
        """The same in the language of now."""
        return replace(self, words=tell(self.message)) if self.message is not None else self
