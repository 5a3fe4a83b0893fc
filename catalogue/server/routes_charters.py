"""Addresses of charters: the text for everyone, signing at a kiosk or at the desk, history."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.orm import Session

from catalogue.db.devices import Charter
from catalogue.db.people import Patron
from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import PUBLIC, CallerDep, ServicesDep
from catalogue.server.routes_devices import MayDevices, refusing
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services import audit
from catalogue.services.accounts import session_patron
from catalogue.services.devices import charters, views
from catalogue.services.devices.charters import Signature
from catalogue.services.devices.refusals import WorkshopRefused
from catalogue.services.town import today
from catalogue.wire import devices as wire

router = APIRouter(prefix="/v1/charters")
MayCirculate = Annotated[Member, Depends(require(Right.CIRCULATE))]
NamePath = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]
SIGNING = declared(
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
)


@router.get("/{name}", dependencies=PUBLIC, responses=declared(HTTPStatus.NOT_FOUND))
def charter(
    town: ServicesDep,
    name: NamePath,
    language: Annotated[str, Query(pattern=r"^[a-z]{2}$")] = charters.FALLBACK,
) -> wire.CharterNow:
    """The version to sign, in that language if there is one, else in French."""
    with town.database.read() as session:
        found = charters.current_text(session, name, language)
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "charter_unknown", "There is no such charter")
    return charter_now(found)


def charter_now(found: Charter) -> wire.CharterNow:
    """A text as it is told."""
    return wire.CharterNow(
        name=found.name,
        version=found.version,
        language=found.language,
        text=found.text,
        text_hash=found.text_hash,
    )


@router.post("/{name}", responses=SIGNING)
def publish(
    town: ServicesDep, who: MayDevices, name: NamePath, request: wire.CharterTold
) -> wire.CharterVersion:
    """A new version: everybody signs anew."""
    assert_branch(who, None)

    def work(session: Session) -> int:
        return charters.publish(session, name, request.texts, town.clock(), who.actor)

    with refusing():
        return wire.CharterVersion(name=name, version=town.database.transact(work))


@router.post("/{name}/signatures", responses=SIGNING)
def sign(
    town: ServicesDep, who: CallerDep, name: NamePath, request: wire.SignatureTold
) -> wire.SignatureNow:
    """A patron signs at a station, in her own session there."""

    def work(session: Session) -> wire.SignatureNow:
        now_ms = town.clock()
        patron = session_patron(session, who, request.session or "", now_ms)
        if patron is None:
            raise ProblemError(HTTPStatus.FORBIDDEN, "no_session", "The session has ended")
        return _signed(session, name, request, patron, f"station:{who.name}", now_ms)

    with refusing():
        return town.database.transact(work)


@router.post("/{name}/desk-signatures", responses=SIGNING)
def sign_at_desk(
    town: ServicesDep, who: MayCirculate, name: NamePath, request: wire.SignatureTold
) -> wire.SignatureNow:
    """A patron signs at the desk; staff vouch for her."""

    def work(session: Session) -> wire.SignatureNow:
        now_ms = town.clock()
        patron = charters.patron_of_card(session, request.card or "")
        if patron is None:
            raise WorkshopRefused("patron_unknown", "this card is nobody's")
        made = _signed(session, name, request, patron, who.actor, now_ms)
        told = {"version": made.version}
        subject = audit.person(session.get_one(Patron, patron))
        audit.write(session, now_ms, who.actor, "charter.sign", subject, told)
        return made

    with refusing():
        return town.database.transact(work)


def _signed(
    session: Session,
    name: str,
    request: wire.SignatureTold,
    patron: str,
    witness: str,
    now_ms: int,
) -> wire.SignatureNow:
    signing = Signature(
        patron=patron,
        charter=name,
        version=request.version,
        language=request.language,
        witness=witness,
        guardian=request.guardian,
    )
    row = charters.sign(session, signing, today(session, now_ms), now_ms)
    return views.shown_signature(session, row)


@router.post("/{name}/history", responses=SIGNING)
def history(
    town: ServicesDep, _who: MayCirculate, name: NamePath, request: wire.CardAsked
) -> wire.Signatures:
    """What the holder of a card signed of this charter. A POST: a card's number is no address."""
    with town.database.read() as session:
        patron = charters.patron_of_card(session, request.card)
        if patron is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "patron_unknown", "This card is nobody's")
        return wire.Signatures(
            signatures=[
                views.shown_signature(session, row)
                for row in charters.history(session, patron)
                if row.charter == name
            ]
        )
