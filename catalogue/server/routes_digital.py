"""Addresses at which patrons open resources and borrow e-books, from a station; and the short
address of a resource, for opening it at home."""

from __future__ import annotations

import html
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Header, Path, Request
from fastapi.responses import HTMLResponse

from catalogue.domain.digital.licences import NoLoan
from catalogue.domain.digital.resources import Opening, Where, Why
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import PUBLIC, CallerDep, ServicesDep
from catalogue.server.services import Services
from catalogue.services.accounts import session_patron
from catalogue.services.digital.following import Page
from catalogue.services.digital.launching import Launch, NotOpened, ResourceNow
from catalogue.services.digital.lending import HoldNow, LoanNow
from catalogue.services.digital.pseudonyms import SecretMissing
from catalogue.services.digital.usage import Level
from catalogue.services.enrolment import Caller
from catalogue.wire import digital as wire
from catalogue.wire.v1 import SessionEnd

router = APIRouter(prefix="/v1/digital")
short_router = APIRouter()
DOING = declared(
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
)
SESSION = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
SENTENCES = {
    Why.UNKNOWN: "There is no such resource",
    Why.SUSPENDED: "This resource is closed for now",
    Why.NOT_BEGUN: "This resource opens later",
    Why.ENDED: "The town's subscription has ended",
    Why.CARD_EXPIRED: "The card has expired",
    Why.CARD_BLOCKED: "The card is blocked",
    Why.NOT_ENTITLED: "The subscription is for other readers",
    Why.AGE: "She is too young for it",
    Why.ONLY_ON_SITE: "It opens in the library only",
    Why.ONLY_AT_HOME: "It opens from home only",
    Why.LIMIT: "As much as there is has been used",
}
NO_LOAN = {
    NoLoan.NO_LICENCE: "The town has no licence of it that can be lent",
    NoLoan.ALL_LENT: "All of them are lent; she may place a hold",
    NoLoan.ALREADY_LENT: "She has it on loan",
    NoLoan.ALREADY_HELD: "She waits for it already",
    NoLoan.LIMIT: "She has borrowed as many as she may",
    NoLoan.CARD: "The card is expired or blocked",
    NoLoan.REFUSED: "The distributor refused",
    NoLoan.NOT_SUPPORTED: "The distributor does not do that",
    NoLoan.UNREACHABLE: "The distributor does not answer; nothing is lost, try again later",
    NoLoan.NO_SUCH_LOAN: "There is no such loan or hold of hers",
}
T = TypeVar("T")


def patron_of(town: Services, who: Caller, token: str) -> str:
    """The patron of a running session of the calling station. 403 otherwise."""
    with town.database.read() as session:
        found = session_patron(session, who, token, town.clock())
    if found is None:
        raise ProblemError(HTTPStatus.FORBIDDEN, "session_over", "The session is over")
    return found


def base_url(request: Request, town: Services) -> str:
    """This server as others reach it, without a slash at its end; empty: a productive server that
    was not told. Anybody may write a `Host` into a request."""
    if town.digital.public_url or town.digital.production:
        return town.digital.public_url
    return str(request.base_url).rstrip("/")


@router.get("/resources", responses=SESSION)
def resources(
    town: ServicesDep,
    who: CallerDep,
    http: Request,
    patron_session: Annotated[str, Header(max_length=128)] = "",
) -> wire.Resources:
    """What there is, and what she may open here now; without a session what there is for all."""
    patron = patron_of(town, who, patron_session) if patron_session else None
    found = town.digital.launches.seen(patron, who.branch)
    return wire.Resources(resources=[_shown(each) for each in found], base=base_url(http, town))


@router.post("/launches", responses=DOING)
def launch(
    town: ServicesDep, who: CallerDep, http: Request, request: wire.LaunchRequest
) -> wire.LaunchNow:
    """Open a resource for the patron of a session."""
    patron = patron_of(town, who, request.session)
    url = base_url(http, town)
    try:
        found = town.digital.launches.launch(patron, who.branch, request.resource, url)
    except SecretMissing as error:
        raise ProblemError(
            HTTPStatus.CONFLICT, "resource_not_ready", "This resource is not set up yet"
        ) from error
    if isinstance(found, NotOpened):
        status = HTTPStatus.NOT_FOUND if found.why is Why.UNKNOWN else HTTPStatus.CONFLICT
        until = "" if found.until is None else f"until {found.until.isoformat()}"
        raise ProblemError(status, found.why, SENTENCES[found.why], detail=until)
    return _launched(found)


def _launched(found: Launch) -> wire.LaunchNow:
    return wire.LaunchNow(
        url=found.url,
        method=found.method,
        fields=[wire.FormField(name=name, value=value) for name, value in found.fields],
        leaves=list(found.leaves),
        provider=found.provider,
        kind=found.kind,
        expires_ms=found.expires_ms,
    )


def _shown(now: ResourceNow) -> wire.ResourceNow:
    row, found = now.facts.row, now.opening
    reached = now.reached
    return wire.ResourceNow(
        id=row.id,
        title=row.title,
        family=row.family,
        audience=row.audience,
        description=row.description,
        languages=list(row.languages),
        themes=list(row.themes),
        provider=now.provider,
        accessibility=row.accessibility,
        image=row.image,
        access=Where(row.access),
        opens=found.why is None and reached is None,
        why=found.why if reached is None else Why.LIMIT,
        day=found.day,
        until_ms=None if reached is None else _ms(reached.until),
        min_age=row.min_age,
        kind=None if found.access is None else found.access.kind,
        leaves=list(now.leaves),
        limits=[_limit(each) for each in now.levels],
        short=short_path(row.id),
    )


