"""What a station asks about a kit that lies on its pad, while its patron's session is open."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import CallerDep, ServicesDep
from catalogue.server.routes_charters import charter_now
from catalogue.services.accounts import session_patron
from catalogue.services.devices.asking import may_she
from catalogue.wire import devices as wire

router = APIRouter(prefix="/v1")


@router.post("/kit-questions", responses=declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN))
def ask_about_kit(town: ServicesDep, who: CallerDep, request: wire.KitAsked) -> wire.KitAnswer:
    """May she borrow this kit, and what does she sign first?"""
    now_ms = town.clock()
    with town.database.read() as session:
        patron = session_patron(session, who, request.session, now_ms)
        if patron is None:
            raise ProblemError(HTTPStatus.FORBIDDEN, "no_session", "The session has ended")
        said = may_she(session, who, request.item, patron, request.language, now_ms)
        text = None if said.charter is None else charter_now(said.charter)
    return wire.KitAnswer(denied=said.denied, charter=text, signed=said.signed)
