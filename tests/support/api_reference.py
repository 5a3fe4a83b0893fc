"""docs/api.md, made from the server itself: every address with its guard, request, answer and
problems.

    PYTHONPATH=.:tests .venv/bin/python -m support.api_reference > docs/api.md
"""

from __future__ import annotations

import ast
import inspect
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

import catalogue.server
from catalogue.server.app import create_app
from catalogue.server.guards import addresses, guards_of
from catalogue.server.services import build_services
from catalogue.server.settings import ServerSettings

HEAD = """\
# REST v1

Made from the server by `tests/support/api_reference.py`; a test keeps the two the same.

Bodies are JSON in UTF-8. Times are integer milliseconds UTC, keys and hashes as said in the
models of `catalogue/wire`. A field nobody knows is ignored, so that versions can meet. Whoever is
guarded sends `Authorization: Bearer TOKEN`: a **station** the token it got when it was enrolled,
**staff** that of their session, the operator `admin_token` from the server's file of keys. A
right in quotes asks for staff with that right; *public* asks for nothing, *metrics* for what the
setting `metrics` says.

Every error is `application/problem+json` (RFC 9457) with a stable `code`, see
[Problems](#problems). Each address may also answer 400, 413 and 422 (the request is not what it
takes), 408, 414 and 431 (too slow or too large), and 503 with `Retry-After` while the database is
away. Answers name the request in `X-Request-Id`; a client may choose it.

The whole schema is at `/openapi.json` of a server that is not in production.
"""
COMMON = {"400", "413", "422"}


def reference() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        settings = ServerSettings(database=str(Path(folder) / "town.db"))
        with closing(build_services(settings)) as services:
            app = create_app(settings, services=services)
            return "\n".join([HEAD, *_routes(app), *_problems()])


def _routes(app: FastAPI) -> Iterator[str]:
    document = app.openapi()
    found = sorted(_operations(app, document), key=lambda each: (each[0].path, each[1]))
    for route, method, operation in found:
        yield f"## {method} {route.path}\n"
        yield inspect.cleandoc(route.endpoint.__doc__ or "") + "\n"
        [guard] = guards_of(route)
        yield f"- guard: {guard if guard in PLAIN else f'“{guard}”'}"
        for kind, lines in (
            ("query", _parameters(operation)),
            ("request", _body(document, operation.get("requestBody"))),
            ("answer", _answer(document, operation)),
        ):
            if lines:
                yield f"- {kind}: {lines}"
        problems = sorted(
            status
            for status in operation["responses"]
            if status.startswith(("4", "5")) and status not in COMMON
        )
        if problems:
            yield f"- problems: {', '.join(problems)}"
        yield ""


PLAIN = ("public", "station", "staff", "metrics")


def _operations(
    app: FastAPI, document: dict[str, Any]
) -> Iterator[tuple[APIRoute, str, dict[str, Any]]]:
    described = document["paths"]
    hidden = {"responses": {}}
    for route in addresses(app.routes):
        for method in sorted(route.methods or ()):
            yield route, method, described.get(route.path, {}).get(method.lower(), hidden)


def _parameters(operation: dict[str, Any]) -> str:
    return ", ".join(
        f"`{each['name']}`" for each in operation.get("parameters", ()) if each["in"] == "query"
    )


def _body(document: dict[str, Any], told: dict[str, Any] | None) -> str:
    content = {} if told is None else told.get("content", {})
    return "; ".join(
        _fields(document, each.get("schema", {})) or media for media, each in content.items()
    )


def _answer(document: dict[str, Any], operation: dict[str, Any]) -> str:
    for status, told in operation["responses"].items():
        if status.startswith("2"):
            fields = _body(document, told)
            return f"{status} {fields}".strip()
    return "200 text"


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> str:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if not name:
        return str(schema.get("title", ""))
    model = document["components"]["schemas"][name]
    required = set(model.get("required", ()))
    names = [field if field in required else f"{field}?" for field in model.get("properties", ())]
    return f"`{name}` {{{', '.join(names)}}}"


def _problems() -> Iterator[str]:
    yield "## Problems\n"
    yield "| code | status | title |"
    yield "| --- | --- | --- |"
    found = {
        row for path in Path(catalogue.server.__path__[0]).glob("**/*.py") for row in _raised(path)
    }
    for code, status, title in sorted(found):
        yield f"| `{code}` | {status} | {title} |"
    yield ""


def _raised(path: Path) -> Iterator[tuple[str, str, str]]:
    """What is raised with a code written in place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "ProblemError":
            continue
        status, code, title = (*node.args, None, None, None)[:3]
        if isinstance(status, ast.Attribute) and isinstance(code, ast.Constant):
            shown = title.value if isinstance(title, ast.Constant) else "says which"
            yield str(code.value), status.attr.lower().replace("_", " "), str(shown)


if __name__ == "__main__":
    sys.stdout.write(reference())