def _limit(level: Level) -> wire.LimitNow:
    return wire.LimitNow(
        unit=level.limit.unit,
        per=level.limit.per,
        period=level.limit.span,
        value=level.limit.value,
        left=level.left,
        hard=level.limit.hard,
        until_ms=_ms(level.until),
    )


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)


def short_path(resource: str) -> str:
    """The short address of a resource, without host."""
    return f"/r/{resource}"


def _lent(found: T | NoLoan) -> T:
    """What was found; what is not lent is a problem."""
    if isinstance(found, NoLoan):
        status = HTTPStatus.NOT_FOUND if found is NoLoan.NO_SUCH_LOAN else HTTPStatus.CONFLICT
        raise ProblemError(status, found, NO_LOAN[found])
    return found


@router.post("/account", responses=SESSION)
def account(town: ServicesDep, who: CallerDep, request: SessionEnd) -> wire.DigitalAccount:
    """The e-books of the patron of a session."""
    loans, holds = town.digital.lending.account(patron_of(town, who, request.session))
    return wire.DigitalAccount(
        loans=[_loan(each) for each in loans], holds=[_hold(each) for each in holds]
    )


@router.get("/titles/{title}", responses=declared(HTTPStatus.UNAUTHORIZED))
def ebook(
    town: ServicesDep, _who: CallerDep, title: Annotated[str, Path(min_length=1, max_length=200)]
) -> wire.Ebook:
    """How it stands with an e-book: seats, and how many wait."""
    found = town.digital.lending.shelved(title)
    return wire.Ebook(
        title=title, seats=found.seats, waiting=found.waiting, lendable=found.lendable
    )


@router.post("/loans", responses=DOING)
def borrow(town: ServicesDep, who: CallerDep, request: wire.BorrowRequest) -> wire.LoanNow:
    """Borrow an e-book."""
    patron = patron_of(town, who, request.session)
    return _loan(_lent(town.digital.lending.borrow(patron, request.title)))


@router.post("/loans/return", responses=DOING)
def give_back(town: ServicesDep, who: CallerDep, request: wire.LoanRequest) -> wire.LoanNow:
    """Give an e-book back early."""
    patron = patron_of(town, who, request.session)
    return _loan(_lent(town.digital.lending.give_back(patron, request.loan)))


@router.post("/loans/renew", responses=DOING)
def renew(town: ServicesDep, who: CallerDep, request: wire.LoanRequest) -> wire.Renewed:
    """Lengthen a loan."""
    patron = patron_of(town, who, request.session)
    found = town.digital.lending.renew(patron, request.loan)
    if isinstance(found, Page):
        return wire.Renewed(page=wire.PageNow(url=found.url))
    return wire.Renewed(loan=_loan(_lent(found)))


@router.post("/loans/download", responses=DOING)
def download(town: ServicesDep, who: CallerDep, request: wire.LoanRequest) -> wire.PageNow:
    """Where her reading program fetches the book's licence."""
    patron = patron_of(town, who, request.session)
    return wire.PageNow(url=_lent(town.digital.lending.download(patron, request.loan)).url)


@router.post("/holds", responses=DOING)
def place_hold(town: ServicesDep, who: CallerDep, request: wire.BorrowRequest) -> wire.HoldNow:
    """Wait for an e-book."""
    patron = patron_of(town, who, request.session)
    return _hold(_lent(town.digital.lending.place_hold(patron, request.title)))


@router.post("/holds/cancel", responses=DOING)
def cancel_hold(town: ServicesDep, who: CallerDep, request: wire.HoldRequest) -> wire.HoldNow:
    """Wait no longer."""
    patron = patron_of(town, who, request.session)
    return _hold(_lent(town.digital.lending.cancel_hold(patron, request.hold)))


def _loan(now: LoanNow) -> wire.LoanNow:
    return wire.LoanNow(
        id=now.id,
        title=now.title,
        status=now.status,
        started_ms=now.started_ms,
        ends_ms=now.ends_ms,
        open=now.open,
        asked=now.asked,
        passphrase=now.passphrase,
    )


def _hold(now: HoldNow) -> wire.HoldNow:
    return wire.HoldNow(
        id=now.id,
        title=now.title,
        state=now.state,
        position=now.position,
        ready_until_ms=now.ready_until_ms,
    )


PAGE = """<!DOCTYPE html>
<html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<h1>{title}</h1>
<p>{description}</p>
<p>{how}</p>
<p lang="en">{how_en}</p>
</html>
"""
AT_HOME = (
    "Ouvrez cette ressource à la bibliothèque : présentez votre carte à une borne.",
    "Open it at the library: show your card at a kiosk.",
)
CLOSED = ("Cette ressource est fermée en ce moment.", "This resource is closed for now.")


@short_router.get(
    "/r/{resource}",
    dependencies=PUBLIC,
    response_class=HTMLResponse,
    responses=declared(HTTPStatus.NOT_FOUND),
)
def short(
    town: ServicesDep, resource: Annotated[str, Path(min_length=1, max_length=64)]
) -> HTMLResponse:
    """What a resource is, and how it is opened: the target of its QR code."""
    found = town.digital.launches.seen_one(resource)
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "unknown_resource", "There is no such resource")
    how, how_en = AT_HOME if _opens_somewhere(found.opening) else CLOSED
    row = found.facts.row
    page = PAGE.format(
        title=html.escape(row.title),
        description=html.escape(row.description),
        how=how,
        how_en=how_en,
    )
    return HTMLResponse(page)


def _opens_somewhere(found: Opening) -> bool:
    return found.why in (None, Why.ONLY_ON_SITE, Why.ONLY_AT_HOME)
