"""Addresses for the operator of this very server; the token is in its file of keys."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import BaseModel, Field

from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import BEARER, ServicesDep
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


def operator(
    town: ServicesDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> None:
    """Only who can read the server's keys. Ends the request with 401 otherwise."""
    token = "" if credentials is None else credentials.credentials
    if not hmac.compare_digest(token.encode(), town.keys.admin_token.encode()):
        raise ProblemError(HTTPStatus.UNAUTHORIZED, "not_the_operator", "This is for the operator")


router = APIRouter(prefix="/v1/admin", dependencies=[Depends(operator)])
ANSWERS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)


def _unknown(error: UnknownName) -> ProblemError:
    return ProblemError(HTTPStatus.NOT_FOUND, "unknown_name", str(error))


@router.post("/enrolment-codes", responses=ANSWERS)
def make_code(town: ServicesDep, request: CodeRequest) -> NewCode:
    """Make a one-time code for a new station."""
    try:
        return NewCode(code=town.enrolments.make_code(request.station, request.branch))
    except UnknownName as error:
        raise _unknown(error) from error


@router.post("/revocations", status_code=HTTPStatus.NO_CONTENT, responses=ANSWERS)
def revoke(town: ServicesDep, request: Revocation) -> Response:
    """A station's token ends."""
    try:
        town.enrolments.revoke(request.station)
    except UnknownName as error:
        raise _unknown(error) from error
    return Response(status_code=HTTPStatus.NO_CONTENT)
