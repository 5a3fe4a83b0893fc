"""The workshop: counts what came back, prepares it, sends it to repair, takes it out of use.

Each use case is one transaction: the device is locked, the row written, what the record must know
recorded as an operation of the central station, the deed noted in the audit log. Nothing here
says whose accounts a reset took off a device.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.devices import (
    ContentPack,
    Device,
    DeviceStep,
    KitCheck,
    KitCheckLine,
)
from catalogue.db.holdings import Item, Kit
from catalogue.domain.devices import (
    REPAIR,
    UNCHECKED,
    Decision,
    PartState,
    PrepStep,
    absent_parts,
)
from catalogue.domain.ids import IdMaker, fresh_id
from catalogue.domain.operations import Kind, Presence
from catalogue.domain.states import Status
from catalogue.services import audit
from catalogue.services.central import CentralRecord, Draft
from catalogue.services.devices import packs
from catalogue.services.devices.counting import Counting, PartFound
from catalogue.services.devices.liability import damage_drafts, forgiving_drafts, was_there
from catalogue.services.devices.pack_rows import mark_pack
from catalogue.services.devices.reading import DeviceFacts, read_device
from catalogue.services.devices.refusals import WorkshopRefused
from catalogue.services.devices.settling import state_draft, workshop_drafts
from catalogue.services.town import Clock

AWAY = (Status.ON_LOAN, Status.IN_TRANSIT, Status.LOST, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works: her name in the audit log, and the branches whose devices are hers (None: all)."""

    actor: str
    branches: frozenset[str] | None = None


