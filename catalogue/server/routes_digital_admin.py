"""Addresses for whoever keeps digital resources: their file, state, checks and numbers; licences of
e-books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from catalogue.domain.digital.resources import Where
from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import ServicesDep
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services.digital import keeping
from catalogue.services.digital.file import FileFaults, read_file, write_file
from catalogue.services.digital.licence_import import (
    licences_of_links,
    put_licences,
    read_licences,
)
from catalogue.services.digital.reading import leaves, provider_names
from catalogue.services.digital.retention import monthly_use
from catalogue.services.digital.storing import (
    CREATED,
    UNCHANGED,
    UPDATED,
    Change,
    changes,
    present,
    put_in,
    set_state,
)
from catalogue.services.town import today
from catalogue.wire import digital as wire

router = APIRouter(prefix="/v1/admin/digital")
ANSWERS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
FOUND = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def keeper(member: Annotated[Member, Depends(require(Right.CONFIG))]) -> Member:
    """Whoever keeps the town's resources: they are of all branches."""
    assert_branch(member, None)
    return member


KeeperDep = Annotated[Member, Depends(keeper)]
MayStock = Annotated[Member, Depends(require(Right.STOCK))]
MayStatistics = Annotated[Member, Depends(require(Right.STATISTICS))]


class _Rehearsed(Exception):
    """Ends a transaction of which nothing is to stay."""


def _invalid(error: FileFaults) -> ProblemError:
    return ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "file_bad",
        "The file cannot be taken",
        detail="\n".join(error.lines)[:4000],
    )


@router.get("/file", responses=ANSWERS)
def export(town: ServicesDep, _who: KeeperDep) -> wire.FileText:
    """All providers and resources as a file."""
    with town.database.read() as session:
        return wire.FileText(toml=write_file(present(session)))


@router.post("/file", responses=ANSWERS)
def put_file(town: ServicesDep, who: KeeperDep, request: wire.FileTold) -> wire.Imported:
    """Make providers and resources as a file says; what it does not name stays."""
    try:
        file = read_file(request.toml)
        if request.dry_run:
            with town.database.read() as session:
                return _imported(changes(present(session), file))
        return _imported(
            town.database.transact(lambda session: put_in(session, file, town.clock(), who.actor))
        )
    except FileFaults as error:
        raise _invalid(error) from error


def _imported(found: list[Change]) -> wire.Imported:
    counted = Counter(each.what for each in found)
    return wire.Imported(
        read=len(found),
        created=counted[CREATED],
        updated=counted[UPDATED],
        unchanged=counted[UNCHANGED],
        changes=[
            wire.ChangeNow(kind=c.kind, id=c.id, what=c.what, keys=list(c.keys))
            for c in found
            if c.what != UNCHANGED
        ],
    )


@router.get("/resources", responses=ANSWERS)
def resources(town: ServicesDep, _who: KeeperDep) -> wire.ResourceFiles:
    """All resources with their state, and what somebody should look at."""
    with town.database.read() as session:
        found = keeping.kept(session, today(session, town.clock()))
        names = provider_names(session)
        return wire.ResourceFiles(resources=[_kept(each, names) for each in found])


def _kept(each: keeping.Kept, names: Mapping[str | None, str]) -> wire.ResourceFile:
    row = each.facts.row
    ways = [
        wire.WayNow(
            kind=way.access.kind,
            where=way.access.where,
            endpoint=way.access.endpoint,
            secret=way.access.secret,
            leaves=leaves(way.access),
            checked_ms=way.row.checked_ms,
            checked=way.row.checked,
        )
        for way in each.facts.ways
    ]
    return wire.ResourceFile(
        id=row.id,
        title=row.title,
        family=row.family,
        provider=names.get(row.provider, row.provider or ""),
        state=row.state,
        access=ways,
        why=each.opening.why,
        ends_on=each.ends_on,
        alerts=list(each.alerts),
    )


@router.post("/state", status_code=HTTPStatus.NO_CONTENT, responses=FOUND)
def state(town: ServicesDep, who: KeeperDep, request: wire.StateTold) -> None:
    """Suspend a resource, end it, or let it live again."""
    done = town.database.transact(
        lambda session: set_state(session, request.resource, request.state, town.clock(), who.actor)
    )
    if not done:
        raise ProblemError(HTTPStatus.NOT_FOUND, "unknown_resource", "There is no such resource")


@router.post("/checks", responses=ANSWERS)
def check(town: ServicesDep, _who: KeeperDep, request: wire.CheckTold) -> wire.ChecksNow:
    """Ask the test address of one resource, or of all, one after the other."""
    found = town.digital.checks.run(request.resource)
    return wire.ChecksNow(
        checks=[
            wire.CheckNow(resource=each.resource, where=Where(each.where), fault=each.fault)
            for each in found
        ]
    )


@router.get("/use", responses=ANSWERS)
def use(town: ServicesDep, who: MayStatistics) -> wire.Use:
    """Launches by month, of her branches and from home, with the band of age; active users by
    year."""
    with town.database.read() as session:
        return wire.Use(
            use=[
                wire.UseNow(
                    resource=u.resource,
                    month=u.month,
                    metric=u.metric,
                    branch=u.branch,
                    band=u.band,
                    source=u.source,
                    value=u.value,
                )
                for u in monthly_use(session)
                if not u.branch or who.may_in(u.branch)
            ]
        )


@router.get("/licences", responses=ANSWERS)
def licences(town: ServicesDep, _who: MayStock) -> wire.Licences:
    """All licences of e-books, and what is left of them."""
    with town.database.read() as session:
        return wire.Licences(
            licences=[
                wire.LicenceNow(
                    id=row.id,
                    title=row.title,
                    provider=row.provider,
                    state=licence.state(town.clock()),
                    lent=licence.lent,
                    tokens_total=row.tokens_total,
                    tokens_left=row.tokens_left,
                    concurrent_max=row.concurrent_max,
                    expires_ms=row.expires_ms,
                )
                for row, licence in keeping.every_licence(session)
            ]
        )


@router.post("/licences", responses=ANSWERS)
def import_licences(
    town: ServicesDep, who: MayStock, request: wire.LicencesTold
) -> wire.LicencesPut:
    """Put licences in, from CSV, a feed, or the titles that feeds brought."""
    assert_branch(who, None)
    answers: list[wire.LicencesPut] = []

    def work(session: Session) -> None:
        told = request.text
        rows = licences_of_links(session) if told is None else read_licences(told)
        found = put_licences(session, rows, request.provider, town.clock(), who.actor)
        answers.append(
            wire.LicencesPut(
                read=found.read,
                created=found.created,
                updated=found.updated,
                unchanged=found.unchanged,
                refused=[wire.RefusedRow(record=n, reason=reason) for n, reason in found.refused],
            )
        )
        if request.dry_run:
            raise _Rehearsed

    try:
        town.database.transact(work)
    except _Rehearsed:
        pass
    except FileFaults as error:
        raise _invalid(error) from error
    return answers[-1]


@router.post("/follow", responses=ANSWERS)
def follow(town: ServicesDep, _who: MayStock) -> wire.Followed:
    """Ask the distributors how open loans are, of those nobody has asked about for a while; then
    end what is over and call who waits."""
    answered, silent = town.digital.distributors.follow_due()
    town.digital.lending.tend()
    return wire.Followed(answered=answered, silent=silent)
