"""Where a thing goes that was just given back. Pure; the server and every station decide by it, so
that a station that is cut off says the same from its snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Goes(StrEnum):
    """Where to."""

    BIN = "bin"
    """The trolley of its kind, in this branch."""
    HOLD = "hold"
    """The hold shelf of this branch."""
    TRANSIT = "transit"
    """On its way to another branch."""


@dataclass(frozen=True, slots=True)
class Destination:
    """`branch`: of a transit, the one it is bound for."""

    goes: Goes
    branch: str | None = None


def place_returned(here: str, home: str, queue: Sequence[str | None], *, fit: bool) -> Destination:
    """Where a copy given back in the branch `here` goes. `queue`: pick-up branches of those who
    wait for its title and have no copy set aside yet, the first first (None: anywhere); `fit`: it
    may be lent as it is. The first in the queue gets it, wherever that is; else it goes home."""
    if fit and queue:
        pickup = queue[0]
        if pickup is None or pickup == here:
            return Destination(Goes.HOLD)
        return Destination(Goes.TRANSIT, pickup)
    if home != here:
        return Destination(Goes.TRANSIT, home)
    return Destination(Goes.BIN)


@dataclass(frozen=True, slots=True)
class SortRule:
    """A trolley and what belongs there; None: any. `own`: a rule of this station, not of its
    branch."""

    key: str
    letter: str
    label: str
    kind: str | None = None
    collection: str | None = None
    own: bool = False


def choose_bin(rules: Iterable[SortRule], kind: str, collection: str | None) -> SortRule | None:
    """The trolley for a kind and a collection: of the rules that fit, the station's own before its
    branch's, then the most specific (collection before kind)."""
    fitting = (
        rule
        for rule in rules
        if rule.kind in (None, kind) and rule.collection in (None, collection)
    )
    return min(fitting, key=_rank, default=None)


def _rank(rule: SortRule) -> tuple[bool, bool, bool, str]:
    return not rule.own, rule.collection is None, rule.kind is None, rule.key
