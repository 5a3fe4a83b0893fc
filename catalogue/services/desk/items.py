"""What staff say of items: lost, found, withdrawn, arrived, a part missing; and what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from catalogue.db.holdings import Item, Kit, KitPart
from catalogue.db.present import ItemRow, LoanRow
from catalogue.domain.operations import Json, Kind, Operation, Presence
from catalogue.domain.states import Status
from catalogue.services.central import Draft
from catalogue.services.desk import Desk, DeskCode, DeskRefused, unknown

DECLARED = (Kind.ITEM_LOST, Kind.ITEM_WITHDRAWN)
IN_HAND = (Kind.ITEM_FOUND, Kind.TRANSIT_RECEIVE)
PARTS = (Kind.PART_MISSING, Kind.PART_FOUND)


def declare(desk: Desk, item_id: str, kind: Kind, branch: str | None, *, typed: bool) -> Operation:
    """One of DECLARED or IN_HAND. In hand, `branch` is where it lies; `typed`: nothing vouches for
    it but a number that was typed."""
    row = _item(desk, item_id)
    refs: dict[str, Json] = {}
    if kind in IN_HAND:
        if branch is None:
            raise unknown("branch")
        desk.assert_branch(branch)
    elif kind == Kind.ITEM_LOST and row is not None and row.loan is not None:
        refs = {"about": row.loan}
    presence = Presence.NONE if kind in DECLARED else _presence(typed)
    draft = Draft(kind=kind, item=item_id, branch=branch, refs=refs, presence=presence)
    return desk.record(draft, f"item.{kind}", f"item:{item_id}")


def part(desk: Desk, item_id: str, kind: Kind, code: str, *, typed: bool) -> Operation:
    """A part of a kit did not come back, or turned up: one of PARTS."""
    row = _item(desk, item_id)
    if code not in {each.code for each in parts_of(desk, item_id)}:
        raise unknown("part")
    missing = row is not None and code in row.parts
    if missing == (kind == Kind.PART_MISSING):
        raise DeskRefused(DeskCode.TOO_LATE, "that is known already")
    draft = Draft(
        kind=kind,
        item=item_id,
        branch=None if row is None else row.branch,
        payload={"part": code},
        presence=_presence(typed),
    )
    return desk.record(draft, f"item.{kind}", f"item:{item_id}", {"part": code})


def parts_of(desk: Desk, item_id: str) -> Sequence[KitPart]:
    """The checklist of a kit; of anything else nothing."""
    return desk.session.scalars(
        select(KitPart)
        .join(Kit, Kit.model == KitPart.model)
        .where(Kit.item == item_id)
        .order_by(KitPart.code)
    ).all()


@dataclass(frozen=True, slots=True)
class Overdue:
    """A loan that is late."""

    loan: LoanRow
    title: str
    home: str
    lost: bool


def overdue(desk: Desk, branch: str | None, days: int) -> list[Overdue]:
    """Open loans late by more than so many days, of the items of a branch or of all."""
    desk.assert_branch(branch)
    query = (
        select(LoanRow, Item, ItemRow.status)
        .join(Item, Item.id == LoanRow.item)
        .join(ItemRow, ItemRow.item == LoanRow.item)
        .where(LoanRow.open, LoanRow.due_ms < desk.now_ms - days * 24 * 3600 * 1000)
        .order_by(LoanRow.due_ms, LoanRow.id)
    )
    if branch is not None:
        query = query.where(Item.home == branch)
    return [
        Overdue(loan, item.title, item.home, status == Status.LOST)
        for loan, item, status in desk.session.execute(query)
    ]


def _item(desk: Desk, item_id: str) -> ItemRow | None:
    """Its present; None as long as nothing was recorded of it."""
    item, row = desk.session.get(Item, item_id), desk.session.get(ItemRow, item_id)
    if item is None:
        raise unknown("item")
    desk.assert_branch(row.branch or item.home if row is not None else item.home)
    return row


def _presence(typed: bool) -> Presence:
    return Presence.TYPED if typed else Presence.SCAN
