"""What the sandbox refuses: over the wire as lomi.'s error object, in Python as an exception."""

from http import HTTPStatus
from typing import Any

CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    429: "rate_limit_exceeded",
    503: "service_unavailable",
}


class SandboxError(Exception):
    """Trouble the sandbox knows; ``str(error)`` is a sentence."""


class NotThere(SandboxError):
    """No session, link or transaction has this id."""


class SessionClosed(SandboxError):
    """A session that is completed or expired cannot be paid like an open one."""


class Refusal(SandboxError):
    """An answer other than 2xx, in the words lomi. uses (lomi. docs, Errors)."""

    def __init__(self, status: int, message: str, details: Any = ..., *, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = HTTPStatus(status).phrase if details is ... else details
        self.headers = headers or {}

    @property
    def code(self) -> str:
        if self.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return CODES.get(self.status, "internal_error")
        return CODES.get(self.status, "error")

    def as_json(self, request_id: str) -> dict[str, Any]:
        error = {"code": self.code, "message": self.message, "details": self.details}
        return {"error": error, "request_id": request_id}


def bad_request(message: str) -> Refusal:
    return Refusal(400, message)


def unauthorized(message: str) -> Refusal:
    return Refusal(401, message)


def not_found(thing: str, its_id: str) -> Refusal:
    return Refusal(404, f"{thing} with ID {its_id} not found or access denied")


def broken() -> Refusal:
    """The answer of the running server when its database refuses a value: it does not say which."""
    return Refusal(500, "An unexpected error occurred", None)


def invalid(problems: list[str]) -> Refusal:
    """Several validation messages travel as a list, a single one as the message itself."""
    if len(problems) == 1:
        return bad_request(problems[0])
    return Refusal(400, "Validation failed", problems)
