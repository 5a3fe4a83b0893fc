"""What a check of a kit's parts found, as whoever counted tells it."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.domain.devices import Decision, Occasion, PartState


@dataclass(frozen=True, slots=True)
class PartFound:
    """What was seen of a part. `cents`: what staff assess for damage; None: nothing is asked."""

    part: str
    state: PartState
    note: str = ""
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """A check. Parts that are not named are there; of tagged ones, `ordinals` (None: not read)
    says which were read."""

    occasion: Occasion
    lines: tuple[PartFound, ...] = ()
    battery: int | None = None
    decision: Decision = Decision.GO_ON
    ordinals: frozenset[int] | None = None
