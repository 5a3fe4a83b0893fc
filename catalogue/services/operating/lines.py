"""Lines of an export, read back: what each says, or why it says nothing. Pure.

A line with a `record` is that record, hash and all. One without (`unchained`: another system's, or
an export that was not full) becomes a record here: its station's clock is believed, and the records
of a station are chained in the order of their numbers, so that the same lines in any order make the
same records.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.domain.ids import derived_id, is_canonical
from catalogue.domain.operations import (
    CENTRAL,
    GENESIS,
    MAX_INTEGER,
    Basis,
    MalformedRecord,
    Operation,
    Presence,
    canonical_bytes,
    from_json,
    is_intact,
    patron_commitment,
    seal,
)

MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What opens a commitment: patron key and nonce."""

    key: str
    nonce: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Line `number` (from 1): its record, and whom it is about as the file names her."""

    number: int
    op: Operation
    patron: str | None = None
    sidecar: Sidecar | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """Line `number` is left out, for this reason."""

    number: int
    reason: str


class _BadError(Exception):
    """The text is the reason."""


def read_lines(texts: Iterable[str], *, unchained: bool) -> tuple[list[ReadLine], list[BadLine]]:
    """Read all lines; empty ones count and say nothing."""
    good: list[ReadLine] = []
    bad: list[BadLine] = []
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        try:
            good.append(_read(number, text, unchained=unchained))
        except _BadError as error:
            bad.append(BadLine(number, str(error)))
        except (MalformedRecord, RecursionError) as error:
            bad.append(BadLine(number, f"no record: {error}"))
    return (_chained(good) if unchained else good), bad


def _read(number: int, text: str, *, unchained: bool) -> ReadLine:
    try:
        line = json.loads(text)
    except ValueError as error:
        raise _BadError("not JSON") from error
    if not isinstance(line, dict):
        raise _BadError("not a JSON object")
    patron = _text(line, "patron", needed=False)
    if unchained:
        return ReadLine(number, _made(line, patron), patron)
    record = line.get("record")
    if not isinstance(record, dict):
        raise _BadError("no record with a hash; --unchained takes lines without")
    op = from_json(record)
    if not is_intact(op):
        raise _BadError("the hash does not fit the record")
    if not is_canonical(op.id) or line.get("id", op.id) != op.id:
        raise _BadError("the id is not the record's")
    sidecar = _sidecar(line.get("sidecar"), op)
    return ReadLine(number, op, patron, sidecar)


def _sidecar(told: Any, op: Operation) -> Sidecar | None:
    if told is None:
        return None
    try:
        sidecar = Sidecar(str(told["key"]), str(told["nonce"]))
        made = patron_commitment(bytes.fromhex(sidecar.nonce), sidecar.key.encode())
    except (KeyError, TypeError, ValueError) as error:
        raise _BadError("sidecar: needs key and nonce") from error
    if made != op.patron_c:
        raise _BadError("the sidecar does not fit the record")
    return sidecar


def _made(line: Mapping[str, Any], patron: str | None) -> Operation:
    """A record from a line without one; not chained and not sealed yet."""
    station = _text(line, "station")
    at_ms = _moment(line, "at")
    if at_ms is None:
        raise _BadError("at: is missing")
    due_ms = _moment(line, "due")
    payload = _object(line, "payload") | ({} if due_ms is None else {"due_ms": due_ms})
    ground = line.get("ground")
    grounds = {"ground": ground} if isinstance(ground, str) else _object(line, "ground")
    refs = {
        name: _own_id(value) if isinstance(value, str) else value
        for name, value in _object(line, "refs").items()
    }
    op = Operation(
        id=_own_id(_text(line, "id")),
        kind=_text(line, "kind"),
        station=station,
        wall_ms=at_ms,
        basis=Basis.NONE,
        presence=_text(line, "presence", needed=False) or Presence.TAG,
        item=_text(line, "item", needed=False),
        title=_text(line, "title", needed=False),
        branch=_text(line, "branch", needed=False),
        payload=payload,
        grounds=grounds,
        refs=refs,
    )
    if station != CENTRAL:
        op = replace(
            op,
            basis=Basis.BOOT,
            epoch=_number(line, "epoch", 1),
            seq=_number(line, "seq", None),
            boot_id="replayed",
            mono_ms=at_ms,
            offset_ms=0,
            error_ms=_number(line, "error_ms", 0, least=0),
        )
    if patron is not None:
        # Bound to the name the file gives, which is no secret any more.
        op = replace(op, patron_c=patron_commitment(bytes(16), patron.encode()))
    canonical_bytes(op)
    return op


def _own_id(told: str) -> str:
    return told if is_canonical(told) else derived_id("foreign", told)


def _chained(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Each record continues the one with the next lower number of its station, of those with the
    same number the first by id."""
    newest: dict[str, tuple[tuple[int, int], str]] = {}
    below: dict[str, str] = {}
    chained = []
    seen: dict[str, Operation] = {}
    for line in sorted(lines, key=_order):
        op = line.op
        if op.seq is not None:
            at, hash_ = newest.get(op.station, ((0, 0), GENESIS))
            if op.id in seen and replace(seen[op.id], prev_hash=None, hash="") == op:
                op = seen[op.id]
            else:
                if _place(op) != at:
                    below[op.station] = hash_
                op = seal(replace(op, prev_hash=below.get(op.station, GENESIS)))
                if _place(op) != at:
                    newest[op.station] = (_place(op), op.hash)
        else:
            op = seal(op)
        seen.setdefault(op.id, op)
        chained.append(replace(line, op=op))
    return sorted(chained, key=lambda each: each.number)


def _order(line: ReadLine) -> tuple[tuple[int, int], str, bytes]:
    """Of nothing but the record: the order of the lines does not enter."""
    return _place(line.op), line.op.id, canonical_bytes(line.op)


def _place(op: Operation) -> tuple[int, int]:
    return op.epoch or 0, op.seq or 0


def _text(line: Mapping[str, Any], name: str, *, needed: bool = True) -> Any:
    value = line.get(name)
    if value is None and not needed:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT:
        raise _BadError(f"{name}: " + ("is missing" if value is None else "not a text"))
    return value


def _number(line: Mapping[str, Any], name: str, default: int | None, least: int = 1) -> int:
    value = line.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MAX_INTEGER:
        raise _BadError(f"{name}: " + ("is missing" if value is None else "not such a number"))
    return value


def _object(line: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = line.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _BadError(f"{name}: not an object")
    return dict(value)


def _moment(line: Mapping[str, Any], name: str) -> int | None:
    """ISO 8601 with its offset, or milliseconds UTC."""
    value = line.get(name)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        moment_ms = value
    else:
        try:
            moment = dt.datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise _BadError(f"{name}: not a moment (ISO 8601, or milliseconds)") from error
        if moment.tzinfo is None:
            raise _BadError(f"{name}: say the offset from UTC")
        moment_ms = round(moment.timestamp() * 1000)
    if not 0 <= moment_ms <= MAX_INTEGER:
        raise _BadError(f"{name}: not such a moment")
    return moment_ms
