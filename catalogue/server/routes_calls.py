"""Calls for help: stations make them, the desk says that somebody comes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from catalogue.domain.ids import fresh_id
from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import CallerDep, ServicesDep
from catalogue.server.staff_auth import require
from catalogue.services.calls import Calls, UnknownCall
from catalogue.wire.calls import DeskCall, DeskCalls, HelpCall, NewHelpCall

router = APIRouter(prefix="/v1")
MayCirculate = Annotated[Member, Depends(require(Right.CIRCULATE))]
Id = Annotated[str, Path(min_length=1, max_length=64)]
STATION = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
STAFF = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def calls(town: ServicesDep) -> Calls:
    """The calls of this town."""
    return Calls(town.database, town.clock, fresh_id)


CallsDep = Annotated[Calls, Depends(calls)]


def unknown() -> ProblemError:
    """No such call, or one that is not yours."""
    return ProblemError(HTTPStatus.NOT_FOUND, "call_unknown", "There is no such call")


@router.post("/help-calls", responses=STATION)
def call_somebody(board: CallsDep, who: CallerDep, request: NewHelpCall) -> HelpCall:
    """Somebody at the station asks for a person; pressing again is the same call."""
    return board.make(who, request.page)


@router.get("/help-calls/{call}", responses=STATION)
def call_state(board: CallsDep, who: CallerDep, call: Id) -> HelpCall:
    """Does somebody come?"""
    try:
        return board.state(who, call)
    except UnknownCall as error:
        raise unknown() from error


@router.post("/help-calls/{call}/end", status_code=HTTPStatus.NO_CONTENT, responses=STATION)
def withdraw_call(board: CallsDep, who: CallerDep, call: Id) -> Response:
    """The patron needs nobody any more."""
    try:
        board.withdraw(who, call)
    except UnknownCall as error:
        raise unknown() from error
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/desk/calls", responses=STAFF)
def desk_calls(board: CallsDep, who: MayCirculate) -> DeskCalls:
    """Who waits for somebody in one's branches, the longest first."""
    return board.waiting(who.may_in)


@router.post("/desk/calls/{call}/acknowledge", responses=STAFF)
def acknowledge(board: CallsDep, who: MayCirculate, call: Id) -> DeskCall:
    """Say that one comes; the patron sees it."""
    try:
        return board.acknowledge(call, who.name, who.may_in)
    except UnknownCall as error:
        raise unknown() from error


@router.post("/desk/calls/{call}/end", status_code=HTTPStatus.NO_CONTENT, responses=STAFF)
def end_call(board: CallsDep, who: MayCirculate, call: Id) -> Response:
    """She was helped."""
    try:
        board.end(call, who.may_in)
    except UnknownCall as error:
        raise unknown() from error
    return Response(status_code=HTTPStatus.NO_CONTENT)
