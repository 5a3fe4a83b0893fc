"""A plan is carried out in the caller's transaction: rows in bulk, marks for the change feed, what
stood there before, withdrawals through the central record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.bulk import insert_rows
from catalogue.db.holdings import Item
from catalogue.db.importing import ImportChange
from catalogue.db.record import OPERATIONS
from catalogue.domain.states import Status
from catalogue.services import rows
from catalogue.services.central import CentralRecord
from catalogue.services.folding import Folding
from catalogue.services.importing import known, vanishing
from catalogue.services.importing.comparing import Created, Deleted, Plan, Updated
from catalogue.services.importing.content import Content, ItemValues, TitleValues
from catalogue.services.importing.known import (
    AVAILABILITIES,
    ITEMS,
    LINKS,
    RECORDS,
    STATES,
    TITLES,
    KnownRecord,
    KnownTitle,
)
from catalogue.services.importing.model import Remark, RemarkKind
from catalogue.services.marking import mark_all
from catalogue.services.present import Present
from catalogue.wire.row_hash import row_hashes

Row = dict[str, Any]
# Of rows written in bulk, in the order of their tables.
TITLE_COLUMNS = ("id", *TitleValues._fields[:-1], "work", "cover", "added_ms")
ITEM_COLUMNS = (
    *("id", "title", "home", "kind", "call_number", "price_cents", "needs_check"),
    "not_for_loan",
)
STATE_COLUMNS = ("item", "status", "branch", "withdrawn", "parts", "reserved", "row_hash")
RECORD_COLUMNS = ("source", "source_id", "title", "hash", "run", "gone")
CHANGE_COLUMNS = ("run", "what", "key", "hash", "before")
CHANGES = cast(Table, ImportChange.__table__)
_UPDATE_TITLE = (
    update(TITLES)
    .where(TITLES.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in (*TitleValues._fields, "work")})
)
_UPDATE_ITEM = (
    update(ITEMS)
    .where(ITEMS.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in (*ItemValues._fields[1:], "title")})
)
_UPDATE_RECORD = (
    update(RECORDS)
    .where(RECORDS.c.n == bindparam("of"))
    .values(hash=bindparam("new_hash"), run=bindparam("new_run"), gone=bindparam("new_gone"))
)
_REHASH = update(RECORDS).where(RECORDS.c.n == bindparam("of")).values(hash=bindparam("new_hash"))
_HASH_STATE = (
    update(STATES).where(STATES.c.item == bindparam("of")).values(row_hash=bindparam("new_hash"))
)
_RECORDED = select(OPERATIONS.c.item).where(among(OPERATIONS.c.item)).distinct()
_OLD_HASHES = select(STATES.c.item, STATES.c.row_hash).where(among(STATES.c.item))


class Applying:
    """One slice of one run."""

    def __init__(
        self, session: Session, central: CentralRecord, source: str, run: str, now_ms: int
    ) -> None:
        self._session = session
        self._central = central
        self._source = source
        self._run = run
        self._now_ms = now_ms
        self._changes: list[tuple[str | None, ...]] = []
        self._touched: set[str] = set()
        """Titles whose items may look different to a station."""
        self.deleted = 0
        """Titles that went."""

    def carry_out(self, plan: Plan) -> list[Remark]:
        """Write what the plan says; returns what is kept although its feed has it no more."""
        self._create(plan)
        self._update(plan)
        remarks = self._give_up(plan.updated)
        remarks += self.delete(plan.deleted)
        if plan.rehashed:
            rehashed = [{"of": n, "new_hash": hashed} for n, hashed in plan.rehashed]
            self._session.execute(_REHASH, rehashed)
        self._write_changes()
        return remarks

    def delete(self, gone: Sequence[Deleted]) -> list[Remark]:
        """These records are gone; returns what stays. Call `finish` afterwards."""
        if not gone:
            return []
        titles = known.titles(self._session, [each.record.title for each in gone])
        done = vanishing.vanish(self._session, self._central, self._source, titles)
        stays: list[KnownRecord] = []
        leaves: list[KnownRecord] = []
        remarks: list[Remark] = []
        for each in gone:
            title = each.record.title
            kept = done.kept.get(title, [])
            remarks += [_kept(each.source_id, *one) for one in kept]
            removed = title in done.removed or title not in titles
            if removed or title in done.emptied:
                self.deleted += not each.record.gone or _was_there(titles.get(title))
            if removed or not each.record.gone:
                before = titles.get(title)
                self._note("deleted", each.source_id, _before(each.record, before))
            (leaves if removed else stays).append(each.record)
        marked = [self._record_row(each.n, each.hash, gone=True) for each in stays]
        if marked:
            self._session.execute(_UPDATE_RECORD, marked)
        if leaves:
            numbers = [each.n for each in leaves]
            self._session.execute(delete(RECORDS).where(RECORDS.c.n.in_(numbers)))
        return remarks

    def finish(self) -> None:
        """Write down what was changed, after `delete` alone."""
        self._write_changes()

    def _create(self, plan: Plan) -> None:
        created = plan.created
        if not created:
            return
        titles = [
            (e.title, *e.content.title[:-1], e.work, e.content.title.cover, self._now_ms)
            for e in created
        ]
        insert_rows(self._session, TITLES, TITLE_COLUMNS, titles)
        self._put_items(plan, [(each.title, each.items) for each in created])
        self._put_online([(each.title, each.content) for each in created])
        fresh = [
            (self._source, e.content.source_id, e.title, e.hash, self._run, False)
            for e in created
            if e.record is None
        ]
        insert_rows(self._session, RECORDS, RECORD_COLUMNS, fresh)
        again = [self._record_row(e.record.n, e.hash) for e in created if e.record is not None]
        if again:
            self._session.execute(_UPDATE_RECORD, again)
        for each in created:
            moved = _moved(plan, each.title, each.items)
            self._note(
                "created", each.content.source_id, {"moved": moved} if moved else None, each.hash
            )
        mark_all(self._session, "title", [each.title for each in created])
        self._take_back(created)

    def _update(self, plan: Plan) -> None:
        updated = plan.updated
        if not updated:
            return
        changed = [each for each in updated if each.before.values != each.content.title]
        if changed:
            self._session.execute(_UPDATE_TITLE, [_title_row(each) for each in changed])
        self._put_items(plan, [(each.record.title, _new_items(each)) for each in updated])
        online = [each for each in updated if {"links", "availability"} & {*each.changed}]
        self._put_online([(each.record.title, each.content) for each in online], clear=True)
        records = [self._record_row(each.record.n, each.hash) for each in updated]
        self._session.execute(_UPDATE_RECORD, records)
        for each in updated:
            before = _before(each.record, each.before)
            before["moved"] = _moved(plan, each.record.title, each.items)
            self._note("updated", each.content.source_id, before, each.hash)
        mark_all(self._session, "title", [each.record.title for each in updated])
        self._touched.update(each.record.title for each in updated)
        self._take_back(updated)
        homes = [
            item.id
            for each in updated
            for item in each.items
            if item.id in each.before.items and each.before.items[item.id].home != item.home
        ]
        rehome(self._session, self._central, homes, self._now_ms)
        self._show_items()

    def _put_items(self, plan: Plan, wanted: Iterable[tuple[str, Sequence[ItemValues]]]) -> None:
        new: list[tuple[str, ItemValues]] = []
        there: list[Row] = []
        for title, items in wanted:
            for item in items:
                if item.id in plan.owners:
                    values = {f"new_{k}": v for k, v in item._asdict().items() if k != "id"}
                    there.append({**values, "of": item.id, "new_title": title})
                    self._touched.update((title, plan.owners[item.id]))
                else:
                    new.append((title, item))
        if there:
            self._session.execute(_UPDATE_ITEM, there)
        if not new:
            return
        rows_of_items = [
            (i.id, title, i.home, i.kind, i.call_number, i.price_cents, False, i.not_for_loan)
            for title, i in new
        ]
        insert_rows(self._session, ITEMS, ITEM_COLUMNS, rows_of_items)
        fresh = [(title, item) for title, item in new if item.id not in plan.statuses]
        # An item that the record knew already has its state: its row is made up to date below.
        self._touched.update(title for title, item in new if item.id in plan.statuses)
        self._put_states(plan, fresh)

    def _put_states(self, plan: Plan, new: Sequence[tuple[str, ItemValues]]) -> None:
        """The present of items nobody has seen yet, as a station is told it."""
        if not new:
            return
        shelves = {each.title: each.content.title.call_number for each in plan.created}
        shelves |= {each.record.title: each.content.title.call_number for each in plan.updated}
        homes = [item.home for _, item in new]
        columns: dict[str, list[Any]] = {
            "title": [title for title, _ in new],
            "branch": homes,
            "home": homes,
            "status": [str(Status.AVAILABLE)] * len(new),
            "kind": [item.kind for _, item in new],
            "reserved": [False] * len(new),
            "not_for_loan": [item.not_for_loan for _, item in new],
            "call_number": [item.call_number or shelves[title] for title, item in new],
        }
        hashes = row_hashes([item.id for _, item in new], columns)
        available = str(Status.AVAILABLE)
        states = [
            (item.id, available, item.home, False, "[]", False, hashed)
            for (_, item), hashed in zip(new, hashes, strict=True)
        ]
        insert_rows(self._session, STATES, STATE_COLUMNS, states)
        mark_all(self._session, "item", [item.id for _, item in new])

    def _put_online(self, wanted: Sequence[tuple[str, Content]], *, clear: bool = False) -> None:
        if clear and wanted:
            keys = {"keys": given(title for title, _ in wanted)}
            for table in (LINKS, AVAILABILITIES):
                self._session.execute(delete(table).where(among(table.c.title)), keys)
        links = [row for title, content in wanted for row in link_rows(title, content.links)]
        if links:
            self._session.execute(insert(LINKS), links)
        found = [
            {"title": title, **content.availability._asdict()}
            for title, content in wanted
            if content.availability is not None
        ]
        if found:
            self._session.execute(insert(AVAILABILITIES), found)

    def _take_back(self, changed: Sequence[Created | Updated]) -> None:
        homes = {
            item.id: item.home for each in changed for item in each.items if item.id in each.back
        }
        vanishing.take_back(self._session, self._central, homes)

    def _give_up(self, updated: Sequence[Updated]) -> list[Remark]:
        """Copies that their records have no more."""
        gone = {item: each for each in updated for item in each.gone}
        kept = vanishing.withdraw(self._session, self._central, self._source, gone)
        return [
            _kept(gone[item].content.source_id, item, reason, gone[item].content.number)
            for item, reason in sorted(kept.items())
        ]

    def _show_items(self) -> None:
        """Rows of items that a station now sees differently get their hash, and are told."""
        show_items(self._session, self._touched, self._now_ms)
        self._touched.clear()

    def _record_row(self, n: int, hashed: str, *, gone: bool = False) -> Row:
        return {"of": n, "new_hash": hashed, "new_run": self._run, "new_gone": gone}

    def _note(self, what: str, key: str, before: Row | None, hashed: str = "") -> None:
        written = None if before is None else json.dumps(before, ensure_ascii=False)
        self._changes.append((self._run, what, key, hashed, written))

    def _write_changes(self) -> None:
        if self._touched:
            self._show_items()
        if self._changes:
            insert_rows(self._session, CHANGES, CHANGE_COLUMNS, self._changes)
            self._changes = []


def rehome(session: Session, central: CentralRecord, items: Sequence[str], now_ms: int) -> None:
    """The home of these items has changed: where one starts follows it."""
    if not items:
        return
    keys = {"keys": given(items)}
    recorded = set(session.scalars(_RECORDED, keys))
    fresh = {"keys": given(set(items) - recorded)}
    homes = select(ITEMS.c.home).where(ITEMS.c.id == STATES.c.item).scalar_subquery()
    session.execute(update(STATES).where(among(STATES.c.item)).values(branch=homes), fresh)
    if recorded:
        present = Present(session, now_ms)
        Folding(session, central.ledger(session), present, now_ms).refold(recorded, (), ())
        present.finish()


def show_items(session: Session, titles: Iterable[str], now_ms: int) -> None:
    """The items of these titles as stations see them now: hash and mark of those that changed."""
    keys = {"keys": given(titles)}
    items = list(session.scalars(select(ITEMS.c.id).where(among(ITEMS.c.title)), keys))
    now = rows.items(session, items)
    old = session.execute(_OLD_HASHES, {"keys": given(items)})
    changed = {item: now[item]["hash"] for item, hashed in old if now[item]["hash"] != hashed}
    if changed:
        hashes = [{"of": item, "new_hash": hashed} for item, hashed in changed.items()]
        session.execute(_HASH_STATE, hashes)
        mark_all(session, "item", changed)
    waited = known.waited_for(session, json.loads(keys["keys"]))
    if waited:
        # Whether a copy is reserved depends on how many there are.
        session.expire_all()
        present = Present(session, now_ms)
        found = session.scalars(select(Item).where(Item.title.in_(waited))).all()
        for title in sorted(waited):
            present.show_rows(title, [item for item in found if item.title == title])
        session.flush()


def link_rows(title: str, links: Iterable[Any]) -> list[Row]:
    """Rows of `title_links`."""
    return [
        {**link._asdict(), "title": title, "n": n, "properties": json.loads(link.properties)}
        for n, link in enumerate(links)
    ]


def _moved(plan: Plan, title: str, items: Iterable[ItemValues]) -> dict[str, str]:
    """Items that were another title's: barcode → that title."""
    owners = ((item.id, plan.owners.get(item.id, title)) for item in items)
    return {item: owner for item, owner in owners if owner != title}


