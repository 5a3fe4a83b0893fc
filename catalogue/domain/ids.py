"""Identifiers of records: UUIDv7 for what happens, UUIDv8 for what follows from something else.

Makers are handed in (`IdMaker`), so that a simulation repeats itself; only composition roots name
`fresh_id`. RFC 9562, sections 5.7 and 5.8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import uuid6

MOST = 2**53 - 1
# Of texts and whole numbers these are the bytes of RFC 8785, made in a tenth of the time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
IdMaker = Callable[[], str]
"""Makes one new id each time it is called."""


def fresh_id() -> str:
    """A new UUIDv7 of this moment, ascending within the process."""
    return str(uuid6.uuid7())


def uuid7_of(wall_ms: int, entropy: bytes) -> str:
    """The UUIDv7 of a given millisecond and 10 random bytes, for seeded makers."""
    if len(entropy) != 10:
        raise ValueError("10 bytes of entropy are needed")
    value = wall_ms << 80 | int.from_bytes(entropy, "big")
    return str(uuid6.UUID(int=value, version=7))


def derived_id(*parts: str | int) -> str:
    """The UUIDv8 that stands for these parts, everywhere and always: the first 128 bits of the
    SHA-256 of their RFC 8785 array, with version and variant put in."""
    if any(isinstance(part, int) and abs(part) > MOST for part in parts):
        raise ValueError("RFC 8785 has no number beyond 2^53 - 1")
    digest = bytearray(hashlib.sha256(_ENCODER.encode(parts).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_canonical(text: str) -> bool:
    """Is this the canonical text of a UUID of version 7 or 8?"""
    try:
        value = uuid6.UUID(text)
    except ValueError:
        return False
    return str(value) == text and value.version in (7, 8)
