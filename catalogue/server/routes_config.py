"""Addresses for whoever sets up the town. Its file says who may do what, so it takes the right
`config`, in no branch alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path

from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import ServicesDep
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services.town_config.reading import TownFileFaults
from catalogue.services.town_config.setting_up import Outcome, UnknownVersion
from catalogue.wire import town as wire


def keeper(member: Annotated[Member, Depends(require(Right.CONFIG))]) -> Member:
    """Whoever sets up the whole town."""
    assert_branch(member, None)
    return member


KeeperDep = Annotated[Member, Depends(keeper)]
router = APIRouter(prefix="/v1/admin/config")
ANSWERS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
FOUND = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
APPLIED = declared(
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
)


@router.get("", responses=FOUND)
def export(town: ServicesDep, _who: KeeperDep) -> wire.TownText:
    """The present as a town file."""
    text = town.set_up.export()
    if text is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "no_town", "No town is set up yet")
    return wire.TownText(text=text)


@router.post("/diff", responses=ANSWERS)
def diff(town: ServicesDep, _who: KeeperDep, request: wire.TownText) -> wire.TownPlan:
    """What applying a file would change."""
    with _answering():
        return plan_of(town.set_up.diff(request.text))


@router.post("", responses=APPLIED)
def apply(town: ServicesDep, who: KeeperDep, request: wire.TownApply) -> wire.TownPlan:
    """Apply a file, all of it or nothing."""
    with _answering():
        return _done(town.set_up.apply(request.text, author_of(who, request.by)))


@router.get("/versions", responses=ANSWERS)
def history(town: ServicesDep, _who: KeeperDep) -> wire.TownHistory:
    """Every version that was applied."""
    found = town.set_up.history()
    return wire.TownHistory(versions=[wire.TownVersion(**asdict(each)) for each in found])


@router.get("/versions/{version}", responses=FOUND)
def text_of(
    town: ServicesDep, _who: KeeperDep, version: Annotated[int, Path(ge=1, le=2**31)]
) -> wire.TownText:
    """The text of a version."""
    with _answering():
        return wire.TownText(text=town.set_up.text_of(version))


@router.post("/rollback", responses=APPLIED)
def rollback(town: ServicesDep, who: KeeperDep, request: wire.TownRollback) -> wire.TownPlan:
    """Make a version the present again, as a new version."""
    with _answering():
        return _done(town.set_up.rollback(request.version, author_of(who, request.by)))


def author_of(who: Member, said: str | None) -> str:
    """Staff are who they are; of the operator it is known only what she says."""
    return who.actor if who.id or said is None else f"{who.actor}:{said}"


def plan_of(outcome: Outcome) -> wire.TownPlan:
    """As a message."""
    changes = [
        wire.TownChange(
            change=change.sign.value,
            section=change.section,
            subject=change.subject,
            field=change.field,
            line=str(change),
        )
        for change in outcome.changes
    ]
    return wire.TownPlan(
        changes=changes,
        refusals=list(outcome.refusals),
        version=outcome.version,
        remarks=list(outcome.remarks),
    )


def _done(outcome: Outcome) -> wire.TownPlan:
    if outcome.refusals:
        raise ProblemError(
            HTTPStatus.CONFLICT,
            "town_file_refused",
            "What the file leaves out is in use",
            detail="\n".join(outcome.refusals),
        )
    return plan_of(outcome)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except TownFileFaults as faults:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "town_file_invalid",
            "The file is not a town file",
            detail="\n".join(faults.lines),
        ) from faults
    except UnknownVersion as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, "unknown_version", str(error)) from error