class Workshop:
    """The use cases of whoever looks after devices. Any thread."""

    def __init__(
        self,
        database: Database,
        central: CentralRecord,
        clock: Clock,
        new_id: IdMaker = fresh_id,
    ) -> None:
        self._database = database
        self._central = central
        self._clock = clock
        self._new_id = new_id

    def register(
        self,
        worker: Worker,
        item: str,
        *,
        firmware: str = "",
        bought: dt.date | None = None,
        pack: str | None = None,
    ) -> None:
        """A kit has a machine in it from now on, which is to be prepared before it is lent."""

        def work(session: Session) -> None:
            kit, thing = session.get(Kit, item), session.get(Item, item)
            if kit is None or thing is None:
                raise WorkshopRefused("not_a_kit", f"{item} is not a kit")
            if session.get(Device, item) is not None:
                raise WorkshopRefused("registered", f"{item} is a device already")
            thing.needs_check = True
            found = None if pack is None else _pack(session, pack)
            session.add(
                Device(
                    item=item,
                    firmware=firmware,
                    bought=bought,
                    pack=None if found is None else found.id,
                )
            )
            session.flush()
            mark_pack(session, item, None if found is None else found.id)
            facts = self._device(session, worker, item, here=False)
            if facts.status not in (*AWAY, Status.RECEIVED_UNCHECKED):
                self._central.record(session, [state_draft(facts, UNCHECKED)])
            self._note(session, worker, "device.register", item)

        self._database.transact(work)

    def check(self, worker: Worker, item: str, counting: Counting) -> str:
        """Count the parts. What is missing is recorded, what is there again too; the check counts
        as a step for the return it follows. Returns the id of the check."""
        check_id = self._new_id()

        def work(session: Session) -> None:
            facts = self._device(session, worker, item)
            lines = _lines(facts, counting)
            session.add(
                KitCheck(
                    id=check_id,
                    item=item,
                    returned=facts.row.returned or "",
                    at_ms=self._clock(),
                    occasion=counting.occasion,
                    checked_by=worker.actor,
                    battery=counting.battery,
                    decision=counting.decision,
                )
            )
            session.flush()
            session.add_all(
                KitCheckLine(check_id=check_id, part=each.part, state=each.state, note=each.note)
                for each in lines
            )
            if counting.battery is not None:
                facts.device.battery = counting.battery
            self._step_done(session, facts, PrepStep.CHECK, counting.battery)
            self._record_parts(session, worker, facts, lines, check_id)
            if counting.decision is Decision.REPAIR:
                self._to_repair(session, facts, "")
            self._settle(session, worker, item)
            self._note(session, worker, "device.check", item)

        self._database.transact(work)
        return check_id

    def _record_parts(
        self,
        session: Session,
        worker: Worker,
        facts: DeviceFacts,
        lines: Sequence[PartFound],
        check_id: str,
    ) -> None:
        item, is_open = facts.device.item, set(facts.row.parts)
        gone = [
            each.part
            for each in lines
            if each.state is PartState.MISSING and each.part not in is_open
        ]
        back = [p for p in lines if p.state is not PartState.MISSING and p.part in is_open]
        seen_before = {part for part in gone if was_there(session, facts, part, check_id)}
        drafts = [_part(facts, Kind.PART_MISSING, part) for part in gone]
        drafts += [_part(facts, Kind.PART_FOUND, each.part) for each in back]
        drafts += damage_drafts(session, facts, lines, check_id, worker.actor)
        if not drafts:
            return
        made = self._central.record(session, drafts)
        # It was there when somebody looked after the return: no borrower's debt.
        ours = [
            op.id
            for op in made
            if op.kind == Kind.PART_MISSING and op.payload["part"] in seen_before
        ]
        owed = forgiving_drafts(session, item, ours, worker.actor)
        if owed:
            self._central.record(session, owed)

    def part_found(self, worker: Worker, item: str, part: str) -> None:
        """A missing part is there again: what was asked for it goes back to nothing."""

        def work(session: Session) -> None:
            facts = self._device(session, worker, item, here=False)
            if part not in facts.row.parts:
                raise WorkshopRefused("part_not_missing", f"{part} is not missing from {item}")
            self._central.record(session, [_part(facts, Kind.PART_FOUND, part)])
            self._settle(session, worker, item)
            self._note(session, worker, "device.part_found", item)

        self._database.transact(work)

    def step(
        self,
        worker: Worker,
        item: str,
        step: PrepStep,
        *,
        battery: int | None = None,
        manifest_hash: str | None = None,
        returned: str | None = None,
    ) -> None:
        """A step is done: the battery with a charge, the hash of what was found on the device with
        a pack. `returned`: the return it was done for, as the list showed it (None: the last)."""

        def work(session: Session) -> None:
            facts = self._device(session, worker, item)
            if returned is not None and returned != (facts.row.returned or ""):
                raise WorkshopRefused("returned_again", f"{item} came back again since")
            if step is PrepStep.CHECK:
                raise WorkshopRefused("check_counts", "a check counts the parts")
            if step is PrepStep.CHARGE and battery is None:
                raise WorkshopRefused("battery_unknown", "say how full the battery is")
            if step is PrepStep.PACK:
                _verify(session, facts, manifest_hash)
            self._step_done(session, facts, step, battery)
            self._settle(session, worker, item)
            self._note(session, worker, f"device.{step}", item)

        self._database.transact(work)

    def assign_pack(self, worker: Worker, item: str, pack: str) -> None:
        """What is to be on the device from now on: it has to be put there, and verified."""

        def work(session: Session) -> None:
            facts = self._device(session, worker, item, here=False)
            mark_pack(session, item, facts.device.pack)
            facts.device.pack = _pack(session, pack).id
            mark_pack(session, item, facts.device.pack)
            session.flush()
            self._settle(session, worker, item)
            self._note(session, worker, "device.assign_pack", item)

        self._database.transact(work)

    def repair(self, worker: Worker, item: str, note: str = "") -> None:
        """Out of service until `back_in_service`."""

        def work(session: Session) -> None:
            facts = self._device(session, worker, item)
            self._to_repair(session, facts, note)
            self._note(session, worker, "device.repair", item)

        self._database.transact(work)

    def back_in_service(self, worker: Worker, item: str) -> None:
        """Back from repair: it is prepared anew, whatever was done before."""

        def work(session: Session) -> None:
            facts = self._device(session, worker, item)
            if facts.device.repair_ms is None:
                raise WorkshopRefused("not_in_repair", f"{item} is not in repair")
            facts.device.repair_ms = facts.device.repair_note = None
            session.flush()
            self._central.record(session, [state_draft(facts, UNCHECKED)])
            self._note(session, worker, "device.back_in_service", item)

        self._database.transact(work)

    def withdraw(self, worker: Worker, item: str) -> None:
        """Out of use for good; on loan: when it comes back."""

        def work(session: Session) -> None:
            facts = self._device(session, worker, item, here=False)
            gone = Draft(kind=Kind.ITEM_WITHDRAWN, item=item, branch=facts.branch)
            self._central.record(session, [gone])
            self._note(session, worker, "device.withdraw", item)

        self._database.transact(work)

    def _device(
        self, session: Session, worker: Worker, item: str, *, here: bool = True
    ) -> DeviceFacts:
        facts = read_device(session, item, locked=True)
        if facts is None:
            raise WorkshopRefused("not_a_device", f"{item} is not a device")
        if worker.branches is not None and facts.branch not in worker.branches:
            raise WorkshopRefused("other_branch", f"{item} is of a branch that is not yours")
        if here and facts.status in AWAY:
            raise WorkshopRefused("not_here", f"{item} is {facts.status}: take it back first")
        return facts

    def _step_done(
        self, session: Session, facts: DeviceFacts, step: PrepStep, battery: int | None
    ) -> None:
        now_ms, returned = self._clock(), facts.row.returned or ""
        row = session.get(DeviceStep, (facts.device.item, returned, step.value))
        if row is None:
            row = DeviceStep(item=facts.device.item, returned=returned, step=step.value)
            session.add(row)
        row.at_ms = now_ms
        row.battery = battery
        row.pack = facts.device.pack if step is PrepStep.PACK else None
        if battery is not None:
            facts.device.battery = battery
        if step is PrepStep.CHARGE:
            facts.device.charged_ms = now_ms
        session.flush()

    def _to_repair(self, session: Session, facts: DeviceFacts, note: str) -> None:
        facts.device.repair_ms = self._clock()
        facts.device.repair_note = note or None
        session.flush()
        self._central.record(session, [state_draft(facts, REPAIR)])

    def _settle(self, session: Session, worker: Worker, item: str) -> None:
        session.flush()
        facts = self._device(session, worker, item, here=False)
        drafts = workshop_drafts(facts)
        if drafts:
            self._central.record(session, drafts)

    def _note(self, session: Session, worker: Worker, action: str, item: str) -> None:
        audit.write(session, self._clock(), worker.actor, action, f"item:{item}")


