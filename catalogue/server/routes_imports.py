"""Addresses for imports: for who sees to the stock of the whole town, and for its scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from catalogue.domain.rights import Member, Right
from catalogue.feeds.record import Availability, Entry, FeedCopy, FeedLink, FeedRecord, Refused
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import ServicesDep
from catalogue.server.routes_config import author_of
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services.importing.model import (
    Arrival,
    ImportFault,
    Remark,
    Rules,
    Run,
    Start,
    Step,
    UnknownRun,
)
from catalogue.wire import imports as wire
from catalogue.wire.v1 import Message

MayStock = Annotated[Member, Depends(require(Right.STOCK))]
RunPath = Annotated[str, Path(min_length=1, max_length=64)]
After = Annotated[int, Query(ge=0, le=2**53)]
router = APIRouter(prefix="/v1/admin/imports")
ANSWERS = declared(
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
)


def keeper(who: MayStock) -> Member:
    """A feed is of all branches: who is bound to some does not import it."""
    assert_branch(who, None)
    return who


KeeperDep = Annotated[Member, Depends(keeper)]


@contextmanager
def answering() -> Iterator[None]:
    """What an import refuses, as problems."""
    try:
        yield
    except ImportFault as fault:
        unknown = isinstance(fault, UnknownRun)
        status = HTTPStatus.NOT_FOUND if unknown else HTTPStatus.CONFLICT
        raise ProblemError(status, fault.code, "Not done", detail=str(fault)) from fault


@router.post("", responses=ANSWERS)
def begin(town: ServicesDep, who: KeeperDep, request: wire.Start) -> wire.RunNow:
    """A run to put batches into: the unfinished one of its source, if it reads the same."""
    with answering():
        return _run(town.imports.begin(start_of(request), author_of(who, request.by)))


@router.get("", responses=ANSWERS)
def runs(
    town: ServicesDep, _who: KeeperDep, source: Annotated[str | None, Query(max_length=100)] = None
) -> wire.Runs:
    """The newest runs."""
    return wire.Runs(runs=[_run(each) for each in town.imports.runs(source)])


@router.post("/known", responses=ANSWERS)
def known(town: ServicesDep, _who: KeeperDep, request: wire.Fingerprints) -> wire.KnownOnes:
    """Which records are there as they were: they need not be sent."""
    begun = Start(request.source, "", "", rules=rules_of(request.rules))
    return wire.KnownOnes(fingerprints=town.imports.known(request.run, begun, request.fingerprints))


@router.post("/differences", responses=ANSWERS)
def differences(town: ServicesDep, _who: KeeperDep, request: wire.Trial) -> wire.DifferencesNow:
    """What these records would change; nothing is written."""
    arrivals = [arrival_of(each) for each in request.arrivals]
    with answering():
        found = town.imports.differences(start_of(request.start), arrivals)
    return wire.DifferencesNow(
        counts=wire.CountsNow(**asdict(found.counts)),
        changes=[wire.DifferenceNow.model_validate(asdict(each)) for each in found.changes],
        remarks=[_remark(0, each) for each in found.remarks],
        met=list(found.met),
    )


@router.get("/followed", responses=ANSWERS)
def followed(
    town: ServicesDep,
    _who: KeeperDep,
    source: Annotated[str, Query(max_length=100)],
    after: After = 0,
) -> wire.FollowedPage:
    """Records of a source that the town follows, a page."""
    found = town.imports.followed(source, after)
    return wire.FollowedPage(records=[wire.FollowedNow(**asdict(each)) for each in found])


@router.get("/export", responses=ANSWERS)
def export(
    town: ServicesDep, _who: KeeperDep, after: Annotated[str, Query(max_length=200)] = ""
) -> wire.ExportedPage:
    """The catalogue, a page."""
    found = [asdict(each) for each in town.imports.exported(after)]
    return wire.ExportedPage.model_validate({"titles": found})


@router.get("/{run}", responses=ANSWERS)
def run_of(town: ServicesDep, _who: KeeperDep, run: RunPath) -> wire.RunNow:
    """One run."""
    with answering():
        return _run(town.imports.run(run))


@router.get("/{run}/remarks", responses=ANSWERS)
def remarks(town: ServicesDep, _who: KeeperDep, run: RunPath, after: After = 0) -> wire.Remarks:
    """What it did not take, and what is kept."""
    with answering():
        found = town.imports.remarks(run, after)
    return wire.Remarks(remarks=[_remark(n, each) for n, each in found])


@router.post("/{run}/batches", responses=ANSWERS)
def put(town: ServicesDep, _who: KeeperDep, run: RunPath, request: wire.Batch) -> wire.RunNow:
    """Apply the records that follow a position, all or none of them."""
    arrivals = [arrival_of(each) for each in request.arrivals]
    with answering():
        return _run(town.imports.put(run, request.after, arrivals))


@router.post("/{run}/finish", responses=ANSWERS)
def finish(town: ServicesDep, _who: KeeperDep, run: RunPath, request: wire.Onward) -> wire.StepNow:
    """The end of a run, a slice: what a complete feed has no more is deleted."""
    with answering():
        step = town.imports.finish(run, request.after, delete_many=request.delete_many)
    return _step(step)


@router.post("/{run}/interruption", responses=ANSWERS)
def interrupt(town: ServicesDep, _who: KeeperDep, run: RunPath) -> wire.RunNow:
    """Whoever reads the feed stops for now."""
    with answering():
        town.imports.interrupt(run)
        return _run(town.imports.run(run))


@router.post("/{run}/rollback", responses=ANSWERS)
def rollback(town: ServicesDep, who: KeeperDep, run: RunPath, request: wire.Undo) -> wire.StepNow:
    """Undo a run, a slice, the last change first."""
    with answering():
        return _step(town.imports.rollback(run, author_of(who, request.by)))


def start_of(message: wire.Start) -> Start:
    """From a message."""
    return Start(
        source=message.source,
        format=message.format,
        address=message.address,
        fingerprint=message.fingerprint,
        complete=message.complete,
        rules=rules_of(message.rules),
    )


def rules_of(message: wire.Rules) -> Rules:
    """From a message."""
    return Rules(message.branches, message.kinds, message.collections, message.default_branch)


def arrival_of(message: wire.Arrival) -> Arrival:
    """From a message."""
    return Arrival(message.position, _entry(message), message.fingerprint, message.number)


def _entry(message: wire.Arrival) -> Entry | None:
    if message.record is not None:
        values = _values(message.record)
        found = message.record.availability
        values["copies"] = tuple(FeedCopy(**_values(each)) for each in message.record.copies)
        values["links"] = tuple(FeedLink(**_values(each)) for each in message.record.links)
        values["availability"] = None if found is None else Availability(**_values(found))
        return FeedRecord(**values)
    if message.refused is not None:
        return Refused(**_values(message.refused))
    if message.fingerprint:
        return None
    return Refused(message.number, "there is neither a record nor a fingerprint")


def _values(message: Message) -> dict[str, Any]:
    return {name: getattr(message, name) for name in type(message).model_fields}


def _run(run: Run) -> wire.RunNow:
    return wire.RunNow.model_validate(asdict(run))


def _step(step: Step) -> wire.StepNow:
    return wire.StepNow(done=step.done, after=step.after)


def _remark(n: int, remark: Remark) -> wire.RemarkNow:
    return wire.RemarkNow(n=n, **asdict(remark))
