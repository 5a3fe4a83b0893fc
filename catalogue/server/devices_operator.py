"""The workshop from the command line: through the running server if there is one, else on the
database itself, by the same addresses. Used by `beaupre devices`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote, urlencode

from starlette.types import ASGIApp

from catalogue.errors import CatalogueError
from catalogue.server.in_process import answer
from catalogue.server.operator import Operator, Refused, read_answer
from catalogue.wire import devices as wire
from catalogue.wire.v1 import Message, Problem

M = TypeVar("M", bound=Message)
Body = Mapping[str, object]


class WorkshopSaidNo(CatalogueError):
    """The workshop refused; `problem` says why."""

    code = "workshop_refused"
    environment = False

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail or problem.title)
        self.problem = problem


class DevicesOperator:
    """What `beaupre devices` does, by way of an open `Operator`; where no server runs, `app` is
    the application that is asked instead. All raise WorkshopSaidNo."""

    def __init__(self, operator: Operator, app: ASGIApp | None) -> None:
        self._operator = operator
        self._app = app

    def list(self) -> wire.Devices:
        """All devices."""
        return self._ask("GET", "/v1/devices", None, wire.Devices)

    def show(self, item: str) -> wire.DeviceFile:
        """One device."""
        return self._ask("GET", f"/v1/devices/{quote(item, safe='')}", None, wire.DeviceFile)

    def register(self, item: str, **told: object) -> wire.DeviceFile:
        """A kit has a machine in it: firmware, bought, pack."""
        return self._ask("POST", "/v1/devices", {"item": item, **told}, wire.DeviceFile)

    def do(self, item: str, deed: str, told: Body | None = None) -> wire.DeviceFile:
        """`checks`, `steps`, `parts-found`, `pack`, `repair`, `service` or `withdraw`."""
        path = f"/v1/devices/{quote(item, safe='')}/{deed}"
        return self._ask("POST", path, told or {}, wire.DeviceFile)

    def packs(self) -> wire.Packs:
        """All published packs."""
        return self._ask("GET", "/v1/content-packs", None, wire.Packs)

    def pack(self, named: str) -> wire.PackFileText:
        """One pack with its manifest."""
        query = urlencode({"pack": named})
        return self._ask("GET", f"/v1/content-pack?{query}", None, wire.PackFileText)

    def publish_pack(self, manifest: str) -> wire.PackNow:
        """Publish a manifest."""
        return self._ask("POST", "/v1/content-packs", {"manifest": manifest}, wire.PackNow)

    def charter(self, name: str, language: str) -> wire.CharterNow:
        """The version to sign."""
        query = urlencode({"language": language})
        return self._ask("GET", f"{_charter(name)}?{query}", None, wire.CharterNow)

    def publish_charter(self, name: str, texts: Mapping[str, str]) -> wire.CharterVersion:
        """A new version."""
        return self._ask("POST", _charter(name), {"texts": dict(texts)}, wire.CharterVersion)

    def sign(self, name: str, **told: object) -> wire.SignatureNow:
        """A patron signs at the desk: card, version, language, guardian."""
        return self._ask("POST", f"{_charter(name)}/desk-signatures", told, wire.SignatureNow)

    def signatures(self, name: str, card: str) -> wire.Signatures:
        """What the holder of a card signed."""
        return self._ask("POST", f"{_charter(name)}/history", {"card": card}, wire.Signatures)

    def _ask(self, method: str, path: str, body: Body | None, kind: type[M]) -> M:
        if self._app is None:
            try:
                content = self._operator.ask(method, path, body)
            except Refused as error:
                raise WorkshopSaidNo(error.problem) from error
        else:
            content = self._inside(self._app, method, path, body)
        return read_answer(content, kind)

    def _inside(self, app: ASGIApp, method: str, path: str, body: Body | None) -> bytes:
        services = self._operator.services
        token = "" if services is None else services.keys.admin_token
        status, content = answer(app, method, path, body, token)
        if status >= 400:
            raise WorkshopSaidNo(Problem.model_validate_json(content))
        return content


def _charter(name: str) -> str:
    return f"/v1/charters/{quote(name, safe='')}"
