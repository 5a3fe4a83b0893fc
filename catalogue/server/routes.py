"""The addresses of REST v1. Thin: each calls one use case and says which problems it may end in."""

from __future__ import annotations

import base64
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import MAX_INTEGER
from catalogue.server.fail_points import FailPoint, reach
from catalogue.server.problems import ProblemError, declared
from catalogue.server.services import Services
from catalogue.services.accounts import SessionDenied
from catalogue.services.enrolment import Caller, EnrolmentRefused, NotEnrolled, Revoked
from catalogue.services.gates import standing_of
from catalogue.services.station_sync import tally
from catalogue.wire import v1

router = APIRouter(prefix="/v1")
BEARER = HTTPBearer(auto_error=False, description="The token a station got when it was enrolled")
MAX_CURSOR = 200
TITLES = {
    DenialReason.WRONG_PIN: "Card number or PIN does not fit",
    DenialReason.LOCKED: "Too many wrong PINs",
    DenialReason.EXPIRED: "The card has expired",
    DenialReason.BLOCKED: "The card is blocked",
}


def services(request: Request) -> Services:
    """The use cases of this server."""
    found: Services = request.app.state.services
    return found


ServicesDep = Annotated[Services, Depends(services)]


def public() -> None:
    """The guard of an address for everybody: said, not forgotten."""


PUBLIC = [Depends(public)]


def not_enrolled() -> ProblemError:
    """The token is missing or nobody's: perhaps another kiosk was enrolled in this one's name."""
    return ProblemError(
        HTTPStatus.UNAUTHORIZED, "not_enrolled", "This station is not enrolled", wipe=True
    )


def revoked() -> ProblemError:
    """The token was this station's once."""
    return ProblemError(HTTPStatus.UNAUTHORIZED, "revoked", "This station was revoked", wipe=True)


def caller(
    request: Request,
    town: ServicesDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> Caller:
    """The station that asks. Ends the request with 401 otherwise."""
    if credentials is None:
        raise not_enrolled()
    try:
        found = town.enrolments.caller(credentials.credentials)
    except Revoked as error:
        town.contacts.turned_away(error.station)
        raise revoked() from error
    except NotEnrolled as error:
        raise not_enrolled() from error
    request.state.station = found.name
    town.contacts.note(found.name)
    return found


CallerDep = Annotated[Caller, Depends(caller)]
STATION = declared(HTTPStatus.UNAUTHORIZED)
SESSION = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)


@router.get("/health", dependencies=PUBLIC, responses=declared())
def health(town: ServicesDep) -> v1.Health:
    """Is the server there?"""
    return v1.Health(status="ok", version=town.version, server_ms=town.clock())


@router.post(
    "/stations/enrol",
    dependencies=PUBLIC,
    responses=declared(HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS),
)
def enrol(town: ServicesDep, http: Request, request: v1.EnrolRequest) -> v1.Enrolment:
    """Turn a one-time code into a token."""
    one_try = town.tries.enrolment(http)
    try:
        enrolled = town.enrolments.enrol(request.code, request.station)
    except EnrolmentRefused as error:
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "enrolment_refused", "The code is not valid for this station"
        ) from error
    one_try.was_right()
    return enrolled


@router.get("/station", responses=STATION)
def station(town: ServicesDep, who: CallerDep) -> v1.StationInfo:
    """What a station fetches at boot."""
    keys = town.keys
    public = (keys.public_key, bytes(keys.signing_key.verify_key))
    return town.enrolments.describe(who, *(base64.b64encode(key).decode() for key in public))


@router.get("/station/secrets", responses=STATION)
def station_secrets(town: ServicesDep, _who: CallerDep, response: Response) -> v1.StationSecrets:
    """What a station keeps in memory only."""
    response.headers["Cache-Control"] = "no-store"
    return v1.StationSecrets(tag_password=town.tag_password)


@router.post("/patron-sessions", responses=SESSION)
def begin_session(
    town: ServicesDep, who: CallerDep, http: Request, request: v1.PatronSessionRequest
) -> v1.PatronSession:
    """A patron identifies herself."""
    one_try = town.tries.pin(http, who.name, request.card)
    found = town.accounts.identify(who, request.card, request.pin, request.beside)
    if isinstance(found, SessionDenied):
        # Stations of the version before know one kind of block: the reason stands beside it.
        code = found.reason if found.reason in TITLES else DenialReason.BLOCKED
        raise ProblemError(
            HTTPStatus.FORBIDDEN, code, TITLES[code], found.tries_left, reason=found.reason
        )
    one_try.was_right()
    return found


@router.post("/patron-sessions/account", responses=SESSION)
def patron_account(town: ServicesDep, who: CallerDep, request: v1.SessionEnd) -> v1.PatronAccount:
    """What the patron of a running session sees of her account now."""
    found = town.accounts.account(who, request.session)
    if found is None:
        raise ProblemError(HTTPStatus.FORBIDDEN, "session_over", "The session is over")
    return found


@router.post("/patron-sessions/end", status_code=HTTPStatus.NO_CONTENT, responses=STATION)
def end_session(town: ServicesDep, who: CallerDep, request: v1.SessionEnd) -> Response:
    """The session ends; one that has ended already has ended."""
    town.accounts.leave(who, request.session)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/item-standing", responses=STATION)
def item_standing(
    town: ServicesDep,
    _who: CallerDep,
    item: Annotated[str, Query(min_length=1, max_length=64)],
) -> v1.ItemStanding:
    """Is this thing lent? Asked of what lies on a pad and rings at the gate."""
    with town.database.read() as session:
        return standing_of(session, item)


@router.post("/operations", responses=STATION)
def operations(
    town: ServicesDep, who: CallerDep, request: v1.OperationsRequest
) -> v1.OperationsReply:
    """Take in a batch; answer the asked record."""
    try:
        reply = town.sync.handle(who, request)
    except NotEnrolled as error:
        raise revoked() from error
    reach(FailPoint.AFTER_COMMIT_BEFORE_REPLY, town.fail_point)
    return reply


@router.get("/tally", responses=STATION)
def station_tally(town: ServicesDep, who: CallerDep) -> v1.Tally:
    """What became of everything the calling station recorded."""
    with town.database.read() as session:
        return tally(session, who.name)


@router.get("/digest", responses=STATION)
def digest(
    town: ServicesDep,
    who: CallerDep,
    cursor: Annotated[str, Query(max_length=MAX_CURSOR)] = "",
) -> v1.Digest:
    """What the calling station and the server must agree on."""
    return town.digests.of(who, cursor)


@router.get("/records", responses=STATION)
def records(
    town: ServicesDep,
    who: CallerDep,
    epoch: Annotated[int, Query(ge=0, le=MAX_INTEGER)],
    after: Annotated[int, Query(ge=0, le=MAX_INTEGER)] = 0,
) -> v1.RecordHashes:
    """What the server has of the calling station, to find where they differ."""
    return town.digests.records(who, epoch, after)