def _part(facts: DeviceFacts, kind: str, part: str) -> Draft:
    return Draft(
        kind=kind,
        item=facts.device.item,
        branch=facts.branch,
        payload={"part": part},
        presence=Presence.SCAN,
    )


def _pack(session: Session, named: str) -> ContentPack:
    found = packs.find(session, named)
    if found is None:
        raise WorkshopRefused("pack_unknown", f"no pack {named} is published")
    return found


def _verify(session: Session, facts: DeviceFacts, manifest_hash: str | None) -> None:
    pack = None if facts.device.pack is None else session.get(ContentPack, facts.device.pack)
    if pack is None:
        raise WorkshopRefused("no_pack", "no pack was chosen for it")
    if manifest_hash != pack.manifest_hash:
        raise WorkshopRefused(
            "pack_differs", f"what is on it is not {packs.label(pack)}: verify the folder"
        )


def _lines(facts: DeviceFacts, counting: Counting) -> list[PartFound]:
    """A line for every part of the model. Raises WorkshopRefused for a part it does not have."""
    told = {each.part: each for each in counting.lines}
    for code in told:
        if facts.model.part(code) is None:
            raise WorkshopRefused("part_unknown", f"{facts.model.name}: no part {code}")
    unread: Collection[str] = (
        () if counting.ordinals is None else absent_parts(facts.model, counting.ordinals)
    )
    lines = []
    for part in facts.model.parts:
        seen = PartState.MISSING if part.code in unread else PartState.OK
        lines.append(told.get(part.code, PartFound(part.code, seen)))
    return lines
