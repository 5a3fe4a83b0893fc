"""What a batch of records would change: read, compared, nothing written.

`diff` and a dry run end here; `applying` does what this says.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from catalogue.domain.ids import derived_id
from catalogue.domain.states import Status
from catalogue.domain.works import WorkFacts, work_of
from catalogue.services.importing import known
from catalogue.services.importing.batch import Batch
from catalogue.services.importing.content import AGAIN, Content, ItemValues
from catalogue.services.importing.known import KnownRecord, KnownTitle
from catalogue.services.importing.model import Remark, RemarkKind, RunMoved
from catalogue.services.locking import hold_subjects

DOUBLED = "twice"
"""In the place of the id of a record that is known by its bytes alone."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The run a batch belongs to. `seen`: numbers of records it has met unchanged. `once`: a
    record stands in the feed once. `writes`: what is compared will be written, and is held."""

    source: str
    run: str
    once: bool
    seen: Container[int]
    writes: bool = True


@dataclass(frozen=True, slots=True)
class Created:
    """A record the town does not have; `record`: its title was lost. `back`: withdrawn copies of
    the source that it has now."""

    content: Content
    title: str
    work: str
    items: tuple[ItemValues, ...]
    back: tuple[str, ...]
    hash: str
    record: KnownRecord | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """A record that says something new. `items`: all it is to have; `gone`: barcodes it has no
    more; `back`: those this source had withdrawn and has again; `changed`: what differs, by
    name."""

    content: Content
    record: KnownRecord
    before: KnownTitle
    work: str | None
    items: tuple[ItemValues, ...]
    gone: tuple[str, ...]
    back: tuple[str, ...]
    changed: tuple[str, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record its source says is gone, or leaves out."""

    source_id: str
    record: KnownRecord


@dataclass(slots=True)
class Plan:
    """What a batch comes to, in its order."""

    created: list[Created] = field(default_factory=list)
    updated: list[Updated] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    """Numbers of records."""
    rehashed: list[tuple[int, str]] = field(default_factory=list)
    """Records that say the same in other words: number and new hash."""
    remarks: list[Remark] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    """Of the barcodes of the batch that are items: their titles."""
    statuses: dict[str, str] = field(default_factory=dict)
    """Of those that have a state."""


def compare(session: Session, scope: Scope, batch: Batch) -> Plan:
    """What these records would change. Raises RunMoved when one that was known is so no more."""
    plan = Plan()
    contents, deletions = batch.contents, batch.deletions
    _meet(session, scope, batch.met, plan)
    ids = [each.source_id for each in contents]
    records = known.records(session, scope.source, [*ids, *deletions])
    fresh: list[Content] = []
    changed: list[tuple[Content, KnownRecord]] = []
    met: set[str] = set()
    for content in contents:
        record = records.get(content.source_id)
        if scope.once and _is_doubled(scope, record, content.source_id in met):
            plan.remarks.append(_doubled(content.number, content.source_id))
            continue
        met.add(content.source_id)
        if record is None:
            fresh.append(content)
        elif record.hash == content.hash and not record.gone:
            plan.unchanged.append(record.n)
        else:
            changed.append((content, record))
    if fresh or changed:
        _Comparing(session, scope, plan, fresh, changed).work()
    plan.deleted += [
        Deleted(each, records[each]) for each in dict.fromkeys(deletions) if each in records
    ]
    return plan


def _meet(
    session: Session, scope: Scope, found: Sequence[tuple[int, int, str]], plan: Plan
) -> None:
    asked = [hashed for _, n, hashed in found if not n]
    numbers = known.numbers(session, scope.source, asked)
    met: set[int] = set()
    for number, looked_up, hashed in found:
        n, run = looked_up, None
        if not n:
            if hashed not in numbers:
                raise RunMoved("a record that was known has changed: read the feed again")
            n, run = numbers[hashed]
        if scope.once and (run == scope.run or n in scope.seen or n in met):
            plan.remarks.append(_doubled(number, ""))
        else:
            met.add(n)
            plan.unchanged.append(n)


def _is_doubled(scope: Scope, record: KnownRecord | None, met: bool) -> bool:
    if record is None or met:
        return met
    return record.run == scope.run or record.n in scope.seen


def _doubled(number: int, source_id: str) -> Remark:
    reason = "the record stands in the feed twice; the first one counts"
    return Remark(RemarkKind.RECORD, number, source_id or DOUBLED, "", reason)


