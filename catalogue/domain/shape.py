"""Which fold a record belongs to, and whether it has what its kind needs. Pure.

A record that lacks something is stored and counted as malformed; it changes nothing and stops
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from catalogue.domain.operations import CENTRAL, Json, Kind, Operation
from catalogue.domain.states import APPLIED, Outcome

STATION_KINDS: Final = frozenset({Kind.CLOCK, Kind.EPOCH_START, Kind.TAG_STATE})
"""They change no item and no title."""
PATRON_KINDS: Final = frozenset(
    {Kind.FEE_ASSESS, Kind.FEE_ADJUST, Kind.FEE_PAY, Kind.NOTICE_SENT, Kind.NOTICE_CORRECT}
)
"""What a patron owes and was told. They change no item and no title either."""
CENTRAL_KINDS: Final = PATRON_KINDS | {Kind.DUE_KEPT, Kind.SEAL}
"""The server's own word: no station may give it."""
IN_HAND_KINDS: Final = frozenset(
    {
        Kind.CHECK_OUT,
        Kind.CHECK_IN,
        Kind.HOLD_TRAP,
        Kind.TRANSIT_SEND,
        Kind.TRANSIT_RECEIVE,
        Kind.PART_MISSING,
        Kind.PART_FOUND,
        Kind.ITEM_FOUND,
        Kind.DEVICE_STATE,
    }
)
DECLARED_KINDS: Final = frozenset(
    {
        Kind.RENEW,
        Kind.ITEM_LOST,
        Kind.ITEM_WITHDRAWN,
        Kind.TRAP_END,
        Kind.DUE_KEPT,
        Kind.SEAL,
    }
)
ITEM_KINDS: Final = IN_HAND_KINDS | DECLARED_KINDS
TITLE_KINDS: Final = frozenset({Kind.HOLD_PLACE, Kind.HOLD_CANCEL, Kind.HOLD_EXPIRE})
UNDOABLE_KINDS: Final = frozenset(
    {
        Kind.CHECK_OUT,
        Kind.CHECK_IN,
        Kind.RENEW,
        Kind.HOLD_PLACE,
        Kind.HOLD_CANCEL,
        Kind.PART_MISSING,
    }
)


class Fold(StrEnum):
    """Which fold gives a record its outcome."""

    STATION = "station"
    ITEM = "item"
    TITLE = "title"


_KIND_FOLDS: Final[Mapping[str, Fold]] = {
    **{str(k): Fold.STATION for k in STATION_KINDS | PATRON_KINDS},
    **{str(k): Fold.ITEM for k in ITEM_KINDS},
    **{str(k): Fold.TITLE for k in TITLE_KINDS},
}


def fold_of(op: Operation) -> Fold:
    """The fold a record is handed to: `item` has `op.item`, `title` has `op.title`. An undo, a
    conflict_resolve or an unknown kind goes with what it names. Records without a subject go to
    `station`, see `standing`."""
    fold = _KIND_FOLDS.get(op.kind, Fold.ITEM if op.item else Fold.TITLE)
    if (fold == Fold.ITEM and not op.item) or (fold == Fold.TITLE and not op.title):
        return Fold.STATION
    return fold


def cause_of(op: Operation) -> str | None:
    """Of a trap or a transit that the server recorded: the record that brought the item to rest.
    It takes effect right behind that one, and only while the item is at rest there."""
    if op.station != CENTRAL or op.kind not in (Kind.HOLD_TRAP, Kind.TRANSIT_SEND):
        return None
    cause = op.refs.get("cause")
    return cause if isinstance(cause, str) else None


def standing(op: Operation) -> Outcome:
    """Outcome of a record that no item or title fold reads."""
    reason = malformed_reason(op, None)
    return Outcome("malformed", reason) if reason is not None else APPLIED


def malformed_reason(op: Operation, patron: str | None) -> str | None:
    """What this record lacks, or None. `patron`: the patron its commitment was resolved to."""
    check = _CHECKS.get(op.kind)
    return "unknown_kind" if check is None else check(op, patron)


def _station(op: Operation, patron: str | None) -> str | None:
    return None


def _item(op: Operation, patron: str | None) -> str | None:
    return None if op.item else "no_subject"


def _dated(op: Operation, patron: str | None) -> str | None:
    """check_out and renew: a borrower and a date."""
    if not op.item:
        return "no_subject"
    return None if patron and _is_integer(op.payload.get("due_ms")) else "no_patron_or_due"


