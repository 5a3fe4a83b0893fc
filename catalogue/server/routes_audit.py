"""Addresses for whoever reads and verifies the audit log: of the whole town, so bound to no
branch."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from catalogue.db.database import Database
from catalogue.domain.operations import MAX_INTEGER
from catalogue.domain.rights import Member, Right
from catalogue.server.problems import declared
from catalogue.server.routes import ServicesDep
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services import audit
from catalogue.wire import audit as wire

PAGE = 200


def reader(member: Annotated[Member, Depends(require(Right.AUDIT))]) -> Member:
    """Whoever may read it."""
    assert_branch(member, None)
    return member


ReaderDep = Annotated[Member, Depends(reader)]
router = APIRouter(prefix="/v1/audit")
ANSWERS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


@router.get("", responses=ANSWERS)
def lines(
    town: ServicesDep, _who: ReaderDep, after: Annotated[int, Query(ge=0, le=MAX_INTEGER)] = 0
) -> wire.AuditPage:
    """The next lines behind a number."""
    return page_of(town.database, after)


@router.post("/verify", responses=ANSWERS)
def verify(town: ServicesDep, _who: ReaderDep, request: wire.AuditCheck) -> wire.AuditReport:
    """Recompute the chain."""
    return verified(town.database, request)


def page_of(database: Database, after: int) -> wire.AuditPage:
    """A page, as a message."""
    names = wire.AuditLine.model_fields
    with database.read() as session:
        found = audit.entries(session, after, PAGE)
        rows = [{name: getattr(row, name) for name in names} for row in found]
    return wire.AuditPage(lines=[wire.AuditLine.model_validate(row) for row in rows])


def verified(database: Database, request: wire.AuditCheck) -> wire.AuditReport:
    """A verification, as a message."""
    known = None if request.known is None else (request.known.n, request.known.hash)
    with database.read() as session:
        found = audit.verify(session, known)
    return wire.AuditReport(
        lines=found.lines, n=found.head[0], hash=found.head[1], fault=found.fault
    )