class _Comparing:
    """One batch's records that are new or say something else."""

    def __init__(
        self,
        session: Session,
        scope: Scope,
        plan: Plan,
        fresh: Sequence[Content],
        changed: Sequence[tuple[Content, KnownRecord]],
    ) -> None:
        self._scope = scope
        self._plan = plan
        # A partial feed may have a record twice: the last one counts.
        self._fresh = list({each.source_id: each for each in fresh}.values())
        self._changed = list({each[0].source_id: each for each in changed}.values())
        all_of_them = [*self._fresh, *(content for content, _ in self._changed)]
        barcodes = [item.id for content in all_of_them for item in content.items]
        title_ids = [record.title for _, record in self._changed]
        there = known.statuses(session, barcodes)
        if scope.writes and (there or title_ids):
            hold_subjects(session, there, title_ids)
            there = known.statuses(session, barcodes)
        self._owners = known.owners(session, barcodes)
        withdrawn = [item for item, status in there.items() if status == Status.WITHDRAWN]
        self._given_up = known.withdrawn_by(session, scope.source, withdrawn)
        plan.owners, plan.statuses = dict(self._owners), there
        self._titles = known.titles(session, title_ids)
        foreign = set(self._owners.values()) - set(title_ids)
        self._sources = known.sources(session, foreign | set(title_ids))
        self._names = known.titles(session, foreign)
        isbns = {isbn for content in all_of_them for isbn in content.isbns}
        self._editions = {k: list(v) for k, v in known.editions(session, isbns).items()}

    def work(self) -> None:
        """Fill the plan."""
        for content in self._fresh:
            self._create(content)
        for content, record in self._changed:
            before = self._titles.get(record.title)
            if before is None:
                self._create(content, record)
            else:
                self._update(content, record, before)

    def _create(self, content: Content, record: KnownRecord | None = None) -> None:
        title = derived_id("title", self._scope.source, content.source_id)
        items, hashed = self._items(content, title)
        work = self._work(content, title) or derived_id("work", title)
        back = self._back(items)
        self._plan.created.append(Created(content, title, work, items, back, hashed, record))

    def _update(self, content: Content, record: KnownRecord, before: KnownTitle) -> None:
        items, hashed = self._items(content, record.title)
        wanted = {item.id: item for item in items}
        active = {
            barcode for barcode, status in before.statuses.items() if status != Status.WITHDRAWN
        }
        gone = tuple(sorted(active - wanted.keys()))
        back = self._back(items)
        changed = [
            name
            for name, old, new in zip(
                content.title._fields, before.values, content.title, strict=True
            )
            if old != new
        ]
        changed += ["links"] if before.links != content.links else []
        changed += ["availability"] if before.availability != content.availability else []
        differing = [item for item in items if before.items.get(item.id) != item]
        changed += ["copies"] if gone or back or differing else []
        if not changed and not record.gone:
            # A copy that staff withdrew and the feed goes on listing is no news.
            self._plan.unchanged.append(record.n)
            if hashed != record.hash:
                self._plan.rehashed.append((record.n, hashed))
            return
        work = before.work
        if before.values != content.title:
            work = self._work(content, record.title) or before.work
        self._plan.updated.append(
            Updated(content, record, before, work, items, gone, back, tuple(changed), hashed)
        )

    def _items(self, content: Content, title: str) -> tuple[tuple[ItemValues, ...], str]:
        """The copies whose barcodes are free or this title's, and the hash to keep."""
        taken = []
        for item in content.items:
            owner = self._owners.get(item.id)
            if owner is None or owner == title or self._may_move(item.id, owner):
                self._owners[item.id] = title
                taken.append(item)
                continue
            self._plan.remarks.append(
                Remark(
                    RemarkKind.COPY,
                    content.number,
                    content.source_id,
                    item.id,
                    self._taken_by(item.id, owner),
                )
            )
        hashed = content.hash
        if len(taken) < len(content.items):
            hashed = AGAIN + hashed.removeprefix(AGAIN)
        return tuple(taken), hashed

    def _may_move(self, barcode: str, owner: str) -> bool:
        """Another record of the same source has given it up."""
        same = self._sources.get(owner) == self._scope.source
        return same and barcode in self._given_up

    def _back(self, items: Sequence[ItemValues]) -> tuple[str, ...]:
        return tuple(item.id for item in items if item.id in self._given_up)

    def _taken_by(self, barcode: str, owner: str) -> str:
        source = self._sources.get(owner)
        name = self._names.get(owner) or self._titles.get(owner)
        called = f"“{name.values.title}”" if name else "another record"
        if source == self._scope.source or name is None:
            return f"barcode {barcode} is a copy of {called} in this feed already"
        of = f"of the source {source}" if source else "that no feed brought"
        return f"barcode {barcode} is a copy of {called} {of}: it stays there"

    def _work(self, content: Content, title: str) -> str | None:
        values = content.title
        facts = WorkFacts(
            values.title,
            values.subtitle,
            values.author,
            values.kind,
            values.language,
            content.isbns,
        )
        others = [
            (work, other)
            for isbn in content.isbns
            for of, work, other in self._editions.get(isbn, ())
            if of != title
        ]
        work = work_of(facts, others)
        if values.isbn:
            entry = (title, work or derived_id("work", title), facts)
            self._editions.setdefault(values.isbn, []).append(entry)
        return work
