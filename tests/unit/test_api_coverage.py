"""docs/api-coverage.md is what the code is: nothing missing, nothing that is gone."""

import ast
import inspect
from operator import attrgetter

import pytest

from lomi_pos.sandbox.app import ENDPOINTS
from tests.api_coverage import PAGE, PUBLISHED, ROOT, SERVED, TERMINAL, made_client, page, readers

NOT_AN_ENDPOINT = {"close", "send"}


@pytest.fixture(scope="module")
def client():
    return made_client()


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: uv run python -m tests.api_coverage"


def test_every_route_of_the_simulator_is_on_the_page():
    named = {one.endpoint for one in SERVED}
    assert {one.name for one in ENDPOINTS} - named == set()


def test_no_endpoint_is_there_twice():
    named = [one.endpoint for one in SERVED]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("served", [one for one in SERVED if one.call != TERMINAL], ids=lambda one: one.endpoint)
def test_every_call_exists(client, served):
    assert inspect.iscoroutinefunction(attrgetter(served.call)(client))


def test_every_call_is_on_the_page(client):
    calls = {name for name, part in inspect.getmembers(client, inspect.iscoroutinefunction) if name[0] != "_"}
    for name, resource in vars(client).items():
        if name[0] != "_" and type(resource).__module__.startswith("lomi_pos.api"):
            methods = inspect.getmembers(resource, inspect.iscoroutinefunction)
            calls |= {f"{name}.{method}" for method, _ in methods if method[0] != "_"}
    assert calls - {one.call for one in SERVED} - NOT_AN_ENDPOINT == set()


@pytest.mark.parametrize("test", sorted({one.test for one in SERVED}))
def test_every_test_named_is_one_that_pytest_collects(test):
    path, _, name = test.partition("::")
    file = ROOT / path
    assert file.name.startswith("test_")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_object_with_published_fields_is_read():
    assert set(PUBLISHED) - set(readers()) == set()


def test_the_page_names_no_place_but_the_project():
    assert not any(word in page() for word in ("/work", "contract.md", "seeds"))
