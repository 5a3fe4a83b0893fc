"""The description of the addresses (OpenAPI) and what the server does, compared by a generator of
requests: no answer is a 5xx, every answer is as described, every error is problem+json.

`--requests N` asks for more of each address than a push has time for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from catalogue.server.app import create_app
from catalogue.server.guards import STATION, addresses, guards_of
from catalogue.wire.v1 import Problem
from support.central import HandClock, LittleTown, serving

AS_DESCRIBED = [content_type_conformance, response_schema_conformance, status_code_conformance]
EVERYWHERE = {404, 405, 408, 414, 429, 431, 503}
"""Statuses any address may answer with, not said again at each: docs/security.md."""


class Asked:
    """A running server, its description, and the token each address takes."""

    def __init__(self, town: LittleTown, url: str) -> None:
        self.url = url
        app = create_app(town.settings, services=town.services)
        self.schema = schemathesis.openapi.from_dict(app.openapi())
        self.operations = [result.ok() for result in self.schema.get_all_operations()]
        station, operator = town.tokens["a1"], town.services.keys.admin_token
        self.tokens = {
            route.path: station if STATION in guards_of(route) else operator
            for route in addresses(app.routes)
        }


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, town_template: Path) -> Iterator[Asked]:
    unlimited = {
        "pin_tries_address_minute": 100_000,
        "pin_tries_station_minute": 100_000,
        "staff_tries_address_minute": 100_000,
        "enrol_tries_address_minute": 100_000,
    }
    folder = tmp_path_factory.mktemp("schema")
    town = LittleTown(folder, HandClock(), town_template, **unlimited)
    town.kiosk("a1")
    with serving(town) as url:
        yield Asked(town, url)


def check(asked: Asked, case: schemathesis.Case, token: str | None) -> None:
    """One request, and everything that must hold of its answer."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    case.headers.pop("Authorization", None)
    answer = case.call(base_url=asked.url, headers=headers, timeout=20)
    assert answer.status_code < 500, (case.method, case.path, answer.status_code)
    if answer.status_code in (400, 401) and case.path == "/oidc/token":
        assert "error" in answer.json()  # RFC 6749, section 5.2, is what vendors read.
    elif answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert Problem.model_validate_json(answer.content).status == answer.status_code
    if answer.status_code not in EVERYWHERE:
        case.validate_response(answer, checks=AS_DESCRIBED)


Mode = schemathesis.GenerationMode


def fuzz(asked: Asked, operation: schemathesis.APIOperation, mode: Mode, count: int) -> None:
    """So many requests to one address."""
    token = asked.tokens[operation.path]

    @settings(max_examples=count, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(mode))
        check(asked, case, data.draw(st.sampled_from([token, token, token, None, "wrong"])))

    ask()


@pytest.mark.parametrize("mode", list(Mode))
def test_answers_are_as_described_whatever_is_asked(
    asked: Asked, mode: Mode, request: pytest.FixtureRequest
) -> None:
    count = request.config.getoption("--requests")
    failed = {}
    for operation in asked.operations:
        try:
            fuzz(asked, operation, mode, count)
        except Unsatisfiable:
            assert mode is Mode.NEGATIVE  # It takes nothing that could be wrong.
        except (AssertionError, BaseExceptionGroup) as error:
            failed[operation.label] = f"{error!r} {getattr(error, 'exceptions', '')}"[:500]
    assert failed == {}


def test_every_refusal_is_described_as_a_problem(asked: Asked) -> None:
    """What the generator finds by luck: an address that left its description to the framework."""
    described = {
        (path, status): sorted(answer.get("content", {}))
        for path, methods in asked.schema.raw_schema["paths"].items()
        for method in methods.values()
        for status, answer in method["responses"].items()
        if status.startswith("4") and path != "/oidc/token"
    }
    assert set(map(tuple, described.values())) == {("application/problem+json",)}, described


def test_no_address_takes_an_integer_no_database_has(asked: Asked) -> None:
    """What the generator found once is looked for everywhere: integers have bounds."""
    document = asked.schema.raw_schema
    components = document["components"]["schemas"]
    unbounded = [
        f"{path}: {name}"
        for path, methods in document["paths"].items()
        for method in methods.values()
        for schema in _taken(method)
        for name in _integers(schema, components, ())
    ]
    assert unbounded == []


def _taken(method: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (each["schema"] for each in method.get("parameters", []))
    content = method.get("requestBody", {}).get("content", {})
    yield from (each["schema"] for each in content.values())


def _integers(
    schema: dict[str, Any], components: dict[str, Any], at: tuple[str, ...]
) -> Iterator[str]:
    """Those without a bound, by their place."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if name and name not in at:
        yield from _integers(components[name], components, (*at, name))
    bounds = {"const", "maximum", "exclusiveMaximum"}
    if schema.get("type") == "integer" and not bounds & schema.keys():
        yield ".".join(at)
    for key, inner in schema.get("properties", {}).items():
        yield from _integers(inner, components, (*at, key))
    for inner in (*schema.get("anyOf", ()), *filter(None, [schema.get("items")])):
        yield from _integers(inner, components, at)


def test_every_address_is_described(asked: Asked) -> None:
    assert {operation.path for operation in asked.operations} == set(asked.tokens) - {"/metrics"}
