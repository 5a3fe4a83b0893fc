"""Extension blocks behind the basic block of ISO 28560-3, and of the models before it.

    LEN (of the whole block) | number, low byte first | XOR | payload

The XOR over all bytes of a block is 00; LEN 00 ends the blocks, LEN 01 is a filler byte; a number
whose high byte is FF is followed by two bytes more. Some writers put the XOR last. Payloads are
UTF-8 strings, each ended by 00; trailing empty ones are left out. Source: open implementations and
the Danish "RFID data model for libraries" (2009).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import xor

from rfid.errors import TagDataError
from rfid.tagdata.text import prose, writable

LIBRARY, ACQUISITION, SUPPLEMENT, TITLE, ILL = 1, 2, 3, 4, 5
_HEAD = 4
_MAX = 0xFF


@dataclass(frozen=True, slots=True)
class Extension:
    """One block: `number` and `payload`, in the order of its bytes. `xor_last` tells the older
    arrangement."""

    number: int
    payload: bytes
    xor_last: bool = False

    def strings(self) -> list[str]:
        """The fields, what cannot be shown replaced; not for LIBRARY, which begins with a byte."""
        return [prose(each.decode("utf-8", "replace")) for each in self.payload.split(b"\0")]


@dataclass(frozen=True, slots=True)
class Blocks:
    """`whole`: the data end with LEN 00 or with the memory, not in the middle of something else;
    `end` is where."""

    blocks: tuple[Extension, ...]
    whole: bool
    end: int


def parse(data: bytes, xor_last: bool = False) -> Blocks:
    """The blocks as far as they make sense; `xor_last` is the likelier arrangement, where they do
    not tell it themselves. Never raises."""
    found: list[bytes] = []
    at = 0
    whole = True
    while at < len(data) and data[at]:
        block = data[at : at + data[at]]
        if len(block) < data[at] or (1 < len(block) < _HEAD) or (len(block) > 1 and _xor(block)):
            whole = False
            break
        if len(block) > 1:
            found.append(block)
        at += len(block)
    # One writer arranged them all: a block that can be read in one way only speaks for the others.
    told = {way for block in found if (way := _arrangement(block)) is not None}
    likelier = told.pop() if len(told) == 1 else xor_last
    return Blocks(tuple(_extension(each, likelier) for each in found), whole, min(at, len(data)))


def build(blocks: Iterable[Extension], room: int) -> bytes:
    """The bytes of the blocks, at most `room`; raises TagDataError when they do not fit."""
    data = b""
    for block in blocks:
        number = block.number.to_bytes(2, "little")
        size = _HEAD + len(block.payload)
        if size > _MAX or block.number >> 8 == _MAX:
            raise TagDataError(f"extension block {block.number} is too long")
        body = block.payload
        check = reduce(xor, bytes((size,)) + number + body)
        middle = body + bytes((check,)) if block.xor_last else bytes((check,)) + body
        data += bytes((size,)) + number + middle
    if len(data) > room:
        raise TagDataError(f"the extension blocks take {len(data)} bytes, there are {room}")
    return data


def text(blocks: Iterable[Extension], number: int) -> str:
    """The first field of a block of text; empty when it is not there."""
    fields = (each.strings()[0] for each in blocks if each.number == number)
    return next(fields, "")


def with_text(
    blocks: Iterable[Extension], number: int, value: str, older: bool = False
) -> tuple[Extension, ...]:
    """The same blocks, the first field of block `number` replaced, in the arrangement it has or,
    where it is new, in the `older` one; an empty value leaves what is there."""
    kept = list(blocks)
    if not value:
        return tuple(kept)
    data = writable(value, "title" if number == TITLE else "shelf").encode()
    for at, each in enumerate(kept):
        if each.number == number:
            rest = each.payload.partition(b"\0")[2]
            kept[at] = replace(each, payload=data + (b"\0" + rest if rest else b""))
            return tuple(kept)
    return (*kept, Extension(number, data, older))


def _extension(block: bytes, likelier: bool) -> Extension:
    told = _arrangement(block)
    xor_last = likelier if told is None else told
    return Extension(_number(block), _payload(block, xor_last), xor_last)


def _arrangement(block: bytes) -> bool | None:
    """Whether the XOR comes last, None where the block does not tell. It is rarely text: the
    arrangement is the one whose payload can be read."""
    if _number(block) not in (ACQUISITION, SUPPLEMENT, TITLE, ILL):
        return None
    last, fourth = _readable(_payload(block, True)), _readable(_payload(block, False))
    return None if last is fourth else last


def _number(block: bytes) -> int:
    return int.from_bytes(block[1:3], "little")


def _payload(block: bytes, xor_last: bool) -> bytes:
    return block[3:-1] if xor_last else block[_HEAD:]


def _readable(payload: bytes) -> bool:
    try:
        fields = payload.decode("utf-8").split("\0")
    except UnicodeDecodeError:
        return False
    return all(field.isprintable() for field in fields)


def _xor(block: bytes) -> int:
    return reduce(xor, block)
