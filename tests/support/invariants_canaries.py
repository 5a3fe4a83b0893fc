"""Looks for what names a person in files as they lie on a disk: free pages, logs of a database and
anything else in them, in clear and in the usual disguises."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path


def disguises(secret: str) -> Iterator[bytes]:
    """The bytes of a secret in UTF-8 and UTF-16, as such, in hexadecimal and in base64 (at each of
    its three places in a group)."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        plain = secret.encode(encoding)
        yield plain
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        for before in range(3):
            coded = base64.b64encode(bytes(before) + plain)
            # Characters that depend on the neighbours are left out at both ends.
            start = 0 if before == 0 else before + 1
            whole = (before + len(plain)) * 8 // 6
            yield coded[start:whole]


def number_disguises(number: str) -> Iterator[bytes]:
    """A number kept as an integer, too."""
    yield from disguises(number)
    yield int(number).to_bytes(6, "big")


def pin_pattern(pin: str) -> re.Pattern[bytes]:
    """Four digits stand in every file by chance: alone between other characters, or disguised."""
    alone = rb"(?<![0-9A-Za-z.:-])" + pin.encode() + rb"(?![0-9A-Za-z.:-])"
    others = [re.escape(each) for each in disguises(pin) if len(each) >= 8]
    return re.compile(b"|".join([alone, *others]))


def files_below(folder: Path) -> list[Path]:
    """Every file of a folder."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def found_in(files: Iterable[Path], secrets: Iterable[str], numbers: Iterable[str]) -> list[str]:
    """File and secret of each that is there."""
    forms = {secret: set(disguises(secret)) for secret in secrets}
    forms |= {number: set(number_disguises(number)) for number in numbers}
    hits = []
    for path in files:
        content = re.sub(rb"\x00{64,}", bytes(64), path.read_bytes())
        hits += [
            f"{path.name}: {s}" for s, them in forms.items() if any(f in content for f in them)
        ]
    return hits


def pins_in(files: Iterable[Path], pins: Iterable[str]) -> list[str]:
    """File and PIN of each that is there."""
    patterns = {pin: pin_pattern(pin) for pin in pins}
    return [
        f"{path.name}: {pin}"
        for path in files
        for content in [re.sub(rb"\x00{64,}", bytes(64), path.read_bytes())]
        for pin, pattern in patterns.items()
        if pattern.search(content)
    ]
