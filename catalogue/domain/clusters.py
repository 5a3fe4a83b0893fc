"""The order of an item's records where the clocks leave it open. Pure.

Records are sorted by estimate and cut into clusters of overlapping intervals. Within a cluster
the permitted interleaving that is easiest to believe is taken: least weight of its steps (see
`catalogue.domain.steps`), then fewest inversions of the estimate order, then the estimate order
itself. Dynamic programming over (set already placed, state).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from catalogue.domain.ordering import Timeline
from catalogue.domain.states import ItemState
from catalogue.domain.steps import Event, take

MAX_ENTRIES: Final = 3_000
"""Entries of the search in one cluster; beyond, the estimate order stands and is flagged."""


class _Path(NamedTuple):
    """Cheaper is less."""

    weight: int
    inversions: int
    order: tuple[int, ...]


class Arranged(NamedTuple):
    """Events in the order chosen, and the clusters another order would have fitted as well."""

    events: list[Event]
    doubtful: list[tuple[str, ...]]


def arrange(
    events: Sequence[Event], start: ItemState, timeline: Timeline, needs_check: bool
) -> Arranged:
    """Orders the events of one item, given sorted by `Timeline.key`. What the server did because
    of one says nothing of the order in which people did them: it is left out of account."""
    whole = {event.id: event for event in events}
    events = [replace(event, then=()) if event.then else event for event in events]
    state, first = start, 0
    chosen: list[Event] = []
    doubtful: list[tuple[str, ...]] = []
    while first < len(events):
        end = _end_of_cluster(events, first, timeline)
        cluster = list(events[first:end])
        if len(cluster) > 1:
            before = timeline.predecessors([event.id for event in cluster])
            if not _is_settled(before):
                following = events[end] if end < len(events) else None
                cluster, unsure = _search(state, cluster, before, following, needs_check)
                if unsure:
                    doubtful.append(tuple(event.id for event in cluster))
        for event in cluster:
            state = take(state, event, needs_check).state
        chosen += cluster
        first = end
    return Arranged([whole[event.id] for event in chosen], doubtful)


def _end_of_cluster(events: Sequence[Event], first: int, timeline: Timeline) -> int:
    reach = timeline.times[events[first].id].hi
    end = first + 1
    while end < len(events):
        moment = timeline.times[events[end].id]
        if moment.lo > reach:
            break
        reach = max(reach, moment.hi)
        end += 1
    return end


def _is_settled(before: Sequence[int]) -> bool:
    """Is each record certainly after all those sorted before it?"""
    return all(mask | -1 << i == -1 for i, mask in enumerate(before))


def _search(
    start: ItemState,
    cluster: list[Event],
    before: Sequence[int],
    following: Event | None,
    needs_check: bool,
) -> tuple[list[Event], bool]:
    """The cluster in its most believable order, and whether another end is as believable."""
    layer = {(0, start): _Path(0, 0, ())}
    room = MAX_ENTRIES
    for _ in cluster:
        layer = _extend(layer, cluster, before, needs_check, room)
        room -= len(layer)
        if room < 0:
            return cluster, True
    best: dict[tuple[str, str | None], _Path] = {}
    for (_, state), path in layer.items():
        if following is not None:
            weight = path.weight + take(state, following, needs_check).weight
            path = path._replace(weight=weight)  # noqa: PLW2901
        end = (state.status, state.patron)
        if end not in best or path < best[end]:
            best[end] = path
    winner = min(best.values())
    rivals = sum(path.weight == winner.weight for path in best.values())
    return [cluster[i] for i in winner.order], rivals > 1


_Layer = dict[tuple[int, ItemState], _Path]


def _extend(
    layer: _Layer, cluster: Sequence[Event], before: Sequence[int], needs_check: bool, room: int
) -> _Layer:
    """All entries with one more event placed; as soon as there is no room, those found so far."""
    extended: _Layer = {}
    for (placed, state), (weight, inversions, order) in layer.items():
        if len(extended) > room:
            break
        for i, event in enumerate(cluster):
            if placed >> i & 1 or before[i] & ~placed:
                continue
            step = take(state, event, needs_check)
            overtaken = (~placed & ((1 << i) - 1)).bit_count()
            path = _Path(weight + step.weight, inversions + overtaken, (*order, i))
            entry = (placed | 1 << i, step.state)
            if entry not in extended or path < extended[entry]:
                extended[entry] = path
    return extended
