"""What a feed would change, without changing anything: for `diff` and dry runs.

The town is only read, a batch at a time; what goes across batches, which records were met and which
the feed leaves out, the caller keeps (`DryRun`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.services.importing import book, known
from catalogue.services.importing.batch import taken
from catalogue.services.importing.comparing import Plan, Scope, compare
from catalogue.services.importing.known import RECORDS, KnownTitle
from catalogue.services.importing.mapping import Words
from catalogue.services.importing.model import (
    REPEATING,
    Arrival,
    Counts,
    Remark,
    RemarkKind,
    Start,
)
from catalogue.services.importing.seen import Seen
from catalogue.services.importing.vanishing import REASONS


@dataclass(frozen=True, slots=True)
class Difference:
    """One title: `change` is `created`, `updated` or `deleted`; `fields`: name, before, after."""

    change: str
    source_id: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """Of a batch. `met`: numbers of the records it is about that the town follows."""

    counts: Counts
    changes: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    met: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A record the town follows; `keeps`: why its title would stay if the feed left it out."""

    n: int
    source_id: str
    title: str
    keeps: str | None


def differences(
    session: Session, start: Start, words: Words, arrivals: Sequence[Arrival]
) -> Differences:
    """Compare, without a lock."""
    batch = taken(arrivals, words, book.salt_of(start.rules))
    scope = Scope(start.source, "", start.complete and start.format not in REPEATING, Seen(), False)
    plan = compare(session, scope, batch)
    remarks = [*batch.remarks, *plan.remarks]
    counts = counts_of(plan, len(arrivals), remarks, len(plan.deleted))
    met = [
        *plan.unchanged,
        *(e.record.n for e in plan.updated),
        *(e.record.n for e in plan.deleted),
    ]
    names = known.titles(session, [each.record.title for each in plan.deleted])
    changes = [
        Difference("created", e.content.source_id, e.content.title.title) for e in plan.created
    ]
    changes += [
        Difference(
            "updated",
            each.content.source_id,
            each.content.title.title,
            tuple(_fields(each.before, each.content.title._asdict(), each.changed)),
        )
        for each in plan.updated
    ]
    changes += [
        Difference("deleted", each.source_id, _name(names.get(each.record.title)))
        for each in plan.deleted
    ]
    return Differences(counts, tuple(changes), tuple(remarks), tuple(met))


def counts_of(plan: Plan, read: int, remarks: Sequence[Remark], deleted: int) -> Counts:
    """What a batch comes to, in titles."""
    return Counts(
        read=read,
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=len(plan.unchanged),
        deleted=deleted,
        refused=sum(remark.kind is RemarkKind.RECORD for remark in remarks),
    )


def followed(session: Session, source: str, after: int, limit: int) -> list[Followed]:
    """A page of the records of a source, with what hangs on their titles."""
    columns = RECORDS.c
    found = session.execute(
        select(columns.n, columns.source_id, columns.title)
        .where(columns.source == source, columns.n > after, ~columns.gone)
        .order_by(columns.n)
        .limit(limit)
    ).all()
    titles = known.titles(session, [title for _, _, title in found])
    waited = known.waited_for(session, titles)
    return [
        Followed(n, source_id, _name(titles.get(title)), _keeps(titles.get(title), title in waited))
        for n, source_id, title in found
    ]


def _keeps(title: KnownTitle | None, waited: bool) -> str | None:
    statuses = [] if title is None else [status or "" for status in title.statuses.values()]
    reasons = [REASONS[status] for status in statuses if status in REASONS]
    return reasons[0] if reasons else ("somebody waits for it" if waited else None)


def _name(title: KnownTitle | None) -> str:
    return "" if title is None else title.values.title


def _fields(
    before: KnownTitle, after: dict[str, object], changed: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    old = before.values._asdict()
    for name in changed:
        if name in old:
            yield name, _shown(old[name]), _shown(after[name])
        else:
            yield name, "", ""


def _shown(value: object) -> str:
    return "" if value is None else str(value)


Compare = Callable[[Start, Sequence[Arrival]], Differences]
Page = Callable[[str, int], Sequence[Followed]]


class DryRun:
    """One feed from its first record to its last; `counts` and `remarks` so far."""

    def __init__(self, start: Start, compare: Compare, page: Page) -> None:
        """`page`: records of the source behind a number."""
        self._start = start
        self._compare = compare
        self._page = page
        self._seen = Seen()
        self._new: set[int] = set()
        self.counts = Counts()
        self.remarks: list[Remark] = []

    def put(self, arrivals: Sequence[Arrival]) -> Sequence[Difference]:
        """What a batch would change."""
        found = self._compare(self._start, arrivals)
        self._seen.add(found.met)
        changes = []
        twice = 0
        for change in found.changes:
            key = hash(change.source_id)
            if change.change == "created" and key in self._new:
                twice += 1
                continue
            if change.change == "created":
                self._new.add(key)
            changes.append(change)
        self.counts += found.counts
        if twice:
            self.counts += Counts(created=-twice, unchanged=twice)
        self.remarks += found.remarks
        return changes

    def finish(self) -> Iterator[Difference]:
        """What a complete feed leaves out."""
        unreadable = any(
            each.kind is RemarkKind.RECORD and not each.source_id for each in self.remarks
        )
        if not self._start.complete or unreadable:
            return
        after = 0
        while page := self._page(self._start.source, after):
            after = page[-1].n
            for each in page:
                if each.n in self._seen:
                    continue
                if each.keeps is not None:
                    self.remarks.append(
                        Remark(RemarkKind.KEPT, 0, each.source_id, each.title, each.keeps)
                    )
                    continue
                self.counts += Counts(deleted=1)
                yield Difference("deleted", each.source_id, each.title)
