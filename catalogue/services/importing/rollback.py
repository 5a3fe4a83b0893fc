"""A run is undone: what it changed is put back as it was, the last change first.

What has happened since is respected: a copy that was lent, a record that a later run changed stay
as they are, and are listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.holdings import Branch
from catalogue.db.record import OPERATIONS
from catalogue.domain.operations import CENTRAL, Kind
from catalogue.domain.states import Status
from catalogue.services.central import CentralRecord
from catalogue.services.importing import known, vanishing
from catalogue.services.importing.applying import CHANGES, link_rows, show_items
from catalogue.services.importing.content import (
    AvailabilityValues,
    ItemValues,
    LinkValues,
    TitleValues,
)
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
from catalogue.services.marking import mark, mark_all

Row = dict[str, Any]
_ACTS = select(OPERATIONS.c.item, OPERATIONS.c.station, OPERATIONS.c.kind).where(
    among(OPERATIONS.c.item)
)
_OURS = (Kind.ITEM_WITHDRAWN, Kind.ITEM_FOUND)
LENT = "somebody has borrowed or handled it since: it stays"
CHANGED = "a later run has changed it: it stays as it is"


class Undoing:
    """One slice."""

    def __init__(
        self, session: Session, central: CentralRecord, source: str, run: str, now_ms: int
    ) -> None:
        self._session = session
        self._central = central
        self._source = source
        self._run = run
        self._now_ms = now_ms
        self._kept: list[Remark] = []

    def some(self, limit: int) -> tuple[int, list[Remark]]:
        """Undo the last changes that are left; returns about how many are left then (0: none), and
        what stays."""
        of_run = CHANGES.c.run == self._run
        found = self._session.execute(
            select(CHANGES).where(of_run).order_by(CHANGES.c.n.desc()).limit(limit)
        ).all()
        at = 0
        while at < len(found):
            # What stands together and is of one kind is undone at one go.
            end = at
            keys: set[str] = set()
            while end < len(found) and found[end].what == found[at].what:
                if found[end].key in keys:
                    break
                keys.add(found[end].key)
                end += 1
            getattr(self, f"_{found[at].what}")(found[at:end])
            at = end
        if found:
            lowest = found[-1].n
            self._session.execute(delete(CHANGES).where(of_run, CHANGES.c.n >= lowest))
        first = self._session.scalar(select(func.min(CHANGES.c.n)).where(of_run))
        left = 0 if first is None else found[-1].n - first
        return left, self._kept

    def _branch(self, changes: Sequence[Any]) -> None:
        """A branch the feed had named goes, unless something is there."""
        for change in changes:
            used = self._session.scalar(
                select(ITEMS.c.id).where(ITEMS.c.home == change.key).limit(1)
            )
            branch = self._session.get(Branch, change.key)
            if branch is not None and used is None:
                self._session.delete(branch)
                mark(self._session, "branch", change.key)
        self._session.flush()

    def _created(self, changes: Sequence[Any]) -> None:
        records = self._current(changes)
        titles = known.titles(self._session, [record.title for record in records.values()])
        clean, handled = self._handled(titles)
        waited = known.waited_for(self._session, titles)
        used = vanishing.used(self._session, titles)
        goes: dict[str, KnownTitle] = {}
        numbers = []
        for change in changes:
            record = records.get(change.key)
            if record is None:
                continue
            title = titles.get(record.title)
            if title is not None:
                if {*title.items} & handled or record.title in waited | used:
                    self._keep(change.key, record.title, LENT)
                    continue
                goes[record.title] = title
                for item, owner in (change.before or {}).get("moved", {}).items():
                    self._move_back(item, owner)
                    title.items.pop(item, None)
            numbers.append(record.n)
        self._remove(goes, clean)
        self._session.execute(delete(RECORDS).where(RECORDS.c.n.in_(numbers)))

    def _remove(self, titles: Mapping[str, KnownTitle], clean: set[str]) -> None:
        items = {item for title in titles.values() for item in title.items}
        vanishing.withdraw(self._session, self._central, self._source, items - clean)
        vanishing.remove(self._session, titles)
        states = {"keys": given(items & clean)}
        self._session.execute(delete(STATES).where(among(STATES.c.item)), states)

    def _handled(self, titles: Mapping[str, KnownTitle]) -> tuple[set[str], set[str]]:
        """Items of which the record knows nothing; and those that somebody has handled."""
        items = {item for title in titles.values() for item in title.items}
        acts: dict[str, bool] = {}
        for item, station, kind in self._session.execute(_ACTS, {"keys": given(items)}):
            ours = station == CENTRAL and kind in _OURS
            acts[item] = acts.get(item, False) or not ours
        return items - acts.keys(), {item for item, by_others in acts.items() if by_others}

    def _updated(self, changes: Sequence[Any]) -> None:
        records = self._current(changes)
        titles = known.titles(self._session, [record.title for record in records.values()])
        clean, handled = self._handled(titles)
        for change in changes:
            record = records.get(change.key)
            if record is not None and record.title in titles:
                now = titles[record.title]
                self._restore(change, record, now, clean, handled)
        self._session.flush()
        mark_all(self._session, "title", titles)
        show_items(self._session, titles, self._now_ms)

    def _restore(
        self,
        change: Any,
        record: KnownRecord,
        now: KnownTitle,
        clean: set[str],
        handled: set[str],
    ) -> None:
        before = change.before
        title = record.title
        values = dict(zip(TitleValues._fields, before["title"], strict=True))
        self._session.execute(
            update(TITLES).where(TITLES.c.id == title).values(**values, work=before["work"])
        )
        self._put_online(title, before)
        old = {row[0]: ItemValues(*row) for row in before["items"]}
        for item, values_of_item in old.items():
            columns = values_of_item._asdict()
            self._session.execute(update(ITEMS).where(ITEMS.c.id == item).values(**columns))
        withdrawn = set(before["withdrawn"])
        back = [i for i in old if i not in withdrawn and now.statuses.get(i) == Status.WITHDRAWN]
        mine = known.withdrawn_by(self._session, self._source, back)
        vanishing.take_back(self._session, self._central, {i: old[i].home for i in mine})
        vanishing.withdraw(self._session, self._central, self._source, withdrawn)
        for item, owner in before.get("moved", {}).items():
            self._move_back(item, owner)
        new = now.items.keys() - old.keys() - before.get("moved", {}).keys()
        for item in new & handled:
            self._keep(change.key, item, LENT)
        goes = new - handled
        vanishing.withdraw(self._session, self._central, self._source, goes - clean)
        self._session.flush()
        for table, key in ((ITEMS, ITEMS.c.id), (STATES, STATES.c.item)):
            which = goes if table is ITEMS else goes & clean
            self._session.execute(delete(table).where(among(key)), {"keys": given(which)})
        mark_all(self._session, "item", goes)
        self._put_record(record.n, before["record"])

    def _deleted(self, changes: Sequence[Any]) -> None:
        keys = [change.key for change in changes]
        records = known.records(self._session, self._source, keys)
        ids = [change.before["record"][1] for change in changes]
        there = known.titles(self._session, ids)
        for change in changes:
            self._undelete(change, records.get(change.key), there)
        self._session.flush()
        show_items(self._session, ids, self._now_ms)

    def _undelete(
        self, change: Any, record: KnownRecord | None, there: Mapping[str, KnownTitle]
    ) -> None:
        before = change.before
        title = before["record"][1]
        if record is not None and record.run != self._run:
            self._keep(change.key, record.title, CHANGED)
            return
        if "title" not in before:
            return
        if title not in there:
            values = dict(zip(TitleValues._fields, before["title"], strict=True))
            extra = {"id": title, "work": before["work"], "added_ms": before["added_ms"]}
            self._session.execute(insert(TITLES).values(**values, **extra))
            self._put_online(title, before)
            mark(self._session, "title", title)
        items = [ItemValues(*row) for row in before["items"]]
        owners = known.owners(self._session, [item.id for item in items])
        for item in items:
            if item.id not in owners:
                row = {**item._asdict(), "title": title, "needs_check": False}
                self._session.execute(insert(ITEMS).values(**row))
            elif owners[item.id] != title:
                self._keep(change.key, item.id, CHANGED)
        mine = {item.id: item.home for item in items if owners.get(item.id, title) == title}
        found = known.withdrawn_by(
            self._session, self._source, mine.keys() - set(before["withdrawn"])
        )
        self._session.flush()
        vanishing.take_back(self._session, self._central, {item: mine[item] for item in found})
        if record is None:
            row = dict(zip(KnownRecord._fields[1:], before["record"][1:], strict=True))
            named = {"source": self._source, "source_id": change.key}
            self._session.execute(insert(RECORDS).values(**row, **named))
        else:
            self._put_record(record.n, before["record"])

    def _put_record(self, n: int, before: Sequence[Any]) -> None:
        _, _, hashed, run, gone = before
        values = {"hash": hashed, "run": run, "gone": gone}
        self._session.execute(update(RECORDS).where(RECORDS.c.n == n).values(**values))

    def _put_online(self, title: str, before: Row) -> None:
        for table in (LINKS, AVAILABILITIES):
            self._session.execute(delete(table).where(table.c.title == title))
        links = link_rows(title, [LinkValues(*link) for link in before["links"]])
        if links:
            self._session.execute(insert(LINKS), links)
        if before["availability"]:
            found = AvailabilityValues(*before["availability"])
            self._session.execute(insert(AVAILABILITIES).values(title=title, **found._asdict()))

    def _move_back(self, item: str, owner: str) -> None:
        """A copy that had come from another record of the source."""
        if known.titles(self._session, [owner]):
            self._session.execute(update(ITEMS).where(ITEMS.c.id == item).values(title=owner))
            vanishing.withdraw(self._session, self._central, self._source, [item])

    def _current(self, changes: Sequence[Any]) -> dict[str, KnownRecord]:
        """The records that are as this run has left them; the others are listed."""
        found = known.records(self._session, self._source, [change.key for change in changes])
        current = {}
        for change in changes:
            record = found.get(change.key)
            if record is None:
                continue
            if record.run == self._run and record.hash == change.hash and not record.gone:
                current[change.key] = record
            else:
                self._keep(change.key, record.title, CHANGED)
        return current

    def _keep(self, source_id: str, subject: str, reason: str) -> None:
        self._kept.append(Remark(RemarkKind.KEPT, 0, source_id, subject, reason))
