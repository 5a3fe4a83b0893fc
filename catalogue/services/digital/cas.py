"""A CAS server as small as vendors need it (CAS Protocol Specification 3.0.3): a login that a
launch begins, one service ticket for one service, validated once within seconds.

No proxy tickets, no single sign-out, no login page: who has no launch is sent to open the resource
at the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as ET

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.digital import DigitalAccess
from catalogue.db.people import Patron
from catalogue.domain.digital.resources import AccessKind
from catalogue.services.digital.file import is_safe
from catalogue.services.digital.identity import Told, is_below, told, way_of
from catalogue.services.digital.pseudonyms import Pseudonyms
from catalogue.services.digital.reading import WayIn
from catalogue.services.digital.signing import with_query
from catalogue.services.digital.storing import access_row
from catalogue.services.digital.tickets import Issue, Ticket, issue, redeem, waits
from catalogue.services.town import Clock

NAMESPACE = "http://www.yale.edu/tp/cas"
USUAL = {"first_name": "givenName", "last_name": "sn", "email": "mail"}


class NoLogin(StrEnum):
    """Why nobody is let in at `/cas/login`."""

    UNKNOWN_SERVICE = "unknown_service"
    LAUNCH_OVER = "launch_over"
    """None was sent, or it was used, or it is too old."""


class Invalid(StrEnum):
    """Section 2.5.3: codes of a validation that fails."""

    REQUEST = "INVALID_REQUEST"
    TICKET = "INVALID_TICKET"
    SERVICE = "INVALID_SERVICE"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where the browser goes on."""

    url: str


class Cas:
    """The server. Any thread, any number of processes."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms, clock: Clock) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._clock = clock

    def login(self, service: str, launch: str, *, gateway: bool = False) -> Redirect | NoLogin:
        """Section 2.1, with a launch in the place of a form."""
        with self._database.read() as session:
            if not self._is_known(session, service):
                return NoLogin.UNKNOWN_SERVICE
        found: Redirect | NoLogin = NoLogin.LAUNCH_OVER
        if waits(self._database, Ticket.LAUNCH, launch):
            found = self._database.transact(lambda session: self._login(session, service, launch))
        # Section 2.1.1: with `gateway` nobody is asked anything.
        return Redirect(service) if gateway and found is NoLogin.LAUNCH_OVER else found

    def _login(self, session: Session, service: str, launch: str) -> Redirect | NoLogin:
        now_ms = self._clock()
        begun = redeem(session, Ticket.LAUNCH, launch, now_ms)
        if begun is None:
            return NoLogin.LAUNCH_OVER
        way = way_of(session, begun.resource, AccessKind.CAS)
        if way is None or not serves(way, service):
            return NoLogin.UNKNOWN_SERVICE
        what = Issue(begun.resource, begun.patron, service, begun.branch)
        ticket = issue(session, Ticket.SERVICE, what, now_ms)
        return Redirect(with_query(service, [("ticket", ticket)]))

    def _is_known(self, session: Session, service: str) -> bool:
        if not is_safe(service):
            return False
        rows = session.scalars(select(DigitalAccess).where(DigitalAccess.kind == AccessKind.CAS))
        return any(serves(WayIn(row, access_row(row)), service) for row in rows)

    def validate(self, service: str, ticket: str) -> Told | Invalid:
        """Sections 2.5 and 2.6: who the ticket stands for. It is used up whatever the answer."""
        if not service or not ticket:
            return Invalid.REQUEST
        if not waits(self._database, Ticket.SERVICE, ticket):
            return Invalid.TICKET
        return self._database.transact(lambda session: self._validate(session, service, ticket))

    def _validate(self, session: Session, service: str, ticket: str) -> Told | Invalid:
        now_ms = self._clock()
        found = redeem(session, Ticket.SERVICE, ticket, now_ms)
        if found is None:
            return Invalid.TICKET
        if found.target != service:
            return Invalid.SERVICE
        way = way_of(session, found.resource, AccessKind.CAS)
        if way is None:
            return Invalid.TICKET
        patron = session.get_one(Patron, found.patron)
        return told(session, self._pseudonyms, way, patron, now_ms, USUAL)


def serves(way: WayIn, service: str) -> bool:
    """May this way in be used for that service?"""
    return any(is_below(service, each) for each in (way.access.endpoint, *way.access.services))


def answer_xml(answer: Told | Invalid, *, attributes: bool) -> bytes:
    """The answer of `/serviceValidate` (Appendix A); attributes are those of `/p3` alone."""
    ET.register_namespace("cas", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}serviceResponse")
    if isinstance(answer, Invalid):
        failure = ET.SubElement(root, _tag("authenticationFailure"), code=answer.value)
        failure.text = SAID[answer]
    else:
        success = ET.SubElement(root, _tag("authenticationSuccess"))
        ET.SubElement(success, _tag("user")).text = answer.subject
        if attributes:
            found = ET.SubElement(success, _tag("attributes"))
            for name, value in answer.attributes.items():
                ET.SubElement(found, _tag(name)).text = value
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


SAID = {
    Invalid.REQUEST: "service and ticket are needed",
    Invalid.TICKET: "the ticket is unknown, used or over",
    Invalid.SERVICE: "the ticket is for another service",
}
