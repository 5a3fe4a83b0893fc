"""Requests of ISO/IEC 15693-3 as they go on the air, for readers that pass them through.

Flags first, UID least significant byte first, no CRC: the reader adds it. The commands here are
NXP's (ICODE SLIX data sheet); standard commands have their own in every reader's language.
"""

from __future__ import annotations

from rfid.errors import FrameError
from rfid.types import PasswordId, Uid

HIGH_RATE_ADDRESSED = 0x22
NXP = 0x04
_GET_RANDOM, _SET_PASSWORD = 0xB2, 0xB3


def get_random(uid: Uid) -> bytes:
    """The number that hides the next password on the air."""
    return _custom(_GET_RANDOM, uid)


def set_password(uid: Uid, which: PasswordId, password: int, number: bytes) -> bytes:
    """Give a password; `number` is the tag's answer to `get_random`."""
    return _custom(_SET_PASSWORD, uid, bytes((which,)) + hide_password(password, number))


def hide_password(password: int, number: bytes) -> bytes:
    """The 32 bits, least significant byte first, XOR the random number twice (NXP SLIX)."""
    plain = password.to_bytes(4, "little")
    return bytes(a ^ b for a, b in zip(plain, number * 2, strict=True))


def alone(data: bytes, size: int) -> bytes:
    """The data, which must have this size."""
    if len(data) != size:
        raise FrameError(f"{len(data)} bytes instead of {size}")
    return data


def _custom(code: int, uid: Uid, parameters: bytes = b"") -> bytes:
    return bytes((HIGH_RATE_ADDRESSED, code, NXP)) + uid.value[::-1] + parameters
