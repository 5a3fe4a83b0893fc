"""Why a town file cannot be applied: what it leaves out is still in use. One line each, with
counts and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.db.digital import DigitalSubscription
from catalogue.db.holdings import Item
from catalogue.db.people import Patron, Station
from catalogue.db.present import HoldRow, ItemRow
from catalogue.db.staff import StaffMember, StaffRole
from catalogue.domain.titles import HoldStatus
from catalogue.services.town_config.differences import Change, Sign

OPEN = (HoldStatus.WAITING, HoldStatus.READY)


def refusals(session: Session, changes: list[Change]) -> list[str]:
    """A line for each thing that would be orphaned."""
    lines = []
    for change in changes:
        if change.sign is not Sign.REMOVED:
            continue
        name = change.key[0] if change.key else ""
        match change.section:
            case "branch":
                found, advice = _of_branch(session, name), "move them first, or keep the branch"
            case "category":
                found, advice = _of_category(session, name), "give them another category first"
            case "role":
                found, advice = _of_role(session, name), "give them another role first"
            case _:
                continue
        counts = [f"{count} {words}" for count, words in found if count]
        if counts:
            lines.append(f"{change.subject} cannot go: it has {', '.join(counts)}; {advice}")
    return lines


def _of_branch(session: Session, branch: str) -> Iterator[tuple[int, str]]:
    homes = _count(session, Item.home, branch)
    yield homes, _many(homes, "item")
    guests = session.scalar(
        select(func.count())
        .select_from(ItemRow)
        .join(Item, Item.id == ItemRow.item)
        .where(ItemRow.branch == branch, Item.home != branch)
    )
    yield guests or 0, f"{_many(guests or 0, 'item')} of other branches standing there"
    patrons = _count(session, Patron.branch, branch)
    yield patrons, _many(patrons, "patron")
    stations = _count(session, Station.branch, branch)
    yield stations, _many(stations, "station") + " (also those revoked)"
    holds = session.scalar(
        select(func.count())
        .select_from(HoldRow)
        .where(HoldRow.pickup == branch, HoldRow.status.in_(OPEN))
    )
    yield holds or 0, f"{_many(holds or 0, 'hold')} to be picked up"
    bound = [row for row in session.scalars(select(StaffMember.branches)) if branch in (row or ())]
    yield len(bound), f"{_many(len(bound), 'member')} of the staff"
    paid = [row for row in session.scalars(select(DigitalSubscription.branches)) if branch in row]
    yield len(paid), _many(len(paid), "digital subscription")


def _of_category(session: Session, category: str) -> Iterator[tuple[int, str]]:
    patrons = _count(session, Patron.category, category)
    yield patrons, _many(patrons, "patron")
    rows = session.scalars(select(DigitalSubscription.categories))
    paid = [row for row in rows if category in row]
    yield len(paid), _many(len(paid), "digital subscription")


def _of_role(session: Session, role: str) -> Iterator[tuple[int, str]]:
    members = session.scalar(
        select(func.count())
        .select_from(StaffRole)
        .join(StaffMember, StaffMember.id == StaffRole.staff)
        .where(StaffRole.role == role, StaffMember.disabled_ms.is_(None))
    )
    yield members or 0, f"{_many(members or 0, 'member')} of the staff"


def _count(
    session: Session,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    value: str,
) -> int:
    return session.scalar(select(func.count()).where(column == value)) or 0


def _many(count: int, noun: str) -> str:
    return noun if count == 1 else noun + "s"
