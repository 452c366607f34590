"""What the hosted pages are made of: the template, the words, and headers that let nothing else in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lomi_pos.sandbox.wiretap import is_loopback_host
from lomi_pos.sandbox.wording import Words, words_for

if TYPE_CHECKING:
    from jinja2 import Environment

# A shop's own page may be visited from a form only when it is on this machine.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self' http://127.0.0.1:* http://localhost:*"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a page: where, in which language, and of which shop (the sandbox's own, unless another is named)."""

    path: str
    words: Words
    asked_language: str | None
    shop: str = ""

    @classmethod
    def of(cls, request: Request) -> Visit:
        asked = request.query_params.get("lang")
        words = words_for(asked, request.headers.get("accept-language", ""))
        return cls(request.url.path, words, asked if asked == words.language else None)

    def url(self, path: str) -> str:
        """Return a path here, in the language the visitor asked for."""
        if not self.asked_language:
            return path
        return f"{path}{'&' if '?' in path else '?'}{urlencode({'lang': self.asked_language})}"


class Pages:
    def __init__(self, shop_name: str) -> None:
        self._shop_name = shop_name

    @cached_property
    def _templates(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  20 ms: with the first page

        return Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def show(self, visit: Visit, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
        words = visit.words
        page = self._templates.get_template(template).render(
            {"refresh_s": None, **values},
            words=words,
            title=title,
            shop=visit.shop or self._shop_name,
            here=visit.url(visit.path),
            other_language_url=f"{visit.path}?{urlencode({'lang': words['other_language']})}",
        )
        return HTMLResponse(page, status, headers={**HEADERS, "Content-Language": words.language})

    def note(self, visit: Visit, name: str, mood: str, *, status: int = 200, **values: Any) -> Response:
        """Show a page that only says something. ``name`` finds its title and its text among the words."""
        told = {"amount": None, "about": None, "onward": None, "onward_words": None, **values}
        told.setdefault("text", visit.words[f"{name}_text"])
        title = visit.words[f"{name}_title"]
        return self.show(visit, "note.html", title=title, status=status, name=name, mood=mood, **told)


def go(url: str) -> Response:
    """Send the browser on with a GET."""
    return RedirectResponse(url, 303, headers=HEADERS)


def is_on_this_machine(url: str | None) -> bool:
    """Whether a page may be visited by itself. Every other address is at most a link that a person may follow."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.username is None and is_loopback_host(parts.netloc)


def is_web_page(url: str | None) -> bool:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
