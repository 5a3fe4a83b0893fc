"""Addresses about patrons' accounts: bringing them in, what is stored of one, forgetting; and for
herself, over her session at a station. Numbers of cards stand in bodies, never in an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends

from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import CallerDep, ServicesDep
from catalogue.server.services import Services
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services.accounts import session_patron
from catalogue.services.enrolment import Caller
from catalogue.services.patrons.accounts import OtherBranch, UnknownPatron
from catalogue.services.privacy.erasing import NotForgotten
from catalogue.services.town import today
from catalogue.wire import patrons as wire

router = APIRouter(prefix="/v1/admin/patrons")
own_router = APIRouter(prefix="/v1/patron-sessions")
retention_router = APIRouter(prefix="/v1/admin")
MayPeople = Annotated[Member, Depends(require(Right.PEOPLE))]
MayConfig = Annotated[Member, Depends(require(Right.CONFIG))]
ANSWERS = declared(
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
)
OWN = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


@contextmanager
def refusing() -> Iterator[None]:
    """Refusals as problems."""
    try:
        yield
    except UnknownPatron as error:
        raise ProblemError(
            HTTPStatus.NOT_FOUND, "unknown_name", "No account has this card"
        ) from error
    except OtherBranch as error:
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "other_branch", "This belongs to a branch that is not yours"
        ) from error
    except NotForgotten as error:
        raise ProblemError(
            HTTPStatus.CONFLICT, "account_open", "Something is still open", detail=str(error)
        ) from error


@router.post("/import", responses=ANSWERS)
def import_patrons(
    town: ServicesDep, who: MayPeople, request: wire.PatronBatch
) -> wire.PatronsImported:
    """Bring lines of the town's own system in, or say what they would do."""
    assert_branch(who, None)
    return town.patron_imports.take(request, who.actor)


@router.post("/missing", responses=ANSWERS)
def drop_missing(
    town: ServicesDep, who: MayPeople, request: wire.PatronsMissing
) -> wire.PatronsImported:
    """Erase who came from a source that has them no more and has nothing open."""
    assert_branch(who, None)
    return town.patron_imports.drop_missing(
        request.source, request.keys, who.actor, dry=request.dry_run
    )


@router.post("/export", responses=ANSWERS)
def export_patron(town: ServicesDep, who: MayPeople, request: wire.CardNamed) -> wire.PatronData:
    """All that is stored about a patron, to answer her with."""
    with refusing():
        return town.patron_accounts.data(request.card, who)


@router.post("/erase", responses=ANSWERS)
def erase_patron(
    town: ServicesDep, who: MayPeople, request: wire.CardNamed
) -> wire.AccountForgotten:
    """Erase an account with every trace of it; refused while something is open."""
    with refusing():
        return town.patron_accounts.erase(request.card, who)


@router.post("/anonymise", responses=ANSWERS)
def anonymise_patron(
    town: ServicesDep, who: MayPeople, request: wire.CardNamed
) -> wire.AccountForgotten:
    """Forget now what is over; the account stays."""
    with refusing():
        return town.patron_accounts.anonymise(request.card, who)


@router.post("/pin", responses=ANSWERS)
def set_pin(town: ServicesDep, who: MayPeople, request: wire.PinWanted) -> wire.PinMade:
    """Another PIN: the one chosen, or one made up and told once."""
    with refusing():
        return town.patron_accounts.set_pin(request.card, request.pin, who)


@router.post("/history", responses=ANSWERS)
def choose_history(
    town: ServicesDep, who: MayPeople, request: wire.HistoryChosen
) -> wire.HistoryNow:
    """Keep a patron's loans from now on, or no longer, as she told staff."""
    with refusing():
        return town.patron_accounts.choose(request.card, request.keep, who)


def _own(town: Services, who: Caller, token: str) -> str:
    with town.database.read() as session:
        patron = session_patron(session, who, token, town.clock())
    if patron is None:
        raise ProblemError(HTTPStatus.FORBIDDEN, "no_session", "The session has ended")
    return patron


@own_router.post("/data", responses=OWN)
def own_data(town: ServicesDep, who: CallerDep, request: wire.SessionNamed) -> wire.PatronData:
    """All that is stored about who is signed in."""
    return town.patron_accounts.own_data(_own(town, who, request.session))


@own_router.post("/history", responses=OWN)
def own_history(town: ServicesDep, who: CallerDep, request: wire.OwnChoice) -> wire.HistoryNow:
    """Who is signed in chooses whether her loans are kept from now on."""
    return town.patron_accounts.own_choice(_own(town, who, request.session), request.keep)


@retention_router.post("/retention", responses=ANSWERS)
def run_retention(
    town: ServicesDep, who: MayConfig, request: wire.RetentionAsked
) -> wire.RetentionTold:
    """Forget what is over on a day, or say what that would be."""
    assert_branch(who, None)
    with town.database.read() as session:
        now = today(session, town.clock())
    if request.day is not None and request.day > now:
        raise ProblemError(HTTPStatus.CONFLICT, "day_to_come", "This day has not come")
    done = town.retention.run(request.day or now, dry=request.dry_run)
    return wire.RetentionTold(day=done.day, counts=dict(done.counts), finished=done.finished)
