"""Every address says who may use it. `assert_guarded` ends the start of a server in which one has
been forgotten: nothing is open because nobody thought of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from catalogue.server.routes import caller, public
from catalogue.server.routes_operating import metrics_reader
from catalogue.server.staff_auth import Require, signed_in

PUBLIC, STATION, STAFF, METRICS = "public", "station", "staff", "metrics"
OPENAPI = "/openapi.json"
"""The description of the addresses; not there in production."""


def guards_of(route: APIRoute) -> set[str]:
    """`public`, `station`, `staff` (anybody signed in), `metrics`, or the rights it asks for."""
    found = set()
    for call in _calls(route.dependant):
        if isinstance(call, Require):
            found.add(str(call.right))
        elif call in _NAMES:
            found.add(_NAMES[call])
    # Whoever has a right is signed in.
    return found - {STAFF} if len(found) > 1 else found


def addresses(routes: Sequence[BaseRoute]) -> Iterator[APIRoute]:
    """Every address of an application, also those of included routers (which newer versions of
    FastAPI keep as they are). Raises LookupError for what is none: it would have no guard."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if isinstance(inner, APIRouter):
            yield from addresses(inner.routes)
        elif isinstance(route, APIRoute):
            yield route
        elif getattr(route, "path", "") != OPENAPI:
            raise LookupError(f"{route}: not an address of the API; mount it")


def assert_guarded(routes: Sequence[BaseRoute]) -> None:
    """Raises LookupError that names an address without a guard, or with two that contradict."""
    for route in addresses(routes):
        found = guards_of(route)
        if len(found) != 1:
            said = " and ".join(sorted(found)) or "no guard"
            raise LookupError(f"{route.path}: {said}; give it `require(Right…)`")


def _calls(dependant: Dependant) -> Iterator[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)


_NAMES: dict[object, str] = {
    public: PUBLIC,
    caller: STATION,
    signed_in: STAFF,
    metrics_reader: METRICS,
}
