"""The life of a device that is lent: what is still to be done before it may go out again. Pure.

A device that came back is prepared anew: counted, reset, charged, its content verified. A step
counts for the one return it was done for (`StepDone.returned`), whatever arrives later and in
whatever order; so a return that turns up late makes every earlier step worthless. What the record
says of the item (on loan, missing parts, lost) is the business of the item fold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from catalogue.domain.denial import DenialReason
from catalogue.domain.items import ItemFold
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.ordering import Timeline
from catalogue.domain.states import APPLIED, OutcomeClass, Status
from catalogue.domain.steps import READY

UNCHECKED: Final = "unchecked"
"""`device_state` of a device that is to be prepared from the first step on: a new one, or one back
from repair."""
UNPREPARED: Final = "unprepared"
"""`device_state` of a device the record shows to be free though something is left to do since it
came back. It is no return: what was done stays done."""
REPAIR: Final = "repair"
"""`device_state` of a device that is out of service."""


class PrepStep(StrEnum):
    """What is done to a device before it is lent again."""

    CHECK = "check"
    RESET = "reset"
    """Accounts and notes of the last borrower are off it."""
    CHARGE = "charge"
    PACK = "pack"
    """Its files are those of the pack it is to have."""


class ReturnPlace(StrEnum):
    """Where a kit may be handed in. What comes back elsewhere is taken all the same."""

    DESK = "desk"
    KIOSK = "kiosk"
    DROP = "drop"


class Occasion(StrEnum):
    """When a kit is counted."""

    LOAN = "loan"
    RETURN = "return"
    STOCK = "stock"


class PartState(StrEnum):
    """What a check found of a part."""

    OK = "ok"
    MISSING = "missing"
    DAMAGED = "damaged"


class Decision(StrEnum):
    """What becomes of a kit that was checked."""

    GO_ON = "go_on"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class KitPart:
    """A part of a kit; `ordinal` is its number in the set where it is tagged, from 1."""

    code: str
    name: str
    description: str = ""
    price_cents: int = 0
    tagged: bool = False
    ordinal: int = 0
    required: bool = True


@dataclass(frozen=True, slots=True)
class KitModel:
    """A make of kit: `charter` is the name of what a patron signs first, `min_age` in years,
    `min_battery` in per cent."""

    id: str
    name: str
    parts: tuple[KitPart, ...] = ()
    charter: str | None = None
    min_age: int | None = None
    returns: frozenset[ReturnPlace] = frozenset({ReturnPlace.DESK})
    steps: tuple[PrepStep, ...] = tuple(PrepStep)
    min_battery: int = 0

    def part(self, code: str) -> KitPart | None:
        """The part of that code."""
        return next((part for part in self.parts if part.code == code), None)


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step as the workshop noted it. `returned`: the record the device had come back with,
    empty before the first; `battery` of a charge in per cent; `pack`: the one found on it."""

    step: PrepStep
    returned: str
    at_ms: int
    battery: int | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the workshop knows of a device. `pack` is the one it is to have."""

    steps: Collection[StepDone] = ()
    pack: str | None = None
    in_repair: bool = False


class Lack(StrEnum):
    """Why a device may not go out."""

    REPAIR = "repair"
    CHECK = "check"
    RESET = "reset"
    CHARGE = "charge"
    PACK = "pack"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Missing:
    """One reason; `detail` names the part, the pack, or the battery in per cent."""

    what: Lack
    detail: str = ""


def unprepared(model: KitModel, workshop: Workshop, returned: str | None) -> tuple[Missing, ...]:
    """What is still to be done since the device came back with `returned` (None: never was out),
    in the order it is best done. Parts are not counted here: `open_parts`."""
    done = {each.step: each for each in workshop.steps if each.returned == (returned or "")}
    found = [Missing(Lack.REPAIR)] if workshop.in_repair else []
    for step in PrepStep:
        if step not in model.steps:
            continue
        if not _counts(step, done, model, workshop):
            found.append(Missing(Lack(step.value), _detail(step, done.get(step), workshop)))
    return tuple(found)


def _counts(
    step: PrepStep, done: Mapping[PrepStep, StepDone], model: KitModel, workshop: Workshop
) -> bool:
    noted = done.get(step)
    if noted is None:
        return False
    if step is PrepStep.CHARGE:
        return noted.battery is not None and noted.battery >= model.min_battery
    if step is PrepStep.PACK:
        reset = done.get(PrepStep.RESET)
        # A reset may have taken files off it: what was verified before says nothing.
        late_enough = reset is None or noted.at_ms >= reset.at_ms
        return noted.pack is not None and noted.pack == workshop.pack and late_enough
    return True


def _detail(step: PrepStep, noted: StepDone | None, workshop: Workshop) -> str:
    if step is PrepStep.CHARGE and noted is not None and noted.battery is not None:
        return str(noted.battery)
    return workshop.pack or "" if step is PrepStep.PACK else ""


def open_parts(model: KitModel, parts: Iterable[str]) -> tuple[Missing, ...]:
    """The missing parts that keep a kit in, in the order of the model; one the model does not know
    keeps it in too."""
    order = [part.code for part in model.parts]
    known = {part.code: part for part in model.parts}
    wanted = (code for code in parts if code not in known or known[code].required)
    ranked = sorted(wanted, key=lambda code: (order.index(code) if code in known else 99, code))
    return tuple(Missing(Lack.PART, code) for code in ranked)


def absent_parts(model: KitModel, ordinals: Collection[int]) -> tuple[str, ...]:
    """Tagged parts of which no tag was read: distinct numbers count, not tags."""
    return tuple(p.code for p in model.parts if p.tagged and p.ordinal not in ordinals)


class Life(StrEnum):
    """A device as the workshop's list shows it."""

    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    ON_HOLD_SHELF = "on_hold_shelf"
    IN_TRANSIT = "in_transit"
    RECEIVED_UNCHECKED = "received_unchecked"
    IN_PREPARATION = "in_preparation"
    MISSING_PART = "missing_part"
    REPAIR = "repair"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


