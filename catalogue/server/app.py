"""The server as an ASGI application: one of the three places where the parts are put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from catalogue.db.postgresql import Lock
from catalogue.server import problems
from catalogue.server.guard import RequestGuard
from catalogue.server.guards import assert_guarded
from catalogue.server.routers import ROUTERS
from catalogue.server.services import Services, build_services
from catalogue.server.settings import ServerSettings
from catalogue.services.seed import seed_demo
from catalogue.wire.v1 import Problem

Mount = tuple[str, ASGIApp]
"""A path and the application that answers below it, e.g. the portal."""


def create_app(
    settings: ServerSettings,
    mounts: Iterable[Mount] = (),
    services: Services | None = None,
    beside: AbstractContextManager[object] | None = None,
) -> FastAPI:
    """The application. `services`: an open town; else it is opened here. Either is closed when the
    application is shut down. `beside`: what runs as long as it does.

    Raises DatabaseInUse, DatabaseUnusable, ServerConfigurationError."""
    town = services or build_services(settings)
    try:
        if settings.demo:
            with town.database.alone(Lock.DEMO):
                seed_demo(town.database, town.keys, town.hasher, town.rules, town.clock())
    except BaseException:
        town.close()
        raise

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        with beside or nullcontext():
            yield
        town.close()

    app = FastAPI(
        title="Beaupré",
        version=town.version,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None if settings.production else "/openapi.json",
    )
    app.state.services = town
    for router in ROUTERS:
        app.include_router(router)
    assert_guarded(app.routes)
    for path, mounted in mounts:
        app.mount(path, mounted)
    problems.install(app)
    app.add_middleware(
        RequestGuard,
        max_body_bytes=settings.max_body_bytes,
        body_timeout_s=settings.body_timeout_s,
        observe=town.metrics.observe,
        tls=settings.tls_certificate is not None,
    )
    _describe_problem(app)
    return app


def _describe_problem(app: FastAPI) -> None:
    """Put the schema of problems into the OpenAPI document: no route returns one as such."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        document = plain()
        schema = Problem.model_json_schema()
        document.setdefault("components", {}).setdefault("schemas", {})["Problem"] = schema
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it
