"""Which records of a patron belong together: those of one loan, or of a hold and the loan it came
to. Pure.

The fold compares whom records are about only within such an episode (a renewal with its loan, a
hold with the loan that fulfils it, a trap with the hold), so that an episode may change its name
as a whole and everything folds as before. `severing` makes sure of that each time. Loans of two
copies are two episodes, also while they overlap: the issues of a magazine are copies of one title.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from catalogue.domain.items import Fact, ItemFold
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.shape import TITLE_KINDS
from catalogue.domain.titles import HoldStatus, TitleFold


@dataclass(frozen=True, slots=True)
class Episode:
    """`named`: ids of its loans and holds; `ops`: its records, those included; `end_ms` None: it
    goes on. `lent_ms`: before which its first loan cannot have begun; None: a hold or less."""

    patron: str
    ops: tuple[str, ...]
    named: frozenset[str]
    end_ms: int | None
    lent_ms: int | None


@dataclass(slots=True)
class _Span:
    """A stretch of time on one copy, or in the queue (`where` empty); its end is infinite while it
    lasts. `named`: the loans and holds it is of."""

    where: str
    start: float
    end: float
    named: set[str] = field(default_factory=set)
    ops: set[str] = field(default_factory=set)

    def take(self, other: _Span) -> None:
        """Cover the other, too."""
        self.start, self.end = min(self.start, other.start), max(self.end, other.end)
        self.named |= other.named
        self.ops |= other.ops


@dataclass(frozen=True, slots=True)
class Moment:
    """When a record was written: at the earliest, and as it is dated, but not after it came in."""

    lo: int
    est: int


def episodes(
    facts: Sequence[Fact],
    items: Mapping[str, ItemFold],
    queue: TitleFold | None,
    moments: Mapping[str, Moment],
) -> list[Episode]:
    """Of all records about the copies of a title, and about the title."""
    ops: dict[str, list[Operation]] = defaultdict(list)
    whom = {}
    for fact in facts:
        if fact.patron is not None:
            ops[fact.patron].append(fact.op)
            whom[fact.op.id] = fact.patron
    spans: dict[str, list[_Span]] = defaultdict(list)
    for patron, span in (*_on_copies(items, whom, moments), *_queued(facts, items, queue, moments)):
        spans[patron].append(span)
    found: list[Episode] = []
    for patron, hers in sorted(ops.items()):
        found += _of_patron(patron, hers, spans[patron], moments)
    return found


def _span(where: str, one: float, other: float, named: Iterable[str] = ()) -> _Span:
    """Where clocks are unsure, the fold may put a record before one that is dated earlier."""
    return _Span(where, min(one, other), max(one, other), set(named))


def _on_copies(
    items: Mapping[str, ItemFold], whom: Mapping[str, str], moments: Mapping[str, Moment]
) -> Iterator[tuple[str, _Span]]:
    """How long each loan lasts, and how long what a record said held good: to the next one."""

    def est(op_id: str | None) -> float:
        return math.inf if op_id is None else moments[op_id].est

    for item, fold in items.items():
        for loan in fold.loans.values():
            yield loan.patron, _span(item, est(loan.start), est(loan.end), {loan.start})
        for op_id, following in pairwise((*fold.order, "")):
            if op_id in whom:
                yield whom[op_id], _span(item, est(op_id), est(following or op_id))
        hers = [op_id for op_id in fold.order if whom.get(op_id, "") == fold.state.patron]
        if hers:
            yield whom[hers[-1]], _span(item, est(hers[-1]), math.inf)


def _queued(
    facts: Sequence[Fact],
    items: Mapping[str, ItemFold],
    queue: TitleFold | None,
    moments: Mapping[str, Moment],
) -> Iterator[tuple[str, _Span]]:
    """How long each hold lasts; with the loan that fulfilled it."""
    about: dict[str, list[int]] = defaultdict(list)
    for fact in facts:
        about[str(fact.op.refs.get("about"))].append(moments[fact.op.id].est)
    for hold_id, hold in {} if queue is None else queue.holds.items():
        placed = moments[hold_id].est
        named, ends = {hold_id}, [placed, *about[hold_id]]
        if hold.status == HoldStatus.FULFILLED and hold.item is not None:
            began = {
                loan.start: moments[loan.start].est
                for loan in items[hold.item].loans.values()
                if loan.patron == hold.patron and moments[loan.start].est >= placed
            }
            if began:
                first = min(began, key=lambda loan: (began[loan], loan))
                named.add(first)
                ends.append(began[first])
        end = math.inf if hold.is_open else max(ends)
        yield hold.patron, _span("", placed, end, named)


def _of_patron(
    patron: str,
    ops: Sequence[Operation],
    spans: list[_Span],
    moments: Mapping[str, Moment],
) -> Iterator[Episode]:
    names = {name for span in spans for name in span.named}
    for op in ops:
        about = {str(op.refs.get("about"))} & names
        moment = moments[op.id].est
        where = "" if op.kind in TITLE_KINDS else op.item or ""
        spans.append(_Span(where, moment, moment, about, {op.id}))
    for span in _joined(spans):
        hers = [op for op in ops if op.id in span.ops]
        lent = [moments[op.id].lo for op in hers if op.kind == Kind.CHECK_OUT]
        yield Episode(
            patron=patron,
            ops=tuple(sorted(span.ops)),
            named=frozenset(span.named),
            end_ms=None if math.isinf(span.end) else int(span.end),
            lent_ms=min(lent, default=None),
        )


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    """Those that overlap on one copy, or in the queue, are one; and those of one loan or hold."""
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda each: (each.where, each.start, each.end)):
        last = merged[-1] if merged else None
        if last is not None and last.where == span.where and span.start <= last.end:
            last.take(span)
        else:
            merged.append(_Span(span.where, span.start, span.end, set(span.named), set(span.ops)))
    whole: list[_Span] = []
    for span in merged:
        for other in [each for each in whole if each.named & span.named]:
            whole.remove(other)
            span.take(other)
        whole.append(span)
    return [span for span in whole if span.ops]
