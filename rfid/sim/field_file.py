"""FIELD.json and STATE.json: which tags lie on a virtual reader, and what became of every tag.

    {"tags": [{"uid": "E004…", "image": hex, "afi": "07", "dsfid": "3E", "blocks": 28,
               "block_size": 4, "locked": [0, "afi"], "eas": true, "password": "0F0F0F0F",
               "protected": ["eas", "afi"], "antenna": 1}]}

Only `uid` is needed. `password` is the one of EAS and AFI (NXP), needed once it is `protected`. A
tag is its UID: added it is laid down, removed it is lifted, and when it comes back it is what it
was when it left, whatever the file says of its memory. The same UID twice is two tags. STATE.json
has every tag that ever lay there, with `"present"` and `"first_afi"`, the AFI it had when it was
first laid down.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

from rfid.sim.field import AFI_LOCK, DSFID_LOCK, UID_SIZE, VirtualField, VirtualTag
from rfid.sim.nxp import AFI, EAS, Icode

Key = tuple[bytes, int]
"""UID and which of the tags with that UID."""


class FieldFileError(Exception):
    """The file is not what it should be; the text names the tag and the key."""


def parse_field(text: str) -> dict[Key, VirtualTag]:
    """The tags of a FIELD.json in its order; raises FieldFileError."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise FieldFileError(f"no JSON: {error}") from None
    rows = content.get("tags") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise FieldFileError('no list "tags"')
    seen: Counter[bytes] = Counter()
    tags: dict[Key, VirtualTag] = {}
    for number, row in enumerate(rows, 1):
        try:
            tag = _tag(row)
        except (TypeError, ValueError) as error:
            raise FieldFileError(f"tag {number}: {error}") from None
        tags[tag.uid, seen[tag.uid]] = tag
        seen[tag.uid] += 1
    return tags


class FieldFile:
    """Applies each new version of the file to a field. `refresh` is cheap: call it often."""

    def __init__(self, path: Path, field: VirtualField) -> None:
        self._path = path
        self._field = field
        self._text = ""
        self._known: dict[Key, VirtualTag] = {}
        self._listed: list[Key] = []

    def refresh(self) -> bool:
        """Whether a new version was applied. Raises FieldFileError for one that cannot be read,
        perhaps because it is still being written: the field stays as it is, ask again."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FieldFileError(f"cannot be read: {error}") from None
        if text == self._text:
            return False
        tags = parse_field(text)
        self._text = text
        for key in self._listed:
            if key not in tags:
                self._field.lift(self._known[key])
        for key, tag in tags.items():
            if key not in self._listed:
                self._field.lay(self._known.setdefault(key, tag))
        self._listed = list(tags)
        return True


def write_state(path: Path, field: VirtualField) -> None:
    """Whole or not at all: a reader of the file never sees half of it."""
    rows = [
        _row(tag) | {"present": field.is_present(tag), "first_afi": f"{tag.first_afi:02X}"}
        for tag in field.tags
    ]
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(json.dumps({"tags": rows}, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def _tag(row: object) -> VirtualTag:
    if not isinstance(row, dict):
        raise ValueError("is no object")
    unknown = set(row) - {
        "uid", "image", "afi", "dsfid", "blocks", "block_size", "locked", "present", "first_afi",
        "eas", "password", "protected", "antenna",
    }  # fmt: skip
    if unknown:
        raise ValueError(f"unknown key {min(unknown)!r}")
    uid = bytes.fromhex(row.get("uid", ""))
    if len(uid) != UID_SIZE:
        raise ValueError("uid needs 16 hexadecimal digits")
    block_size = _whole(row, "block_size", 4, 1, 32)
    image = bytes.fromhex(row.get("image", ""))
    blocks = _whole(row, "blocks", max(28, -(-len(image) // block_size)), 1, 256)
    if len(image) > blocks * block_size:
        raise ValueError(f"image is longer than {blocks} blocks of {block_size} bytes")
    return VirtualTag(
        uid=uid,
        memory=bytearray(image.ljust(blocks * block_size, b"\0")),
        afi=_byte(row, "afi", 0x07),
        dsfid=_byte(row, "dsfid", 0x3E),
        block_size=block_size,
        locked=_locks(row.get("locked", [])),
        icode=_icode(row),
        antenna=_whole(row, "antenna", 1, 1, 8),
    )


def _row(tag: VirtualTag) -> dict[str, object]:
    return {
        "uid": tag.uid.hex().upper(),
        "image": tag.memory.hex().upper(),
        "afi": f"{tag.afi:02X}",
        "dsfid": f"{tag.dsfid:02X}",
        "blocks": tag.blocks,
        "block_size": tag.block_size,
        "locked": sorted(tag.locked, key=str),
        "eas": tag.icode.eas,
    }


def _icode(row: dict[str, object]) -> Icode:
    eas, protected = row.get("eas", False), row.get("protected", [])
    if not isinstance(eas, bool):
        raise ValueError("eas is neither true nor false")
    if not isinstance(protected, list) or any(each not in (EAS, AFI) for each in protected):
        raise ValueError(f'protected takes "{EAS}" and "{AFI}"')
    password = bytes.fromhex(str(row.get("password", "00000000")))
    if len(password) != 4:
        raise ValueError("password needs 8 hexadecimal digits")
    return Icode(eas, int.from_bytes(password), frozenset(protected))


def _byte(row: dict[str, object], key: str, default: int) -> int:
    """Two hexadecimal digits, or a number."""
    value = row.get(key, default)
    if isinstance(value, str):
        value = int(value, 16)
    if not isinstance(value, int) or not 0 <= value <= 0xFF:
        raise ValueError(f"{key} is no byte")
    return value


def _whole(row: dict[str, object], key: str, default: int, least: int, most: int) -> int:
    value = row.get(key, default)
    if not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"{key} is no number from {least} to {most}")
    return value


def _locks(value: object) -> frozenset[int | str]:
    if not isinstance(value, list):
        raise ValueError("locked is no list")
    if any(not isinstance(each, int) and each not in (AFI_LOCK, DSFID_LOCK) for each in value):
        raise ValueError(f'locked takes block numbers, "{AFI_LOCK}" and "{DSFID_LOCK}"')
    return frozenset(value)
