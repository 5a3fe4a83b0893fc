"""Addresses of the workshop: devices, checks, steps, content packs. Charters: `routes_charters`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.orm import Session

from catalogue.domain.packs import BadManifest, Manifest, read_manifest
from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import ServicesDep
from catalogue.server.staff_auth import assert_branch, require
from catalogue.services.devices import packs, views
from catalogue.services.devices.counting import Counting, PartFound
from catalogue.services.devices.reading import read_device
from catalogue.services.devices.refusals import WorkshopRefused
from catalogue.services.devices.workshop import Worker
from catalogue.wire import devices as wire

router = APIRouter(prefix="/v1")
MayDevices = Annotated[Member, Depends(require(Right.DEVICES))]
ItemPath = Annotated[str, Path(min_length=1, max_length=64)]
ASKING = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
DOING = declared(
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
)
UNKNOWN = frozenset(
    {"not_a_device", "not_a_kit", "pack_unknown", "charter_unknown", "patron_unknown"}
)
"""Codes that end in 404; the others in 409, `other_branch` in 403."""


@contextmanager
def refusing() -> Iterator[None]:
    """What the workshop refuses, as problems."""
    try:
        yield
    except WorkshopRefused as error:
        status = HTTPStatus.NOT_FOUND if error.code in UNKNOWN else HTTPStatus.CONFLICT
        if error.code == "other_branch":
            status = HTTPStatus.FORBIDDEN
        raise ProblemError(status, error.code, "Not done", detail=str(error)) from error


def _worker(member: Member) -> Worker:
    return Worker(member.actor, member.branches)


@router.get("/devices", responses=ASKING)
def devices(town: ServicesDep, who: MayDevices) -> wire.Devices:
    """All devices of her branches: where they are in their life, and what keeps them in."""
    with town.database.read() as session:
        return views.listed(session, who.branches)


@router.post("/devices", responses=DOING)
def register(town: ServicesDep, who: MayDevices, request: wire.NewDevice) -> wire.DeviceFile:
    """A kit has a machine in it from now on."""
    with refusing():
        town.workshop.register(
            _worker(who),
            request.item,
            firmware=request.firmware,
            bought=request.bought,
            pack=request.pack,
        )
    return _file(town, who, request.item)


@router.get("/devices/{item}", responses=ASKING)
def device(town: ServicesDep, who: MayDevices, item: ItemPath) -> wire.DeviceFile:
    """One device: parts, steps, checks, debts."""
    return _file(town, who, item)


def _file(town: ServicesDep, who: Member, item: str) -> wire.DeviceFile:
    with town.database.read() as session:
        facts = read_device(session, item)
        if facts is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "not_a_device", "There is no such device")
        assert_branch(who, facts.branch)
        return views.whole(session, facts)


@router.post("/devices/{item}/checks", responses=DOING)
def check(
    town: ServicesDep, who: MayDevices, item: ItemPath, request: wire.CheckTold
) -> wire.DeviceFile:
    """The parts were counted."""
    counting = Counting(
        occasion=request.occasion,
        lines=tuple(
            PartFound(line.part, line.state, line.note, line.cents) for line in request.lines
        ),
        battery=request.battery,
        decision=request.decision,
        ordinals=None if request.ordinals is None else frozenset(request.ordinals),
    )
    with refusing():
        town.workshop.check(_worker(who), item, counting)
    return _file(town, who, item)


@router.post("/devices/{item}/steps", responses=DOING)
def step(
    town: ServicesDep, who: MayDevices, item: ItemPath, request: wire.StepTold
) -> wire.DeviceFile:
    """A step of preparing is done: reset, charge, pack."""
    with refusing():
        town.workshop.step(
            _worker(who),
            item,
            request.step,
            battery=request.battery,
            manifest_hash=request.manifest_hash,
            returned=request.returned,
        )
    return _file(town, who, item)


@router.post("/devices/{item}/parts-found", responses=DOING)
def part_found(
    town: ServicesDep, who: MayDevices, item: ItemPath, request: wire.PartTold
) -> wire.DeviceFile:
    """A missing part is there again."""
    with refusing():
        town.workshop.part_found(_worker(who), item, request.part)
    return _file(town, who, item)


@router.post("/devices/{item}/pack", responses=DOING)
def assign_pack(
    town: ServicesDep, who: MayDevices, item: ItemPath, request: wire.PackChosen
) -> wire.DeviceFile:
    """What is to be on it from now on."""
    with refusing():
        town.workshop.assign_pack(_worker(who), item, request.pack)
    return _file(town, who, item)


@router.post("/devices/{item}/repair", responses=DOING)
def repair(
    town: ServicesDep, who: MayDevices, item: ItemPath, request: wire.RepairTold
) -> wire.DeviceFile:
    """Out of service."""
    with refusing():
        town.workshop.repair(_worker(who), item, request.note)
    return _file(town, who, item)


@router.post("/devices/{item}/service", responses=DOING)
def back_in_service(town: ServicesDep, who: MayDevices, item: ItemPath) -> wire.DeviceFile:
    """Back from repair, to be prepared anew."""
    with refusing():
        town.workshop.back_in_service(_worker(who), item)
    return _file(town, who, item)


@router.post("/devices/{item}/withdraw", responses=DOING)
def withdraw(town: ServicesDep, who: MayDevices, item: ItemPath) -> wire.DeviceFile:
    """Out of use for good."""
    with refusing():
        town.workshop.withdraw(_worker(who), item)
    return _file(town, who, item)


@router.get("/content-packs", responses=ASKING)
def content_packs(town: ServicesDep, _who: MayDevices) -> wire.Packs:
    """Every published version of every pack."""
    with town.database.read() as session:
        return wire.Packs(packs=[views.shown_pack(pack) for pack in packs.every(session)])


@router.get("/content-pack", responses=ASKING)
def content_pack(
    town: ServicesDep,
    _who: MayDevices,
    pack: Annotated[str, Query(min_length=1, max_length=200)],
) -> wire.PackFileText:
    """One pack with its manifest: by id, as NAME@VERSION, or by name for the newest."""
    with town.database.read() as session:
        found = packs.find(session, pack)
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "pack_unknown", "There is no such pack")
        return wire.PackFileText(pack=views.shown_pack(found), manifest=found.manifest)


@router.post("/content-packs", responses=DOING)
def publish_pack(town: ServicesDep, who: MayDevices, request: wire.PackTold) -> wire.PackNow:
    """Publish a manifest; it never changes again."""
    assert_branch(who, None)

    def work(session: Session) -> wire.PackNow:
        manifest = read_manifest(request.manifest)
        if manifest.version == 0:
            number = packs.next_version(session, manifest.name)
            manifest = Manifest(manifest.name, number, manifest.titles, manifest.files)
        return views.shown_pack(packs.publish(session, manifest, town.clock(), who.actor))

    with refusing():
        try:
            return town.database.transact(work)
        except BadManifest as error:
            raise WorkshopRefused("manifest_bad", str(error)) from error
