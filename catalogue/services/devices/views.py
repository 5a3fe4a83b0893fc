"""Devices, packs and signatures as the server tells them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.devices import (
    CharterSignature,
    ContentPack,
    Device,
    KitCheck,
    KitCheckLine,
)
from catalogue.db.holdings import Title
from catalogue.db.money import FeeLine
from catalogue.db.people import Station
from catalogue.db.record import StoredOperation
from catalogue.domain.devices import Missing
from catalogue.domain.states import Status
from catalogue.services.devices import packs
from catalogue.services.devices.charters import current_version
from catalogue.services.devices.reading import DeviceFacts, read_device
from catalogue.wire import devices as wire

CHECKS = 20
"""The newest checks shown of a device."""
OUT = (Status.ON_LOAN, Status.LOST, Status.WITHDRAWN)
"""Nothing is to be done to a device that is not in the house, or out of use."""


def listed(session: Session, branches: Collection[str] | None = None) -> wire.Devices:
    """All devices, or those of these branches, by title."""
    items = session.scalars(select(Device.item).order_by(Device.item)).all()
    found = (read_device(session, item) for item in items)
    shown = [
        shown_device(session, facts)
        for facts in found
        if facts is not None and (branches is None or facts.branch in branches)
    ]
    return wire.Devices(devices=sorted(shown, key=lambda each: (each.title, each.item)))


def shown_device(session: Session, facts: DeviceFacts) -> wire.DeviceNow:
    """One line of the list."""
    device = facts.device
    pack = None if device.pack is None else session.get_one(ContentPack, device.pack)
    return wire.DeviceNow(
        item=device.item,
        title=session.get_one(Title, facts.item.title).title,
        model=facts.model.name,
        branch=facts.branch,
        home=facts.item.home,
        state=facts.life,
        missing=[_lack(session, each) for each in facts.lacking if facts.status not in OUT],
        serial=facts.kit.serial,
        firmware=device.firmware,
        bought=device.bought,
        pack=None if pack is None else packs.label(pack),
        battery=device.battery,
        charged_ms=device.charged_ms,
        repair_ms=device.repair_ms,
        repair_note=device.repair_note,
        returned=_returned(session, facts),
    )


def _lack(session: Session, missing: Missing) -> wire.LackNow:
    pack = session.get(ContentPack, missing.detail) if missing.detail else None
    return wire.LackNow(
        what=missing.what, detail=missing.detail if pack is None else packs.label(pack)
    )


def _returned(session: Session, facts: DeviceFacts) -> wire.ReturnNow | None:
    record = facts.row.returned
    op = None if record is None else session.get(StoredOperation, record)
    if record is None or op is None:
        return None
    station = session.get(Station, op.station)
    allowed = None if station is None else station.channel in facts.model.returns
    name = None if station is None else station.name
    return wire.ReturnNow(record=record, at_ms=op.est, station=name, allowed=allowed)


def whole(session: Session, facts: DeviceFacts) -> wire.DeviceFile:
    """Everything about one device."""
    item, returned = facts.device.item, facts.row.returned or ""
    debts = session.scalars(
        select(FeeLine)
        .where(FeeLine.item == item, FeeLine.part.is_not(None))
        .order_by(FeeLine.at_ms.desc(), FeeLine.id)
    )
    return wire.DeviceFile(
        device=shown_device(session, facts),
        parts=[
            wire.PartNow(
                code=part.code,
                name=part.name,
                description=part.description,
                price_cents=part.price_cents,
                tagged=part.tagged,
                ordinal=part.ordinal,
                required=part.required,
                missing=part.code in facts.row.parts,
            )
            for part in facts.model.parts
        ],
        steps=[
            wire.StepNow(step=each.step, at_ms=each.at_ms, battery=each.battery)
            for each in sorted(facts.workshop.steps, key=lambda each: each.at_ms)
            if each.returned == returned
        ],
        checks=_checks(session, item),
        debts=[
            wire.DebtNow(
                part=line.part,
                reason=line.reason,
                at_ms=line.at_ms,
                cents=line.cents,
                open_cents=line.open_cents,
            )
            for line in debts
        ],
        min_battery=facts.model.min_battery,
        min_age=facts.model.min_age,
        charter=facts.model.charter,
        returns=sorted(facts.model.returns),
    )


def _checks(session: Session, item: str) -> list[wire.CheckNow]:
    rows = session.scalars(
        select(KitCheck)
        .where(KitCheck.item == item)
        .order_by(KitCheck.at_ms.desc(), KitCheck.id.desc())
        .limit(CHECKS)
    ).all()
    lines: dict[str, list[wire.LineNow]] = {row.id: [] for row in rows}
    for line in session.scalars(
        select(KitCheckLine)
        .where(KitCheckLine.check_id.in_(lines))
        .order_by(KitCheckLine.check_id, KitCheckLine.part)
    ):
        lines[line.check_id].append(
            wire.LineNow.model_validate({"part": line.part, "state": line.state, "note": line.note})
        )
    return [
        wire.CheckNow.model_validate(
            {
                "id": row.id,
                "at_ms": row.at_ms,
                "occasion": row.occasion,
                "by": row.checked_by,
                "decision": row.decision,
                "battery": row.battery,
                "lines": lines[row.id],
            }
        )
        for row in rows
    ]


def shown_pack(pack: ContentPack) -> wire.PackNow:
    """One line of the list of packs."""
    manifest = packs.manifest_of(pack)
    return wire.PackNow(
        id=pack.id,
        name=pack.name,
        version=pack.version,
        manifest_hash=pack.manifest_hash,
        titles=len(manifest.titles),
        files=len(manifest.files),
        published_ms=pack.published_ms,
    )


def shown_signature(session: Session, row: CharterSignature) -> wire.SignatureNow:
    """One signature."""
    return wire.SignatureNow(
        charter=row.charter,
        version=row.version,
        language=row.language,
        at_ms=row.at_ms,
        guardian=row.guardian is not None,
        current=row.version == current_version(session, row.charter),
    )
