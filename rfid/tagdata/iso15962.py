"""Data sets of ISO/IEC 15962, access method 0, as ISO 28560-2 lays them on a tag: bytes ↔ sets.

    precursor | offset | relative OID - 15 | length | data | padding
    bit 7: an offset byte follows, the number of padding bytes behind the data
    bits 6–4: compaction; bits 3–0: relative OID, 15: it is 15 + the byte that follows

A precursor 00 ends the chain. Source: implementations and tags in the field; where they disagree,
on the order of the offset and the OID byte when both are there, the order that makes the whole
chain end well is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rfid.errors import TagDataError
from rfid.tagdata.compaction import Compaction

MAX_OID = 31
MAX_LENGTH = 127
"""Longer data take a length of several bytes, which no known tag uses."""
_EXTENDED = 15
_MAX_SETS = 64


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data element as coded. `padding` is None without an offset byte; `at` is where it begins
    and `size` how long it is, padding included."""

    oid: int
    compaction: Compaction
    data: bytes
    padding: int | None = None
    at: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """The sets in order. `ended`: by a precursor 00, or where the memory ends; else the memory ends
    within a set, or what follows makes none. `closed`: by a precursor 00, nothing is to come."""

    sets: tuple[DataSet, ...]
    ended: bool
    closed: bool


def parse(memory: bytes) -> Chain:
    """Never raises; an image that is no chain gives one without sets."""
    return _Parser(memory).chain(0)


@dataclass(slots=True)
class _Parser:
    memory: bytes
    seen: dict[int, Chain] = field(default_factory=dict)

    def chain(self, at: int, depth: int = 0) -> Chain:
        """The chain from `at` on; each position is looked at once, whatever the bytes."""
        if at >= len(self.memory) or self.memory[at] == 0:
            return Chain((), ended=True, closed=at < len(self.memory))
        if depth == _MAX_SETS:
            return Chain((), ended=False, closed=False)
        if at not in self.seen:
            self.seen[at] = self._best(at, depth)
        return self.seen[at]

    def _best(self, at: int, depth: int) -> Chain:
        best = Chain((), ended=False, closed=False)
        for data_set in self._readings(at):
            rest = self.chain(at + data_set.size, depth + 1)
            whole = Chain((data_set, *rest.sets), rest.ended, rest.closed)
            if whole.ended:
                return whole
            if len(whole.sets) > len(best.sets):
                best = whole
        return best

    def _readings(self, at: int) -> list[DataSet]:
        """What the set at `at` may be: one reading, two when the order of its head is open."""
        precursor = self.memory[at]
        extended = precursor & 0x0F == _EXTENDED
        has_offset = bool(precursor & 0x80)
        heads = ((1, 2), (2, 1)) if extended and has_offset else ((1, 1 + has_offset),)
        readings = []
        for offset_at, oid_at in heads:
            head = 1 + has_offset + extended
            field_end = at + head + 1
            if field_end > len(self.memory):
                continue
            oid = _EXTENDED + self.memory[at + oid_at] if extended else precursor & 0x0F
            padding = self.memory[at + offset_at] if has_offset else None
            length = self.memory[field_end - 1]
            size = head + 1 + length + (padding or 0)
            data = self.memory[field_end : field_end + length]
            # Padding may be cut off with the memory, data may not.
            if 1 <= oid <= MAX_OID and length <= MAX_LENGTH and len(data) == length:
                code = Compaction(precursor >> 4 & 7)
                readings.append(DataSet(oid, code, data, padding, at, size))
        return readings


def build(oid: int, code: Compaction, data: bytes, align: int = 1, at: int = 0) -> bytes:
    """One set that begins at `at`, padded so that the next begins at a multiple of `align`.

    Raises TagDataError for data over 127 bytes and for a padded set of an OID from 15 on, whose
    head readers disagree about.
    """
    if len(data) > MAX_LENGTH:
        raise TagDataError(f"{len(data)} bytes are too long for one data element")
    extended = oid >= _EXTENDED
    head = bytes((min(oid, _EXTENDED) | code << 4,)) + bytes((oid - _EXTENDED,) * extended)
    plain = head + bytes((len(data),)) + data
    if (at + len(plain)) % align == 0:
        return plain
    if extended:
        raise TagDataError("a data element with an OID from 15 on cannot be aligned")
    padding = -(at + len(plain) + 1) % align
    return bytes((head[0] | 0x80, padding, len(data))) + data + bytes(padding)
