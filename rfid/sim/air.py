"""A raw request of ISO/IEC 15693-3 answered by the virtual field, for readers that pass it through.

Flags first, UID least significant byte first, no CRC. Addressed requests only; counts are n-1, as
on the air. Source: ISO/IEC 15693-3, sections 7 and 10; NXP's custom commands from A0 on.
"""

from __future__ import annotations

from rfid.sim.field import NoAnswerError, TagSaysError, VirtualField
from rfid.sim.nxp import PROTECT

ADDRESSED, OPTION = 0x20, 0x40
NOT_SUPPORTED, NOT_RECOGNISED = 0x01, 0x02


def air_answer(field: VirtualField, request: bytes) -> bytes:
    """Flags and data, or flags 01 and the error. Raises NoAnswerError when nobody answers."""
    if len(request) < 2 or not request[0] & ADDRESSED:
        raise NoAnswerError
    code, rest = request[1], request[2:]
    if code >= 0xA0:
        manufacturer, rest = rest[:1], rest[1:]
        if rest[7:8] != b"\xe0" or rest[6:7] != manufacturer:
            raise NoAnswerError
    uid, rest = rest[:8][::-1], rest[8:]
    try:
        return b"\x00" + _carried_out(field, uid, request[0], code, rest)
    except TagSaysError as error:
        return bytes((0x01, error.code))
    except IndexError:
        return bytes((0x01, NOT_RECOGNISED))


def _carried_out(field: VirtualField, uid: bytes, flags: int, code: int, rest: bytes) -> bytes:
    match code:
        case 0x20 | 0x23:
            count = rest[1] + 1 if code == 0x23 else 1
            blocks = field.read(uid, rest[0], count)
            if not flags & OPTION:
                return b"".join(blocks)
            locks = field.locked(uid, rest[0], count)
            return b"".join(bytes((on,)) + each for on, each in zip(locks, blocks, strict=True))
        case 0x21:
            field.write(uid, rest[0], [rest[1:]])
        case 0x27:
            field.write_afi(uid, rest[0])
        case 0x29:
            field.write_dsfid(uid, rest[0])
        case 0x2B:
            dsfid, afi, size, count = field.system_info(uid)
            return b"\x0f" + uid[::-1] + bytes((dsfid, afi, count - 1, size - 1, 1))
        case 0x2C:
            return bytes(field.locked(uid, rest[0], rest[1] + 1))
        case _ if code >= 0xA0:
            return field.custom(uid, code, _parameters(flags, code, rest))
        case _:
            field.answering(uid)
            raise TagSaysError(NOT_SUPPORTED)
    return b""


def _parameters(flags: int, code: int, rest: bytes) -> bytes:
    """Which of EAS and AFI is to be protected is said by a flag."""
    return bytes((bool(flags & OPTION),)) if code == PROTECT else rest
