"""What is known of a device, read from the tables into the values the rules take."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import holdings
from catalogue.db.devices import Device, DeviceStep
from catalogue.db.present import ItemRow
from catalogue.domain.devices import (
    KitModel,
    KitPart,
    Life,
    Missing,
    PrepStep,
    ReturnPlace,
    StepDone,
    Workshop,
    life,
    open_parts,
    unprepared,
)
from catalogue.domain.states import Status


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """Everything about one device. `to_do` as `unprepared` gives it, `lacking` with the missing
    parts behind it."""

    device: Device
    kit: holdings.Kit
    item: holdings.Item
    row: ItemRow
    model: KitModel
    workshop: Workshop
    to_do: tuple[Missing, ...]
    lacking: tuple[Missing, ...]

    @property
    def status(self) -> Status:
        """Where the record says it is."""
        return Status(self.row.status)

    @property
    def branch(self) -> str:
        """Where it is, or belongs."""
        return self.row.branch or self.item.home

    @property
    def life(self) -> Life:
        """Where it is in its life."""
        begun = any(each.returned == (self.row.returned or "") for each in self.workshop.steps)
        return life(self.status, self.lacking, begun=begun)


def read_device(session: Session, item: str, *, locked: bool = False) -> DeviceFacts | None:
    """A device, or None when the item is none. `locked`: its place in the record and its row are
    held until the transaction ends, so that what is decided here still holds when it is written."""
    state = session.get(ItemRow, item, with_for_update=locked or None, populate_existing=locked)
    device = session.get(Device, item, with_for_update=locked or None, populate_existing=locked)
    if device is None:
        return None
    kit, thing = session.get_one(holdings.Kit, item), session.get_one(holdings.Item, item)
    if state is None:
        # Nothing was ever recorded of it: it stands where it belongs.
        state = ItemRow(item=item, status=Status.AVAILABLE, branch=thing.home, parts=[])
    model = read_model(session, kit.model)
    workshop = Workshop(_steps(session, item), device.pack, device.repair_ms is not None)
    to_do = unprepared(model, workshop, state.returned)
    return DeviceFacts(
        device=device,
        kit=kit,
        item=thing,
        row=state,
        model=model,
        workshop=workshop,
        to_do=to_do,
        lacking=(*to_do, *open_parts(model, state.parts)),
    )


def _steps(session: Session, item: str) -> tuple[StepDone, ...]:
    found = session.scalars(select(DeviceStep).where(DeviceStep.item == item))
    return tuple(
        StepDone(PrepStep(row.step), row.returned, row.at_ms, row.battery, row.pack)
        for row in found
    )


def read_model(session: Session, model: str) -> KitModel:
    """A kit model with its parts, those with a number first."""
    row = session.get_one(holdings.KitModel, model)
    parts = session.scalars(
        select(holdings.KitPart)
        .where(holdings.KitPart.model == model)
        .order_by(holdings.KitPart.ordinal, holdings.KitPart.code)
    )
    return KitModel(
        id=row.id,
        name=row.name,
        parts=tuple(
            KitPart(
                code=part.code,
                name=part.name,
                description=part.description,
                price_cents=part.replacement_cents,
                tagged=part.tagged,
                ordinal=part.ordinal,
                required=part.required,
            )
            for part in parts
        ),
        charter=row.charter,
        min_age=row.min_age,
        returns=frozenset(ReturnPlace(place) for place in row.returns),
        steps=tuple(PrepStep(step) for step in row.steps),
        min_battery=row.min_battery,
    )
