"""Addresses of the statistics: numbers for reports, for staff with the right `statistics`."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from catalogue.domain.rights import Member, Right
from catalogue.server.problems import declared
from catalogue.server.routes import ServicesDep
from catalogue.server.staff_auth import require
from catalogue.services.statistics.overview import overview
from catalogue.services.statistics.series import Period, loans_by, resources_by
from catalogue.services.town import today
from catalogue.wire import statistics as wire

router = APIRouter(prefix="/v1/statistics")
MayStatistics = Annotated[Member, Depends(require(Right.STATISTICS))]
STAFF = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
Day = Annotated[dt.date | None, Query()]


@router.get("", responses=STAFF)
def the_present(town: ServicesDep, _who: MayStatistics) -> wire.Overview:
    """What there is, and what is out."""
    with town.database.read() as session:
        return overview(session, town.clock())


@router.get("/loans", responses=STAFF)
def loans(
    town: ServicesDep,
    _who: MayStatistics,
    by: wire.LoansBy,
    first: Day = None,
    last: Day = None,
) -> wire.Series:
    """Loans by kind, branch, hour, weekday or month; by default of the last twelve months."""
    with town.database.read() as session:
        period = Period.of(first, last, today(session, town.clock()))
        return loans_by(session, by, period)


@router.get("/resources", responses=STAFF)
def resources(
    town: ServicesDep,
    _who: MayStatistics,
    by: wire.ResourcesBy,
    first: Day = None,
    last: Day = None,
) -> wire.Series:
    """How often digital resources were opened, by month or resource."""
    with town.database.read() as session:
        period = Period.of(first, last, today(session, town.clock()))
        return resources_by(session, by, period)
