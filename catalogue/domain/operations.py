"""The record: one immutable fact of circulation, its canonical bytes and its hash.

A record is made once, where the thing happened, and never changes. What it comes to is decided by
the fold (`catalogue.domain.timeline`); this module knows neither other records nor the present.

Canonical form: RFC 8785 (JSON Canonicalization Scheme), integers only, strings in NFC, absent
fields left out, hashes 64 lower-case hexadecimal digits, times in milliseconds UTC.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import rfc8785

SCHEMA: Final = 1
GENESIS: Final = "0" * 64
"""`prev_hash` of the first record of a disk."""
CENTRAL: Final = "central"
"""The server's own station: no sequence, no chain."""
MAX_INTEGER: Final = 2**53 - 1

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


class Kind(StrEnum):
    """What happened. The groups below say how the fold treats it."""

    CLOCK = "clock"
    EPOCH_START = "epoch_start"
    TAG_STATE = "tag_state"
    CHECK_OUT = "check_out"
    CHECK_IN = "check_in"
    RENEW = "renew"
    HOLD_TRAP = "hold_trap"
    TRANSIT_SEND = "transit_send"
    TRANSIT_RECEIVE = "transit_receive"
    PART_MISSING = "part_missing"
    PART_FOUND = "part_found"
    ITEM_LOST = "item_lost"
    ITEM_FOUND = "item_found"
    ITEM_WITHDRAWN = "item_withdrawn"
    DEVICE_STATE = "device_state"
    TRAP_END = "trap_end"
    DUE_KEPT = "due_kept"
    HOLD_PLACE = "hold_place"
    HOLD_CANCEL = "hold_cancel"
    HOLD_EXPIRE = "hold_expire"
    UNDO = "undo"
    CONFLICT_RESOLVE = "conflict_resolve"
    SEAL = "seal"
    FEE_ASSESS = "fee_assess"
    FEE_ADJUST = "fee_adjust"
    FEE_PAY = "fee_pay"
    NOTICE_SENT = "notice_sent"
    NOTICE_CORRECT = "notice_correct"


class Basis(StrEnum):
    """How the station knew its offset to the server's clock."""

    BOOT = "boot"
    """Measured since this boot."""
    RTC = "rtc"
    """Carried over from an earlier boot by the battery clock."""
    NONE = "none"


class Presence(StrEnum):
    """What vouches that the object was really there."""

    TAG = "tag"
    SCAN = "scan"
    TYPED = "typed"
    NONE = "none"


def _no_json() -> Mapping[str, Json]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Operation:
    """One record. Times in ms; `payload`, `grounds`, `evidence` and `refs` are JSON objects whose
    keys belong to the kind (`due_ms`, `reason`, `pickup`; `undoes`, `compensates`, `about`,
    `resolves`, `cause`). `patron_c` commits to the patron: SHA-256(16-byte nonce + patron key),
    hexadecimal.
    """

    id: str
    kind: str
    station: str
    wall_ms: int
    basis: str
    presence: str
    epoch: int | None = None
    seq: int | None = None
    prev_hash: str | None = None
    boot_id: str | None = None
    mono_ms: int | None = None
    offset_ms: int | None = None
    error_ms: int | None = None
    item: str | None = None
    title: str | None = None
    branch: str | None = None
    patron_c: str | None = None
    payload: Mapping[str, Json] = field(default_factory=_no_json)
    grounds: Mapping[str, Json] = field(default_factory=_no_json)
    evidence: Mapping[str, Json] = field(default_factory=_no_json)
    refs: Mapping[str, Json] = field(default_factory=_no_json)
    schema: int = SCHEMA
    hash: str = ""

    def body(self) -> dict[str, Json]:
        """The hashed fields as JSON; absent ones and empty objects are left out."""
        out: dict[str, Json] = {
            name: value for name in _SCALARS if (value := getattr(self, name)) is not None
        }
        for name in _OBJECTS:
            if held := getattr(self, name):
                out[name] = dict(held)
        return out

    def to_json(self) -> dict[str, Json]:
        """The body and its hash: the form on the wire and on disk."""
        return {**self.body(), "hash": self.hash}


_OBJECTS: Final = ("payload", "grounds", "evidence", "refs")
_FIELDS: Final = tuple(f.name for f in fields(Operation))
_SCALARS: Final = tuple(name for name in _FIELDS if name not in (*_OBJECTS, "hash"))


