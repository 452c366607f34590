"""A shop with a sandbox and an HTTP client, and the samples to compare its answers with."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from lomi_pos.sandbox.clock import HandClock
from lomi_pos.sandbox.records import Session
from lomi_pos.sandbox.server import SandboxServer

SAMPLES = Path(__file__).parents[2] / "samples"
ELSEWHERE = "https://shop.example/"


class Shop:
    def __init__(self, server: SandboxServer, clock: HandClock) -> None:
        self.server = server
        self.clock = clock
        self.http = httpx.Client(base_url=server.url, headers={"X-API-Key": server.key}, trust_env=False)

    def order(self, **changes: Any) -> dict[str, Any]:
        body = {
            "amount": 5000,
            "currency_code": "XOF",
            "success_url": ELSEWHERE,
            "cancel_url": ELSEWHERE,
            "allowed_providers": ["WAVE", "ORANGE"],
            "title": "A-041",
            "public_description": "Two cloths",
            "description": "Two cloths",
            "metadata": {"order_ref": "7K3QZ9M2XB"},
            **changes,
        }
        return {name: value for name, value in body.items() if value is not ...}

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        return self.http.post(path, json=body, headers={name.replace("_", "-"): text for name, text in headers.items()})

    def get(self, path: str, headers: dict[str, str] | None = None, /, **query: str | int) -> httpx.Response:
        return self.http.get(path, params=query, headers=headers)

    def create(self, **changes: Any) -> Session:
        """Make a session over HTTP and return it as the sandbox remembers it."""
        self.post("/checkout-sessions", self.order(**changes)).raise_for_status()
        return self.server.lomi.newest_session()

    def create_link(self, **changes: Any) -> str:
        body = {"link_type": "instant", "title": "Donation", "currency_code": "XOF", "amount": 5000, **changes}
        body = {name: value for name, value in body.items() if value is not ...}
        self.post("/payment-links", body).raise_for_status()
        return next(reversed(self.server.lomi.links))


OpenShop = Callable[..., Shop]


def error(answer: httpx.Response) -> tuple[int, str, str, Any]:
    told = answer.json()
    assert set(told) == {"error", "request_id"}
    assert told["request_id"] == answer.headers["X-Request-Id"]
    return answer.status_code, told["error"]["code"], told["error"]["message"], told["error"]["details"]


def sample(dialect: str, name: str) -> Any:
    return json.loads((SAMPLES / dialect / f"{name}.json").read_text(encoding="utf-8"))


FREE_FORM = ("metadata",)


def shape(value: Any) -> Any:
    """Names and types, all the way down. A number is a number, whole or not."""
    if isinstance(value, dict):
        return {name: type(each) if name in FREE_FORM else shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


def differences(seen: Any, wanted: Any, at: str = "$") -> list[str]:
    """Say where two shapes differ; null stands for any type."""
    if isinstance(seen, dict) and isinstance(wanted, dict):
        odd = [f"{at}.{name}: only in one of the two" for name in seen.keys() ^ wanted.keys()]
        both = seen.keys() & wanted.keys()
        return odd + [each for name in both for each in differences(seen[name], wanted[name], f"{at}.{name}")]
    if isinstance(seen, list) and isinstance(wanted, list):
        return differences(seen[0], wanted[0], f"{at}[]") if seen and wanted else []
    if type(None) in (seen, wanted) or seen == wanted:
        return []
    return [f"{at}: {seen} is not {wanted}"]


def same_shape(seen: Any, wanted: Any) -> list[str]:
    return differences(shape(seen), shape(wanted))
