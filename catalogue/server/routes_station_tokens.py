"""Where a member of staff gets a token with which she may change tags at one station."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends

from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import ServicesDep
from catalogue.server.staff_auth import require
from catalogue.services.enrolment import UnknownName
from catalogue.services.staff.station_tokens import TokenRefused
from catalogue.wire import staff as wire

router = APIRouter(prefix="/v1/staff")
MayTags = Annotated[Member, Depends(require(Right.TAGS))]
ANSWERS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


@router.post("/station-tokens", responses=ANSWERS)
def station_token(
    town: ServicesDep, who: MayTags, request: wire.NewStationToken
) -> wire.StationToken:
    """A token for one station, shown this once; the station verifies it without the server."""
    try:
        return town.station_tokens.issue(who, request.station, request.hours, request.staff)
    except UnknownName as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, "unknown_name", str(error)) from error
    except TokenRefused as error:
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "token_refused", "This cannot be", detail=str(error)
        ) from error