class MalformedRecord(ValueError):
    """A record that cannot be canonicalised or does not have the fields a record has."""


def canonical_bytes(op: Operation) -> bytes:
    """RFC 8785 bytes of the hashed fields. Raises MalformedRecord for a float, an integer of
    2^53 or more, or a string that is not in NFC."""
    return _canonical(op.body())


def text_of(op: Operation) -> str:
    """The record with its hash as canonical text: the form it is kept in. Raises MalformedRecord
    like `canonical_bytes`."""
    return _canonical(op.to_json()).decode()


def _canonical(body: dict[str, Json]) -> bytes:
    return plain_bytes(body) if _check(body) else rfc8785.dumps(body)


def plain_bytes(value: dict[str, Json]) -> bytes:
    """RFC 8785 bytes of an object without floats whose keys are all ASCII: then the standard
    library writes the same, at a sixth of the time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(op: Operation) -> str:
    """SHA-256 of the canonical bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical_bytes(op)).hexdigest()


def seal(op: Operation) -> Operation:
    """The same record with its hash filled in."""
    return replace(op, hash=hash_of(op))


def is_intact(op: Operation) -> bool:
    """Does the hash fit the content? False also for what cannot be canonicalised."""
    try:
        return hash_of(op) == op.hash
    except MalformedRecord:
        return False


def from_json(data: Mapping[str, Json]) -> Operation:
    """The inverse of `Operation.to_json`; raises MalformedRecord naming the first bad field."""
    unknown = data.keys() - set(_FIELDS)
    if unknown:
        raise MalformedRecord(f"unknown field {min(unknown)!r}")
    values: dict[str, object] = {}
    for name in _FIELDS:
        if name not in data:
            if name in _REQUIRED:
                raise MalformedRecord(f"field {name!r} is missing")
            continue
        value = data[name]
        if not _fits(name, value):
            raise MalformedRecord(f"field {name!r} has the wrong type")
        values[name] = MappingProxyType(dict(value)) if isinstance(value, dict) else value
    return Operation(**values)  # type: ignore[arg-type]  # _fits has checked every one


_REQUIRED: Final = ("id", "kind", "station", "wall_ms", "basis", "presence", "hash")
_INTEGERS: Final = ("schema", "epoch", "seq", "mono_ms", "wall_ms", "offset_ms", "error_ms")


def _fits(name: str, value: Json) -> bool:
    if name in _OBJECTS:
        return isinstance(value, dict)
    if name in _INTEGERS:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


MAX_DEPTH: Final = 8
"""Objects within objects: a record has no use for more, and a parser no stack for thousands."""


def _check(value: object, depth: int = 0) -> bool:
    """Raises MalformedRecord for what a record may not hold. Says whether all keys are ASCII: RFC
    8785 sorts others in an order of its own (section 3.2.3)."""
    if depth > MAX_DEPTH:
        raise MalformedRecord("nested too deeply")
    plain = True
    if isinstance(value, dict):
        for key, item in value.items():
            if not key.isascii():
                _check_text(key)
                plain = False
            # Most of a record: short texts and numbers, looked at on the spot.
            kind = type(item)
            if not (
                (kind is str and item.isascii())
                or (kind is int and -MAX_INTEGER <= item <= MAX_INTEGER)
            ):
                plain = _check(item, depth + 1) and plain
        return plain
    if isinstance(value, list):
        for item in value:
            plain = _check(item, depth + 1) and plain
        return plain
    if isinstance(value, str):
        _check_text(value)
        return True
    if value is None or isinstance(value, bool):
        return True
    if not isinstance(value, int) or abs(value) > MAX_INTEGER:
        raise MalformedRecord(f"{value!r} is not an integer below 2^53")
    return True


def _check_text(text: str) -> None:
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        raise MalformedRecord("a string is not in NFC")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise MalformedRecord("a string holds half a surrogate pair") from error


def patron_key(card: str) -> bytes:
    """Patron key of a card number, as stations write it: UTF-8 of `card:NUMBER`."""
    return f"card:{card}".encode()


def patron_commitment(nonce: bytes, key: bytes) -> str:
    """`patron_c` of a patron key: SHA-256(16-byte nonce + key), hexadecimal."""
    if len(nonce) != 16:
        raise ValueError("the nonce has 16 bytes")
    return hashlib.sha256(nonce + key).hexdigest()
