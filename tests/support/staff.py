"""Members of staff, signed in to the little town's server, in this very process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from starlette.types import ASGIApp

from catalogue.server.app import create_app
from support.central import LittleTown

PASSWORD = "un-vrai-long-secret-7"


class InProcess:
    """Asks an application without a network between; safe from many threads."""

    def __init__(self, app: ASGIApp, address: str) -> None:
        self.app = app
        self._address = address

    def request(self, method: str, path: str, **other: object) -> httpx.Response:
        """One request; what an HTTP client would get."""

        async def ask() -> httpx.Response:
            way = httpx.ASGITransport(self.app, client=(self._address, 50_000))
            async with httpx.AsyncClient(transport=way, base_url="http://town") as client:
                return await client.request(method, path, **other)

        return asyncio.run(ask())

    def get(self, path: str, **other: object) -> httpx.Response:
        """A GET."""
        return self.request("GET", path, **other)

    def post(self, path: str, **other: object) -> httpx.Response:
        """A POST."""
        return self.request("POST", path, **other)


@contextmanager
def asking(town: LittleTown, address: str = "192.0.2.7") -> Iterator[InProcess]:
    """A client of the town's application, which it does not close."""
    yield InProcess(create_app(town.settings, services=town.services), address)


def hired(
    town: LittleTown,
    name: str = "marie",
    role: str = "librarian",
    branches: list[str] | None = None,
) -> str:
    """A member who has chosen her password (`PASSWORD`) and is signed in; her token."""
    first = town.services.staff.add("operator", name, [role], branches)
    return town.services.staff_sessions.sign_in(name, first.password, PASSWORD).token


def bearer(token: str | None) -> dict[str, str]:
    """The header that carries a token."""
    return {} if token is None else {"Authorization": f"Bearer {token}"}