_AWAY: Final = (Status.ON_LOAN, Status.IN_TRANSIT, Status.LOST, Status.WITHDRAWN)


def life(status: Status, lacking: Collection[Missing], *, begun: bool) -> Life:
    """Where a device is in its life. `begun`: a step was done since it came back."""
    lacks = {missing.what for missing in lacking}
    if status in _AWAY:
        return Life(status.value)
    if Lack.REPAIR in lacks:
        return Life.REPAIR
    if lacks - {Lack.PART} or status == Status.RECEIVED_UNCHECKED:
        return Life.IN_PREPARATION if begun else Life.RECEIVED_UNCHECKED
    return Life.MISSING_PART if lacks else Life(status.value)


def settlement(status: Status, lacking: Collection[Missing]) -> str | None:
    """The `device_state` the server records of a device: ready once nothing is to be done, and
    unprepared when the record shows it free, and something is. None: nothing to say. `lacking` as
    `unprepared` gives it."""
    if status == Status.RECEIVED_UNCHECKED:
        return None if lacking else READY
    if status in (Status.AVAILABLE, Status.MISSING_PART):
        return UNPREPARED if lacking else None
    return None


def may_borrow(
    model: KitModel, lacking: Collection[Missing], age: int | None, *, signed: bool
) -> DenialReason | None:
    """Why a device is not lent to a patron of this age; an age nobody knows (a class, an
    institution) is not held against her. `signed`: the charter, in its current version."""
    if lacking:
        return DenialReason.NOT_FOR_LOAN
    if model.min_age is not None and age is not None and age < model.min_age:
        return DenialReason.AGE
    return DenialReason.CHARTER if model.charter is not None and not signed else None


_NO_RETURN: Final = (READY, UNPREPARED)


def last_return(fold: ItemFold, timeline: Timeline) -> str | None:
    """The latest record with which an object came back: a return (also one that changed nothing:
    whoever handed it in had it), its being found or put out of service, whatever else showed that
    a loan had ended without lending it anew. Of what a seal covers, the returns."""
    ended = {loan.end for loan in fold.loans.values()}
    for op_id in reversed(fold.order):
        if fold.outcomes[op_id].outcome_class == OutcomeClass.CONFLICT:
            continue
        if _comes_back(timeline.ops[op_id]) or (op_id in ended and op_id not in fold.loans):
            return op_id
    below = [op_id for op_id in _sealed(fold, timeline) if _comes_back(timeline.ops[op_id])]
    return max(below, key=timeline.key, default=None)


def _comes_back(op: Operation) -> bool:
    if op.kind == Kind.DEVICE_STATE:
        return op.payload.get("state") not in _NO_RETURN
    return op.kind in (Kind.CHECK_IN, Kind.ITEM_FOUND)


def _sealed(fold: ItemFold, timeline: Timeline) -> list[str]:
    """What the item's latest seal covers."""
    seals = [
        timeline.ops[op_id]
        for op_id, outcome in fold.outcomes.items()
        if outcome == APPLIED and timeline.ops[op_id].kind == Kind.SEAL
    ]
    covered = seals[0].payload.get("covered") if seals else None
    found = map(str, covered) if isinstance(covered, list) else ()
    return [op_id for op_id in found if op_id in timeline.ops]
