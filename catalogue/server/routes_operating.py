"""Addresses for operating a town: what stations tell of themselves, how they are, and that a backup
was verified. The last two for staff with the right, or the operator of this very server."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from catalogue.domain.rights import Member, Right
from catalogue.server.problems import declared
from catalogue.server.routes import STATION, CallerDep, ServicesDep
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services.operating.manifest import Manifest
from catalogue.services.operating.pruning import accept_backup
from catalogue.services.operating.stations import Limits, station_views
from catalogue.wire import operating as wire

MayStations = Annotated[Member, Depends(require(Right.STATIONS))]
MayBackup = Annotated[Member, Depends(require(Right.BACKUP))]
STAFF = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
router = APIRouter(prefix="/v1")


@router.post("/stations/health", status_code=HTTPStatus.NO_CONTENT, responses=STATION)
def tell_health(town: ServicesDep, who: CallerDep, request: wire.StationHealth) -> Response:
    """A station tells how it is, about once a minute."""
    town.contacts.told(who.name, request)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/admin/stations", responses=STAFF)
def stations(town: ServicesDep, who: MayStations) -> wire.StationList:
    """All stations of the branches one may see, and what needs attention."""
    now_ms = town.clock()
    with town.database.read() as session:
        views = station_views(session, now_ms, Limits())
    return wire.StationList(
        server_ms=now_ms, stations=[view for view in views if who.may_in(view.branch)]
    )


@router.post("/admin/verified-backups", responses=STAFF)
def backup_verified(town: ServicesDep, who: MayBackup, request: Manifest) -> wire.BackupAccepted:
    """A backup was verified: stations may forget what it holds."""
    assert_branch(who, None)
    return wire.BackupAccepted(stations=accept_backup(town.database, request, town.clock))
