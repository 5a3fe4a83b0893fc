"""Addresses for who sets up stations: staff with the right, or the operator of this very server,
whose token is in its file of keys."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import ServicesDep
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services.enrolment import UnknownName

Name = Annotated[str, Field(min_length=1, max_length=64)]


class CodeRequest(BaseModel):
    """For which new station."""

    station: Name
    branch: Name


class NewCode(BaseModel):
    """A one-time code, shown this once."""

    code: str


class Revocation(BaseModel):
    """Which station."""

    station: Name


MayStations = Annotated[Member, Depends(require(Right.STATIONS))]
router = APIRouter(prefix="/v1/admin")
ANSWERS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def _unknown(error: UnknownName) -> ProblemError:
    return ProblemError(HTTPStatus.NOT_FOUND, "unknown_name", str(error))


@router.post("/enrolment-codes", responses=ANSWERS)
def make_code(town: ServicesDep, who: MayStations, request: CodeRequest) -> NewCode:
    """Make a one-time code for a new station."""
    assert_branch(who, request.branch)
    try:
        code = town.enrolments.make_code(request.station, request.branch, who.actor)
    except UnknownName as error:
        raise _unknown(error) from error
    return NewCode(code=code)


@router.post("/revocations", status_code=HTTPStatus.NO_CONTENT, responses=ANSWERS)
def revoke(town: ServicesDep, who: MayStations, request: Revocation) -> Response:
    """A station's token ends."""
    if who.branches is not None:
        assert_branch(who, town.enrolments.branch_of(request.station))
    try:
        town.enrolments.revoke(request.station, who.actor)
    except UnknownName as error:
        raise _unknown(error) from error
    return Response(status_code=HTTPStatus.NO_CONTENT)
