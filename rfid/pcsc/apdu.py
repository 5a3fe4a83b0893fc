"""Answers of PC/SC readers: status words, and the data objects of a transparent session.

Source: PC/SC part 3, 3.2.2 (storage cards) and its supplement on transparent exchange; ISO/IEC
7816-4 for the status words.
"""

from __future__ import annotations

from rfid.errors import FrameError, ReaderFault, ReaderRefused, TagNotAnswering, TagRefused

OK = 0x9000
GET_UID = bytes.fromhex("FFCA000000")
_LOCKED, _NOT_AVAILABLE = 0x12, 0x10
_TAG_SILENT = frozenset({0x62, 0x63, 0x64, 0x65, 0x6F})
_ERROR_OBJECT = 0xC0
_READER_SILENT = frozenset({0x6400, 0x6F00})
_LONG_TAGS = frozenset({0x5F, 0xFF})


def split(answer: bytes) -> tuple[bytes, int]:
    """Data and status word. Raises FrameError for less than a status word."""
    if len(answer) < 2:
        raise FrameError(f"an answer of {len(answer)} bytes")
    return answer[:-2], int.from_bytes(answer[-2:])


def accepted(answer: bytes) -> bytes:
    """The data of an answer that says 9000; the error that fits any other status."""
    data, status = split(answer)
    if status == OK:
        return data
    if status in (0x6982, 0x6985, 0x6986):
        raise TagRefused(f"not allowed: the block may be locked ({status:04X})", _LOCKED)
    if status == 0x6A82:
        raise TagRefused(f"there is no such block ({status:04X})", _NOT_AVAILABLE)
    if status >> 8 in _TAG_SILENT:
        raise TagNotAnswering(f"the reader got no answer from the tag ({status:04X})")
    raise ReaderRefused(f"the reader does not know this command ({status:04X})")


def objects(answer: bytes) -> dict[int, bytes]:
    """The data objects of a transparent session, C0 checked: the outer 9000 says only that the
    reader understood, C0 whether it worked."""
    data = accepted(answer)
    found: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        head = 2 if data[at] in _LONG_TAGS else 1
        tag = int.from_bytes(data[at : at + head])
        at += head
        if data[at : at + 1] == b"\x81":
            at += 1
        size = data[at] if at < len(data) else 0
        value = data[at + 1 : at + 1 + size]
        if at >= len(data) or len(value) != size:
            raise FrameError("a data object is cut off")
        found[tag] = value
        at += 1 + size
    _check_inner(found.get(_ERROR_OBJECT, b""))
    return found


def _check_inner(error: bytes) -> None:
    if len(error) != 3:
        raise FrameError("an answer without error object C0")
    status = int.from_bytes(error[1:])
    if status == OK:
        return
    if status in _READER_SILENT:
        raise ReaderFault(f"the reader's radio does not answer ({status:04X})")
    if status >> 8 in _TAG_SILENT:
        raise TagNotAnswering(f"the reader got no answer from the tag ({status:04X})")
    raise ReaderRefused(f"the reader refused data object {error[0]} ({status:04X})")
