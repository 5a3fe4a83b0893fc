"""Addresses for operating a town: readiness, metrics, what stations tell of themselves, how they
are, and that a backup was verified. The last two for staff with the right, or the operator."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from catalogue.db.migrations import head
from catalogue.domain.rights import Member, Right
from catalogue.errors import CatalogueError
from catalogue.server.metrics import MEDIA_TYPE
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import PUBLIC, STATION, CallerDep, ServicesDep
from catalogue.server.settings import is_loopback
from catalogue.server.staff_auth import Credentials, assert_branch, require
from catalogue.services.daily_round import newest_done
from catalogue.services.operating.manifest import Manifest
from catalogue.services.operating.pruning import accept_backup
from catalogue.services.operating.stations import Limits, station_views
from catalogue.wire import operating as wire

MayStations = Annotated[Member, Depends(require(Right.STATIONS))]
MayBackup = Annotated[Member, Depends(require(Right.BACKUP))]
STAFF = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
router = APIRouter(prefix="/v1")
metrics_router = APIRouter()


def metrics_reader(request: Request, town: ServicesDep, credentials: Credentials) -> None:
    """Whoever may read the metrics, as the settings say; 404 for everybody else: to them there is
    nothing here."""
    token = "" if credentials is None else credentials.credentials
    known = hmac.compare_digest(token.encode(), town.keys.admin_token.encode())
    near = request.client is not None and is_loopback(request.client.host)
    if not {"loopback": near, "token": known}.get(town.metrics_for, False):
        raise ProblemError(HTTPStatus.NOT_FOUND, "not_found", "Not Found")


@metrics_router.get("/metrics", include_in_schema=False, dependencies=[Depends(metrics_reader)])
def metrics(town: ServicesDep) -> Response:
    """What a monitoring system reads, in Prometheus' text format."""
    return Response(town.metrics.text(), media_type=MEDIA_TYPE)


@router.get(
    "/health/ready",
    dependencies=PUBLIC,
    responses=declared(HTTPStatus.SERVICE_UNAVAILABLE),
)
def ready(town: ServicesDep) -> wire.Ready:
    """Can the server work? Its database answers and has the tables of this version."""
    try:
        with town.database.read() as session:
            found = session.scalar(text("SELECT version_num FROM alembic_version"))
            done = newest_done(session) if found == head() else None
    except (SQLAlchemyError, CatalogueError) as error:
        raise _not_ready("The database does not answer") from error
    if found != head():
        raise _not_ready("The database is of another version of this program")
    return wire.Ready(status="ready", server_ms=town.clock(), daily_done=done)


def _not_ready(title: str) -> ProblemError:
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "not_ready", title)


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
