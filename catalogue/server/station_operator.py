"""Stations and backups from the command line: through the running server if there is one, else on
the database itself. Used by `beaupre stations` and `beaupre catalogue`."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from catalogue.errors import ServerConfigurationError, Unreachable
from catalogue.server.operator import Operator
from catalogue.services.operating.manifest import Manifest
from catalogue.services.operating.pruning import accept_backup
from catalogue.services.operating.stations import Limits, station_views
from catalogue.wire.operating import BackupAccepted, StationList

M = TypeVar("M", bound=BaseModel)


class StationOperator:
    """By way of an open `Operator`."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

    def enroll(self, station: str, branch: str) -> str:
        """A one-time code. Raises ServerConfigurationError for a name that cannot be."""
        return self._operator.make_code(station, branch)

    def revoke(self, station: str) -> None:
        """End a station's token. Raises ServerConfigurationError for an unknown one."""
        self._operator.revoke(station)

    def views(self, station: str | None = None) -> StationList:
        """All stations, or the named one. Raises ServerConfigurationError for an unknown one."""
        services = self._operator.services
        if services is None:
            found = _model(StationList, self._operator.ask("GET", "/v1/admin/stations"))
        else:
            now_ms = services.clock()
            with services.database.read() as session:
                views = station_views(session, now_ms, Limits())
            found = StationList(server_ms=now_ms, stations=views)
        if station is None:
            return found
        named = [view for view in found.stations if view.name == station]
        if not named:
            raise ServerConfigurationError(f"no station is called {station!r}")
        return StationList(server_ms=found.server_ms, stations=named)

    def backup_verified(self, manifest: Manifest) -> list[str]:
        """The stations that may forget more now."""
        services = self._operator.services
        if services is not None:
            return accept_backup(services.database, manifest, services.clock)
        body = manifest.model_dump(mode="json")
        answer = self._operator.ask("POST", "/v1/admin/verified-backups", body)
        return _model(BackupAccepted, answer).stations


def _model(model: type[M], content: bytes) -> M:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise Unreachable("the server's answer is of another version") from error
