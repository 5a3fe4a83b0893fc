"""What a feed has no more: its copies are withdrawn, a title nothing hangs on is removed.

Nothing that is lent, set aside or on its way is touched: it is listed, and looked at again by the
next run. What has loans on record stays as a withdrawn item under its title until those are gone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.digital import DigitalHold, DigitalLoan, EbookLicence
from catalogue.db.holdings import Kit
from catalogue.db.present import LoanRow
from catalogue.domain.operations import Kind
from catalogue.domain.states import Status
from catalogue.services.central import CentralRecord, Draft
from catalogue.services.importing import known
from catalogue.services.importing.known import (
    AVAILABILITIES,
    ITEMS,
    LINKS,
    SOURCE,
    TITLES,
    KnownTitle,
)
from catalogue.services.locking import hold_subjects
from catalogue.services.marking import mark_all

REASONS: Mapping[str, str] = {
    Status.ON_LOAN: "it is on loan",
    Status.ON_HOLD_SHELF: "it is set aside for somebody",
    Status.IN_TRANSIT: "it is on its way between branches",
}
_KITS = select(Kit.item).where(among(Kit.__table__.c.item))
_LENT = select(LoanRow.item).where(among(LoanRow.__table__.c.item)).distinct()
_DIGITAL = (
    select(DigitalLoan.title).where(among(DigitalLoan.__table__.c.title), DigitalLoan.open),
    select(DigitalHold.title).where(
        among(DigitalHold.__table__.c.title), DigitalHold.state.in_(("queued", "ready"))
    ),
    select(EbookLicence.title).where(among(EbookLicence.__table__.c.title)),
)


@dataclass(slots=True)
class Vanished:
    """`removed`: titles that are no more; `emptied`: those that stay without a copy to lend;
    `kept`: what stays as it is, title → [(subject, why)]."""

    removed: set[str] = field(default_factory=set)
    emptied: set[str] = field(default_factory=set)
    kept: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def withdraw(
    session: Session, central: CentralRecord, source: str, items: Collection[str]
) -> dict[str, str]:
    """Withdraw these items by the central record; returns those that stay, and why. What is read
    is as it is when the items are held."""
    if not items:
        return {}
    hold_subjects(session, items, ())
    statuses = known.statuses(session, items)
    kits = set(session.scalars(_KITS, {"keys": given(items)}))
    kept: dict[str, str] = {}
    drafts = []
    for item in sorted(items):
        status = statuses.get(item, str(Status.AVAILABLE))
        reason = REASONS.get(status)
        if item in kits:
            reason = "it is a device of the workshop"
        if reason is not None:
            kept[item] = reason
        elif status != Status.WITHDRAWN:
            drafts.append(Draft(kind=Kind.ITEM_WITHDRAWN, item=item, grounds={SOURCE: source}))
    if drafts:
        central.record(session, drafts)
    return kept


def take_back(session: Session, central: CentralRecord, items: Mapping[str, str]) -> None:
    """Items that were withdrawn are there again: barcode → branch."""
    drafts = [
        Draft(kind=Kind.ITEM_FOUND, item=item, branch=branch)
        for item, branch in sorted(items.items())
    ]
    if drafts:
        central.record(session, drafts)


def vanish(
    session: Session, central: CentralRecord, source: str, titles: Mapping[str, KnownTitle]
) -> Vanished:
    """These titles are gone from their source: withdraw their copies, remove what nothing hangs
    on."""
    done = Vanished()
    hold_subjects(session, (), titles)
    items = [item for title in titles.values() for item in title.items]
    kept = withdraw(session, central, source, items)
    waited = known.waited_for(session, titles)
    lent = set(session.scalars(_LENT, {"keys": given(items)})) if items else set()
    digital = used(session, titles)
    for title_id, title in titles.items():
        reasons = [(item, kept[item]) for item in title.items if item in kept]
        if title_id in waited:
            reasons.append((title_id, "somebody waits for it"))
        if title_id in digital:
            reasons.append((title_id, "it has digital loans, holds or licences"))
        if reasons:
            done.kept[title_id] = reasons
        elif lent.isdisjoint(title.items):
            done.removed.add(title_id)
        else:
            done.emptied.add(title_id)
    remove(session, {title: titles[title] for title in done.removed})
    return done


def remove(session: Session, titles: Mapping[str, KnownTitle]) -> None:
    """Take the rows of these titles and their items out of the catalogue; stations are told. What
    the record knows of the items stays."""
    if not titles:
        return
    session.flush()
    keys = {"keys": given(titles)}
    for table in (LINKS, AVAILABILITIES, ITEMS):
        session.execute(delete(table).where(among(table.c.title)), keys)
    session.execute(delete(TITLES).where(among(TITLES.c.id)), keys)
    mark_all(session, "item", [item for title in titles.values() for item in title.items])
    mark_all(session, "title", titles)


def used(session: Session, titles: Collection[str]) -> set[str]:
    """Those that digital loans, holds or licences are of."""
    found: set[str] = set()
    for query in _DIGITAL:
        found.update(session.scalars(query, {"keys": given(titles)}))
    return found
