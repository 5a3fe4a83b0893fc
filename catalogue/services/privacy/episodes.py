"""Which records of a patron belong together: those of one loan, or of a hold and the loan it came
to. Pure.

The fold compares whom records are about only within such an episode (a renewal with its loan, a
hold with the loan that fulfils it, a trap with the hold), so that an episode may change its name
as a whole and everything folds as before. `severing` makes sure of that each time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from catalogue.domain.items import Fact, ItemFold
from catalogue.domain.operations import Kind, Operation
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
    """A stretch of time, its end infinite while it lasts, and the loan or hold it is of."""

    start: float
    end: float
    named: set[str] = field(default_factory=set)

    def reach(self, moment: float) -> None:
        """Cover that moment, too."""
        self.start, self.end = min(self.start, moment), max(self.end, moment)


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
    for patron, span in _spans(facts, items, queue, whom, moments):
        spans[patron].append(span)
    found: list[Episode] = []
    for patron, hers in sorted(ops.items()):
        found += _of_patron(patron, hers, spans[patron], moments)
    return found


def _spans(
    facts: Sequence[Fact],
    items: Mapping[str, ItemFold],
    queue: TitleFold | None,
    whom: Mapping[str, str],
    moments: Mapping[str, Moment],
) -> Iterator[tuple[str, _Span]]:
    """How long each loan and hold lasts, and how long what a record said held good."""

    def est(op_id: str | None) -> float:
        return math.inf if op_id is None else moments[op_id].est

    for fold in items.values():
        for loan in fold.loans.values():
            yield loan.patron, _span(est(loan.start), est(loan.end), {loan.start})
        for op_id, following in pairwise((*fold.order, "")):
            if op_id in whom:
                yield whom[op_id], _span(est(op_id), est(following or op_id))
        if fold.state.patron is not None:
            hers = [o for o in fold.order if whom.get(o) == fold.state.patron]
            if hers:
                yield fold.state.patron, _span(est(hers[-1]), math.inf)
    if queue is not None:
        about = _by_subject(facts)
        for hold_id, hold in queue.holds.items():
            ends = [est(hold_id), *(est(op.id) for op in about.get(hold_id, ()))]
            if hold.status == HoldStatus.FULFILLED and hold.item is not None:
                ends += _fulfilled(items[hold.item], hold.patron, est(hold_id), moments)
            end = math.inf if hold.is_open else max(ends)
            yield hold.patron, _span(est(hold_id), end, {hold_id})


def _span(one: float, other: float, named: Iterable[str] = ()) -> _Span:
    """Where clocks are unsure, the fold may put a record before one that is dated earlier."""
    return _Span(min(one, other), max(one, other), set(named))


def _by_subject(facts: Iterable[Fact]) -> dict[str, list[Operation]]:
    """Records by what they say they are about."""
    found: dict[str, list[Operation]] = defaultdict(list)
    for fact in facts:
        named = fact.op.refs.get("about")
        if isinstance(named, str):
            found[named].append(fact.op)
    return found


def _fulfilled(
    fold: ItemFold, patron: str, placed: float, moments: Mapping[str, Moment]
) -> list[int]:
    """When the first of her loans of that copy began since she placed the hold."""
    began = [moments[loan.start].est for loan in fold.loans.values() if loan.patron == patron]
    return sorted(moment for moment in began if moment >= placed)[:1]


def _of_patron(
    patron: str,
    ops: Sequence[Operation],
    spans: list[_Span],
    moments: Mapping[str, Moment],
) -> Iterator[Episode]:
    by_name = {name: span for span in spans for name in span.named}
    for op in ops:
        moment = moments[op.id].est
        named = op.refs.get("about")
        if isinstance(named, str) and named in by_name:
            by_name[named].reach(moment)
        spans.append(_Span(moment, moment))
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1].reach(span.end)
            merged[-1].named |= span.named
        else:
            merged.append(_Span(span.start, span.end, set(span.named)))
    for span in merged:
        within = [op for op in ops if span.start <= moments[op.id].est <= span.end]
        lent = [moments[op.id].lo for op in within if op.kind == Kind.CHECK_OUT]
        yield Episode(
            patron=patron,
            ops=tuple(sorted(op.id for op in within)),
            named=frozenset(span.named),
            end_ms=None if math.isinf(span.end) else int(span.end),
            lent_ms=min(lent, default=None),
        )
