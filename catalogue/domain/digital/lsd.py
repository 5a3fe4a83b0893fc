"""License status documents (Readium LSD 1.0), read and judged. Pure.

`application/vnd.readium.license.status.v1.0+json`. Where status and licence disagree, the licence
wins (section 2.2 of the specification's introduction; `rights.end` of the licence).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

MEDIA_TYPE = "application/vnd.readium.license.status.v1.0+json"
LICENCE_TYPE = "application/vnd.readium.lcp.license.v1.0+json"
HTML = "text/html"


class Status(StrEnum):
    """Section 2.3: of a licence as its issuer sees it."""

    READY = "ready"
    ACTIVE = "active"
    RETURNED = "returned"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CANCELLED = "cancelled"


OPEN = frozenset({Status.READY, Status.ACTIVE})


class BadDocument(ValueError):
    """It is no such document; `str()` says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Link:
    """`href` may be a secret: whoever has it may end the loan."""

    href: str = field(repr=False)
    type: str = ""
    templated: bool = False


@dataclass(frozen=True, slots=True)
class StatusDocument:
    """`ceiling_ms`: the latest end a renewal may ask for."""

    id: str
    status: Status
    links: Mapping[str, Link] = field(default_factory=dict)
    licence_updated_ms: int | None = None
    ceiling_ms: int | None = None


def read_status(content: bytes) -> StatusDocument:
    """The document in these bytes. Raises BadDocument."""
    data = _object(content)
    try:
        status = Status(_text(data, "status"))
    except ValueError as error:
        raise BadDocument("no status this program knows") from error
    return StatusDocument(
        id=_text(data, "id"),
        status=status,
        links=_links(data),
        licence_updated_ms=_moment(_table(data, "updated").get("license")),
        ceiling_ms=_moment(_table(data, "potential_rights").get("end")),
    )


@dataclass(frozen=True, slots=True)
class LicenceDocument:
    """What a catalogue needs of an LCP licence: when it ends, and its status document."""

    id: str
    end_ms: int | None
    status: Link | None


def read_licence(content: bytes) -> LicenceDocument:
    """An LCP licence (`.lcpl`). Raises BadDocument."""
    data = _object(content)
    end = _moment(_table(data, "rights").get("end"))
    return LicenceDocument(_text(data, "id"), end, _links(data).get("status"))


def ended_ms(status: Status, known_end_ms: int, now_ms: int) -> int | None:
    """When a loan of that status was over; None: it goes on."""
    if status in OPEN:
        return known_end_ms if known_end_ms <= now_ms else None
    return min(known_end_ms, now_ms)


def judged(document: StatusDocument, licence_end_ms: int | None, now_ms: int) -> Status:
    """The status, unless the licence says something else: one that has ended is expired whatever
    its status document still says, one that has not is not."""
    if licence_end_ms is None:
        return document.status
    if document.status in OPEN and licence_end_ms <= now_ms:
        return Status.EXPIRED
    if document.status is Status.EXPIRED and licence_end_ms > now_ms:
        return Status.ACTIVE
    return document.status


def _object(content: bytes) -> Mapping[str, object]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadDocument("not JSON") from error
    if not isinstance(data, dict):
        raise BadDocument("not a JSON object")
    return data


def _table(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _text(data: Mapping[str, object], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not found:
        raise BadDocument(f"{name}: a text is needed")
    return found


def _links(data: Mapping[str, object]) -> dict[str, Link]:
    found: dict[str, Link] = {}
    links = data.get("links")
    for each in links if isinstance(links, list) else ():
        if not isinstance(each, dict) or not isinstance(each.get("href"), str):
            continue
        rels = each.get("rel")
        link = Link(each["href"], str(each.get("type", "")), each.get("templated") is True)
        for rel in rels if isinstance(rels, list) else [rels]:
            # Where a deed has a page and an address for programs, the latter is the one.
            if isinstance(rel, str) and (rel not in found or found[rel].type == HTML):
                found[rel] = link
    return found


def _moment(value: object) -> int | None:
    """ISO 8601 (the specification asks for it) as milliseconds UTC; None: not said or not
    readable."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return int(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        return None
