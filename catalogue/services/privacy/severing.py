"""Takes away whom the records of a loan or hold were about: sidecars go, an alias stays.

The alias is random, one for each loan or hold with what belongs to it, so that nothing is left that
says whose it was or whose else. Everything folds as before; each time this is made sure of by
folding both ways, and where it would not, the names stay and are counted. Used by `retention` and
`erasing`, within their transactions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.present import HoldRow, LoanRow
from catalogue.db.privacy import SEVERED
from catalogue.db.record import OPERATIONS, SIDECARS
from catalogue.db.whom import is_alias, new_alias
from catalogue.domain.items import Fact, ItemFold
from catalogue.domain.ordering import Timeline
from catalogue.domain.shape import PATRON_KINDS
from catalogue.domain.titles import TitleFold, fold_title
from catalogue.services.copies import Copies
from catalogue.services.feed import chunks
from catalogue.services.folding import Facts, fold_copy, read_facts
from catalogue.services.ledger import Ledger
from catalogue.services.locking import hold_subjects
from catalogue.services.privacy.episodes import Episode, Moment, episodes

_Named = tuple[Episode, str]
"""An episode and its alias."""
MayGo = Callable[[Episode], bool]
"""Is an episode's time over?"""


@dataclass(slots=True)
class SeveringDone:
    """`loans`, `holds` that are nobody's now, `records` whose sidecars went, `kept` episodes that
    would not have folded as before."""

    loans: int = 0
    holds: int = 0
    records: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class _Folds:
    """What follows from the facts about a title and its copies."""

    items: Mapping[str, ItemFold]
    queue: TitleFold | None


@dataclass(slots=True)
class _Subject:
    """A title with its copies, or an item the catalogue does not have."""

    title: str | None
    copies: Mapping[str, Item | None]
    facts: Facts
    timeline: Timeline
    names: dict[str, str] = field(default_factory=dict)
    """Alias of each record that is to lose its name."""

    def fold(self) -> _Folds:
        """With the aliases in place of those they stand for."""
        items = {
            item: fold_copy(self._told(self.facts.items[item]), self.timeline, about)
            for item, about in self.copies.items()
        }
        queue = None
        if self.title is not None and self.facts.titles[self.title]:
            told = self._told(self.facts.titles[self.title])
            queue = fold_title(told, items, self.timeline, title=self.title)
        return _Folds(items, queue)

    def _told(self, facts: Iterable[Fact]) -> list[Fact]:
        return [Fact(fact.op, self.names.get(fact.op.id, fact.patron)) for fact in facts]

    def all_facts(self) -> list[Fact]:
        """Those the folds read."""
        found = [fact for item in self.copies for fact in self.facts.items[item]]
        return [*found, *(self.facts.titles[self.title] if self.title is not None else ())]

    def moments(self, session: Session) -> dict[str, Moment]:
        """When each of these records was written."""
        found = {}
        for some in chunks([fact.op.id for fact in self.all_facts()]):
            rows = session.execute(
                select(OPERATIONS.c.id, OPERATIONS.c.received_ms).where(OPERATIONS.c.id.in_(some))
            )
            for op_id, received_ms in rows:
                time = self.timeline.times[op_id]
                found[op_id] = Moment(min(time.lo, received_ms), min(time.est, received_ms))
        return found


