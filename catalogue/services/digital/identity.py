"""What a vendor is told of a patron once she is there: her pseudonym and what is released for that
resource. Shared by CAS and OpenID Connect."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from catalogue.db.people import Patron
from catalogue.domain.digital.resources import AccessKind
from catalogue.services.digital.file import host_of
from catalogue.services.digital.pseudonyms import Pseudonyms
from catalogue.services.digital.reading import WayIn, read_resource, released
from catalogue.services.town import today

DOTS = re.compile(r"/(?:\.|%2e){1,2}(?:[/?]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """`subject`: who she is there; `attributes` under the vendor's names, empty ones left out."""

    subject: str
    attributes: dict[str, str] = field(repr=False)


def way_of(session: Session, resource: str, kind: AccessKind) -> WayIn | None:
    """The way into a resource by this protocol."""
    facts = read_resource(session, resource)
    ways = () if facts is None else facts.ways
    return next((each for each in ways if each.access.kind is kind), None)


def told(
    session: Session,
    pseudonyms: Pseudonyms,
    way: WayIn,
    patron: Patron,
    now_ms: int,
    usual: dict[str, str],
) -> Told:
    """What the vendor hears. `usual`: what the protocol calls the fields, unless the file says."""
    found = released(session, patron, way.access.release, today(session, now_ms))
    names = {**usual, **way.access.names}
    attributes = {names.get(str(field), str(field)): value for field, value in found.items()}
    subject = pseudonyms.pairwise(way.row.resource, way.row.salt, patron.id)
    return Told(subject, {name: value for name, value in attributes.items() if value})


def is_below(address: str, allowed: str) -> bool:
    """Is it this address, or one below it? Of the same scheme, host and port in any case."""
    if address == allowed:
        return True
    # A browser climbs by dots also where they are escaped.
    climbs = DOTS.search(address) is not None
    if climbs or host_of(address) != host_of(allowed):
        return False
    if allowed.endswith(("/", "?")):
        return address.startswith(allowed)
    return address.startswith((allowed + "?", allowed + "/"))