def _due_kept(op: Operation, patron: str | None) -> str | None:
    if not op.item:
        return "no_subject"
    if not _is_text(op.refs.get("about")):
        return "no_ref"
    return None if _is_integer(op.payload.get("due_ms")) else "no_due"


def _trap(op: Operation, patron: str | None) -> str | None:
    if not op.item:
        return "no_subject"
    if not _is_text(op.refs.get("about")):
        return "no_ref"
    return None if patron else "no_patron"


def _trap_end(op: Operation, patron: str | None) -> str | None:
    if not op.item:
        return "no_subject"
    return None if _is_text(op.refs.get("about")) else "no_ref"


def _part(op: Operation, patron: str | None) -> str | None:
    if not op.item:
        return "no_subject"
    return None if _is_text(op.payload.get("part")) else "no_part"


def _device(op: Operation, patron: str | None) -> str | None:
    if not op.item:
        return "no_subject"
    return None if _is_text(op.payload.get("state")) else "no_state"


def _hold_place(op: Operation, patron: str | None) -> str | None:
    if not op.title:
        return "no_subject"
    return None if patron else "no_patron"


def _hold_end(op: Operation, patron: str | None) -> str | None:
    if not op.title:
        return "no_subject"
    return None if _is_text(op.refs.get("about")) else "no_ref"


def _undo(op: Operation, patron: str | None) -> str | None:
    if not op.item and not op.title:
        return "no_subject"
    return None if _is_text(op.refs.get("undoes")) else "no_ref"


def _resolve(op: Operation, patron: str | None) -> str | None:
    if not op.item and not op.title:
        return "no_subject"
    payload = op.payload
    if not _is_text(payload.get("conflict")) or payload.get("choice") not in ("keep", "void"):
        return "no_conflict"
    void = payload.get("void", [])
    return None if isinstance(void, list) and all(map(_is_text, void)) else "no_conflict"


def _seal(op: Operation, patron: str | None) -> str | None:
    if not op.item:
        return "no_subject"
    covered, state = op.payload.get("covered"), op.payload.get("state")
    whole = isinstance(covered, list) and all(map(_is_text, covered)) and isinstance(state, dict)
    return None if whole else "no_state"


def _assess(op: Operation, patron: str | None) -> str | None:
    if op.patron_c is None:
        return "no_patron"
    whole = _is_amount(op.payload.get("cents")) and _is_text(op.payload.get("reason"))
    return None if whole else "no_amount"


def _fee(op: Operation, patron: str | None) -> str | None:
    """fee_adjust and fee_pay: which debt, and how much."""
    if not _is_text(op.refs.get("about")):
        return "no_ref"
    return None if _is_amount(op.payload.get("cents")) else "no_amount"


def _notice(op: Operation, patron: str | None) -> str | None:
    if op.patron_c is None:
        return "no_patron"
    if not _is_text(op.refs.get("about")):
        return "no_ref"
    return None if _is_text(op.payload.get("notice")) else "no_notice"


_CHECKS: Final = {
    **dict.fromkeys(map(str, STATION_KINDS), _station),
    **dict.fromkeys(map(str, ITEM_KINDS), _item),
    str(Kind.CHECK_OUT): _dated,
    str(Kind.RENEW): _dated,
    str(Kind.DUE_KEPT): _due_kept,
    str(Kind.HOLD_TRAP): _trap,
    str(Kind.TRAP_END): _trap_end,
    str(Kind.PART_MISSING): _part,
    str(Kind.PART_FOUND): _part,
    str(Kind.DEVICE_STATE): _device,
    str(Kind.HOLD_PLACE): _hold_place,
    str(Kind.HOLD_CANCEL): _hold_end,
    str(Kind.HOLD_EXPIRE): _hold_end,
    str(Kind.UNDO): _undo,
    str(Kind.CONFLICT_RESOLVE): _resolve,
    str(Kind.SEAL): _seal,
    str(Kind.FEE_ASSESS): _assess,
    str(Kind.FEE_ADJUST): _fee,
    str(Kind.FEE_PAY): _fee,
    str(Kind.NOTICE_SENT): _notice,
    str(Kind.NOTICE_CORRECT): _notice,
}


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and value != ""


def _is_integer(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_amount(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
