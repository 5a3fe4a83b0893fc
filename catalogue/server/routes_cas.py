"""CAS: the three addresses of protocol 3.0 vendors use. Answers are the protocol's own XML."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import PUBLIC, ServicesDep
from catalogue.services.digital.cas import NoLogin, answer_xml

router = APIRouter(prefix="/cas")
Address = Annotated[str, Query(max_length=2000)]
TicketText = Annotated[str, Query(max_length=256)]
XML = "application/xml"
LOGIN = {
    **declared(HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
    303: {"description": "Back to the service, with a ticket"},
}
VALID = {**declared(), 200: {"content": {XML: {}}, "description": "serviceResponse"}}


@router.get("/login", dependencies=PUBLIC, responses=LOGIN, response_class=RedirectResponse)
def login(
    town: ServicesDep,
    service: Address = "",
    launch: TicketText = "",
    gateway: Annotated[str, Query(max_length=8)] = "",
) -> RedirectResponse:
    """Let her in who has a launch, and send her to the service with a ticket."""
    found = town.digital.cas.login(service, launch, gateway=gateway == "true")
    if found is NoLogin.UNKNOWN_SERVICE:
        raise ProblemError(
            HTTPStatus.NOT_FOUND, "unknown_service", "This service is not known to the library"
        )
    if isinstance(found, NoLogin):
        raise ProblemError(
            HTTPStatus.GONE,
            "launch_over",
            "Open the resource again at the library: this way in has been used or is too old",
        )
    return RedirectResponse(found.url, HTTPStatus.SEE_OTHER)


@router.get("/serviceValidate", dependencies=PUBLIC, responses=VALID)
def service_validate(town: ServicesDep, service: Address = "", ticket: TicketText = "") -> Response:
    """CAS 2.0: who a ticket stands for, without attributes."""
    found = town.digital.cas.validate(service, ticket)
    return Response(answer_xml(found, attributes=False), media_type=XML)


@router.get("/p3/serviceValidate", dependencies=PUBLIC, responses=VALID)
def service_validate_p3(
    town: ServicesDep, service: Address = "", ticket: TicketText = ""
) -> Response:
    """CAS 3.0: who a ticket stands for, with what is released for that service."""
    found = town.digital.cas.validate(service, ticket)
    return Response(answer_xml(found, attributes=True), media_type=XML)
