"""Brings the present up to date with the record: folds again what was touched or re-dated.

Items in ascending order, then titles, as everyone who locks them does. What was published is kept:
a due date shown to a patron never moves back by a fold, the promise joins the record instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.record import OPERATIONS, StoredOperation
from catalogue.db.whom import WHOM, WITH_WHOM
from catalogue.domain.operations import CENTRAL, Operation
from catalogue.domain.promises import Shown, promise_to_keep
from catalogue.domain.shape import Fold, fold_of
from catalogue.domain.states import Status
from catalogue.domain.timeline import Fact, ItemFold, Timeline, TitleFold, fold_item, fold_title
from catalogue.services.intake import stored_row
from catalogue.services.ledger import Ledger
from catalogue.services.present import Present

_ABOUT = (
    select(OPERATIONS.c.id, OPERATIONS.c.station, WHOM.label("whom"))
    .select_from(WITH_WHOM)
    .where(
        or_(
            OPERATIONS.c.item.in_(bindparam("items", expanding=True)),
            OPERATIONS.c.title.in_(bindparam("titles", expanding=True)),
        )
    )
)


@dataclass(slots=True)
class Facts:
    """What the folds read: by item and by title. `others`: what else is recorded of them."""

    items: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    others: list[Fact] = field(default_factory=list)


def read_facts(
    session: Session, ledger: Ledger, items: Collection[str], titles: Collection[str]
) -> Facts:
    """Every record of these items and titles, with whom it is about."""
    found = session.execute(_ABOUT, {"items": list(items), "titles": list(titles)}).all()
    ledger.fetch((row.id, row.station) for row in found)
    ops = ledger.ops
    facts = Facts()
    for row in found:
        op = ops[row.id]
        fold = fold_of(op)
        if fold is Fold.ITEM and op.item is not None and op.item in items:
            facts.items[op.item].append(Fact(op, row.whom))
        elif fold is Fold.TITLE and op.title is not None and op.title in titles:
            facts.titles[op.title].append(Fact(op, row.whom))
        elif fold is Fold.STATION:
            facts.others.append(Fact(op, row.whom))
    return facts


def fold_copy(facts: Iterable[Fact], timeline: Timeline, about: Item | None) -> ItemFold:
    """Fold one item; one the catalogue does not know has no home and needs no check."""
    home = None if about is None else about.home
    needs_check = about is not None and about.needs_check
    return fold_item(facts, timeline, home=home, needs_check=needs_check)


class Folding:
    """Folds within one transaction."""

    def __init__(self, session: Session, ledger: Ledger, present: Present, now_ms: int) -> None:
        self._session = session
        self._ledger = ledger
        self._now_ms = now_ms
        self._present = present

    def refold(
        self, items: Collection[str], titles: Collection[str], new: Collection[str]
    ) -> dict[str, ItemFold]:
        """Fold these items and titles. `new`: ids of the records this batch brought. Returns the
        folds of `items`."""
        copies = self._present.copies
        copies.load(items, titles)
        touched = {*titles, *(copies.items[item].title for item in items if item in copies.items)}
        siblings = {item: copies.items[item] for title in touched for item in copies.of[title]}
        self._present.load({*items, *siblings}, touched)
        facts = read_facts(self._session, self._ledger, {*items, *siblings}, touched)
        timeline = self._ledger.timeline()
        folds: dict[str, ItemFold] = {}
        for item in sorted(items):
            about = siblings.get(item)
            fold = fold_copy(facts.items[item], timeline, about)
            kept = self._keep_promise(item, fold)
            if kept is not None:
                facts.items[item].append(Fact(kept, None))
                timeline = self._ledger.timeline()
                fold = fold_copy(facts.items[item], timeline, about)
            folds[item] = fold
            self._present.show_item(item, fold, timeline, new)
        for title in sorted(touched):
            own = {item: siblings[item] for item in copies.of[title]}
            result = None
            if facts.titles[title]:
                for item, row in own.items():
                    if item not in folds:
                        folds[item] = fold_copy(facts.items[item], timeline, row)
                chosen = {item: folds[item] for item in own}
                result = fold_title(facts.titles[title], chosen, timeline, title=title)
            self._show_title(title, own, result, timeline)
        return {item: folds[item] for item in items}

    def _show_title(
        self,
        title: str,
        own: Mapping[str, Item],
        result: TitleFold | None,
        timeline: Timeline,
    ) -> None:
        if result is not None:
            self._present.show_title(title, result, timeline)
        self._present.show_rows(title, own.values())

    def _keep_promise(self, item: str, fold: ItemFold) -> Operation | None:
        """The promise to write down, if this fold shows the same holder an earlier due date."""
        before = self._shown(item)
        if before is None:
            return None
        # The time is hashed and means nothing: one that every server comes to.
        kept = promise_to_keep(item, before, fold, wall_ms=before.due_ms)
        if kept is None or self._session.get(StoredOperation, kept.id) is not None:
            return None
        self._session.add(stored_row(kept, self._now_ms))
        self._session.flush()
        self._ledger.add(CENTRAL, [kept])
        return kept

    def _shown(self, item: str) -> Shown | None:
        row = self._present.state(item)
        if row is None or row.status != Status.ON_LOAN:
            return None
        if row.patron is None or row.loan is None or row.due_ms is None:
            return None
        return Shown(row.patron, row.loan, row.due_ms, row.due_source)
