"""Memory images for virtual tags, written straight from the layout of ISO 28560-3.

Deliberately not `rfid.tagdata`: driver and simulation must not share a mistake.
"""

from __future__ import annotations


def image_for(
    item_id: str,
    owner: str,
    part: int = 1,
    parts: int = 1,
    usage: int = 1,
    blocks: int = 28,
    block_size: int = 4,
) -> bytes:
    """The whole memory, `blocks` × `block_size` bytes; ValueError when a field is too long."""
    size = blocks * block_size
    memory = bytearray(max(size, 34))
    memory[0] = 0x10 + usage
    memory[1] = parts
    memory[2] = part
    _put(memory, 3, 16, item_id)
    _put(memory, 21, 13, owner)
    memory[size:] = bytes(max(0, len(memory) - size))
    checksum = _checksum(memory[0:19] + memory[21:34])
    memory[19] = checksum % 256
    memory[20] = checksum // 256
    return bytes(memory[:size])


def _put(memory: bytearray, at: int, room: int, text: str) -> None:
    data = text.encode()
    if len(data) > room:
        raise ValueError(f"{text!r} is longer than {room} bytes")
    memory[at : at + len(data)] = data


def _checksum(data: bytes | bytearray) -> int:
    register = 0xFFFF
    for byte in data:
        for bit in range(7, -1, -1):
            carry = register >> 15 ^ byte >> bit & 1
            register = register << 1 & 0xFFFF
            if carry:
                register ^= 0x1021
    return register