class Severing:
    """Severs within one transaction that may write."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session = session
        self._ledger = ledger
        self.done = SeveringDone()
        self.gone: list[Episode] = []

    def sever(self, title: str | None, item: str | None, may_go: MayGo) -> None:
        """Take the names from all episodes of a title, or of an item of none, that may go."""
        subject = self._read(title, item)
        before = subject.fold()
        found = episodes(
            [fact for fact in subject.all_facts() if not is_alias(fact.patron)],
            before.items,
            before.queue,
            subject.moments(self._session),
        )
        going = [each for each in found if may_go(each)]
        if not going:
            return
        gone = self._rename(subject, before, going)
        self.gone += [episode for episode, _ in gone]
        self.done.kept += len(going) - len(gone)
        self._write(subject, gone)

    def _read(self, title: str | None, item: str | None) -> _Subject:
        titles = [] if title is None else [title]
        hold_subjects(self._session, [] if item is None else [item], titles)
        copies = Copies(self._session)
        copies.load([] if item is None else [item], titles)
        own: dict[str, Item | None] = {}
        if item is not None:
            own[item] = None
        for each in copies.of.get(title or "", ()):
            own[each] = copies.items[each]
        facts = read_facts(self._session, self._ledger, own.keys(), titles)
        return _Subject(title, own, facts, self._ledger.timeline())

    @staticmethod
    def _rename(subject: _Subject, before: _Folds, going: Sequence[Episode]) -> list[_Named]:
        """Those that may take an alias without anything folding otherwise: all at once, else by
        patron. Where records of several episodes of one patron are compared after all (no clock
        was sure), these share one alias; where with those that stay, she waits for them."""
        gone: list[_Named] = []

        def take(some: Sequence[_Named]) -> bool:
            names = {op: alias for episode, alias in some for op in episode.ops}
            subject.names |= names
            if _same(before, subject.fold(), {a: e.patron for e, a in [*gone, *some]}):
                gone.extend(some)
                return True
            for op in names:
                del subject.names[op]
            return False

        if take([(episode, new_alias()) for episode in going]):
            return gone
        for patron in sorted({episode.patron for episode in going}):
            hers = [episode for episode in going if episode.patron == patron]
            alias = new_alias()
            if not (
                take([(each, new_alias()) for each in hers])
                or take([(each, alias) for each in hers])
            ):
                for each in hers:
                    take([(each, new_alias())])
        return gone

    def _write(self, subject: _Subject, gone: Sequence[_Named]) -> None:
        session = self._session
        rows = [{"operation": op, "alias": a} for episode, a in gone for op in episode.ops]
        for some in chunks(rows):
            session.execute(insert(SEVERED), list(some))
        for episode, alias in gone:
            for table in (LoanRow, HoldRow):
                changed = session.execute(
                    update(table).where(table.id.in_(episode.named)).values(patron_id=alias)
                )
                count = int(getattr(changed, "rowcount", 0))
                if table is LoanRow:
                    self.done.loans += count
                else:
                    self.done.holds += count
        ops = [row["operation"] for row in rows]
        forget_sidecars(session, [*ops, *self._said(subject, [episode for episode, _ in gone])])
        self.done.records += len(ops)

    def _said(self, subject: _Subject, gone: Sequence[Episode]) -> list[str]:
        """What she was told and asked for in these loans and holds goes, too: rows, and the records
        whose names are to go. What she still owes keeps its loan from being here."""
        about = {name: episode.patron for episode in gone for name in episode.named}
        said = {}
        for fact in sorted(subject.facts.others, key=lambda each: each.op.wall_ms or 0):
            named = str(fact.op.refs.get("about"))
            if named in about:
                said[fact.op.id] = about[fact.op.id] = about[named]
        for table in (FeeLine, NoticeRow):
            for some in chunks(sorted(said)):
                self._session.execute(delete(table).where(table.id.in_(some)))
        return sorted(said)


def forget_sidecars(session: Session, operations: Sequence[str]) -> int:
    """Delete what says whom these records were about; returns how many had it."""
    gone = 0
    for some in chunks(operations):
        done = session.execute(delete(SIDECARS).where(SIDECARS.c.operation.in_(some)))
        gone += int(getattr(done, "rowcount", 0))
    return gone


def _same(before: _Folds, after: _Folds, patrons: Mapping[str, str]) -> bool:
    """Is all the same, but for the names? Who has an item now has her name."""
    items = {item: _renamed_item(fold, patrons) for item, fold in after.items.items()}
    queue = None if after.queue is None else _renamed_queue(after.queue, patrons)
    return (dict(before.items), before.queue) == (items, queue)


def _renamed_item(fold: ItemFold, patrons: Mapping[str, str]) -> ItemFold:
    def name(whom: str | None) -> str | None:
        return patrons.get(whom or "", whom)

    return replace(
        fold,
        loans={
            key: replace(loan, patron=name(loan.patron) or "") for key, loan in fold.loans.items()
        },
        shelf=tuple(replace(event, patron=name(event.patron)) for event in fold.shelf),
    )


def _renamed_queue(fold: TitleFold, patrons: Mapping[str, str]) -> TitleFold:
    return replace(
        fold,
        holds={
            key: replace(hold, patron=patrons.get(hold.patron, hold.patron))
            for key, hold in fold.holds.items()
        },
    )


SubjectName = tuple[str | None, str | None]
"""What to sever: a title, or an item the catalogue does not have."""


def subjects_of(session: Session, *conditions: ColumnElement[bool]) -> list[SubjectName]:
    """Of records that still say whom they are about, as far as they fold."""
    rows = session.execute(
        select(OPERATIONS.c.title, OPERATIONS.c.item, Item.title)
        .distinct()
        .select_from(SIDECARS)
        .join(OPERATIONS, OPERATIONS.c.id == SIDECARS.c.operation)
        .outerjoin(Item, Item.id == OPERATIONS.c.item)
        .where(OPERATIONS.c.kind.not_in(PATRON_KINDS), *conditions)
    )
    found: set[SubjectName] = set()
    for own, item, title in rows:
        if title is not None or (item is None and own is not None):
            found.add((title or own, None))
        elif item is not None:
            found.add((None, item))
    return sorted(found, key=lambda each: (each[0] or "", each[1] or ""))
