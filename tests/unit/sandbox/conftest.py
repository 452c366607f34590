from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from lomi_pos.sandbox.clock import HandClock
from lomi_pos.sandbox.server import SandboxServer

from .shop import OpenShop, Shop


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def open_shop(clock: HandClock) -> Iterator[OpenShop]:
    with ExitStack() as closing:

        def open_one(dialect: Any = "documented", **options: Any) -> Shop:
            server = closing.enter_context(SandboxServer(dialect=dialect, clock=clock, **options))
            shop = Shop(server, clock)
            closing.callback(shop.http.close)
            return shop

        yield open_one


@pytest.fixture
def documented(open_shop: OpenShop) -> Shop:
    return open_shop("documented")


@pytest.fixture
def live(open_shop: OpenShop) -> Shop:
    return open_shop("live")


@pytest.fixture(params=["documented", "live"])
def either(request: pytest.FixtureRequest, open_shop: OpenShop) -> Shop:
    return open_shop(request.param)