def _new_items(each: Updated) -> list[ItemValues]:
    return [item for item in each.items if each.before.items.get(item.id) != item]


def _title_row(each: Updated) -> Row:
    values = {f"new_{name}": value for name, value in each.content.title._asdict().items()}
    return {**values, "of": each.record.title, "new_work": each.work}


def _before(record: KnownRecord, title: KnownTitle | None) -> Row:
    """What stood there, as `rollback` puts it back."""
    before: Row = {"record": list(record)}
    if title is not None:
        before |= {
            "work": title.work,
            "added_ms": title.added_ms,
            "title": list(title.values),
            "items": [list(item) for item in title.items.values()],
            "withdrawn": [i for i, status in title.statuses.items() if status == Status.WITHDRAWN],
            "links": [list(link) for link in title.links],
            "availability": title.availability and list(title.availability),
        }
    return before


def _was_there(title: KnownTitle | None) -> bool:
    """Of a record that was gone before: was its title nevertheless there to be lent or waited for?
    One whose copies are all withdrawn was counted when they were."""
    return title is not None and (
        not title.statuses or any(s != Status.WITHDRAWN for s in title.statuses.values())
    )


def _kept(source_id: str, subject: str, reason: str, record: int = 0) -> Remark:
    text = f"{reason}: it stays although its feed has it no more"
    return Remark(RemarkKind.KEPT, record, source_id, subject, text)
