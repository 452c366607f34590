"""What an answer of lomi. said of itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer of lomi. said of itself, for support: never a key, never a customer.

    ``code``, ``text`` and ``details`` are those of the error envelope when there was one.
    """

    status: int | None = None
    code: str = ""
    text: str = ""
    details: object = field(default=None, repr=False)
    request_id: str = ""

    @property
    def is_lomis(self) -> bool:
        """Whether it was lomi.'s own error object, and not a gateway's or a captive portal's page."""
        return bool(self.code or self.text)
