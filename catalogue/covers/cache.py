"""Covers that were fetched, in a folder beside the server's database; it may be deleted any time.

`pictures/ab/<hash of the picture>-<width>.jpg` and `known/ab/<hash of the address>.json`, which
says what became of an address: several addresses may give one picture.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

_HASH_BYTES = 20


@dataclass(frozen=True, slots=True)
class Known:
    """Of an address: the picture's hash and widths, or why there is none; `again_ms`: before that
    it is not asked again. `etag`, `modified`: as the other side told them."""

    picture: str = ""
    widths: tuple[int, ...] = ()
    reason: str = ""
    again_ms: int = 0
    etag: str = ""
    modified: str = ""


class CoverCache:
    """The folder. Any thread and any process may use it: files appear whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def known(self, address: str) -> Known | None:
        """What became of an address; None: nothing yet."""
        try:
            told = json.loads(self._note(address).read_text("utf-8"))
            return Known(**told | {"widths": tuple(told["widths"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, address: str, pictures: dict[int, bytes], known: Known) -> Known:
        """Stores the pictures by width under the hash of the widest, and what is known. Raises
        OSError."""
        widest = pictures[max(pictures)]
        digest = sha256(widest).hexdigest()[: 2 * _HASH_BYTES]
        for width, data in pictures.items():
            _put(self._file(digest, width), data)
        kept = Known(
            digest, tuple(sorted(pictures)), "", known.again_ms, known.etag, known.modified
        )
        self.note(address, kept)
        return kept

    def note(self, address: str, known: Known) -> None:
        """Remembers what became of an address. Raises OSError."""
        _put(self._note(address), json.dumps(asdict(known), ensure_ascii=False).encode())

    def picture(self, known: Known, width: int) -> tuple[str, bytes] | None:
        """A name that changes with the picture, and the smallest that is at least `width` wide, or
        the widest; None if the file is gone."""
        fitting = [each for each in known.widths if each >= width] or [*known.widths[-1:]]
        if not fitting or not known.picture.isalnum():
            return None
        try:
            return f"{known.picture}-{fitting[0]}", self._file(
                known.picture, fitting[0]
            ).read_bytes()
        except OSError:
            return None

    def _file(self, digest: str, width: int) -> Path:
        return self._folder / "pictures" / digest[:2] / f"{digest}-{width}.jpg"

    def _note(self, address: str) -> Path:
        name = sha256(address.encode()).hexdigest()[: 2 * _HASH_BYTES]
        return self._folder / "known" / name[:2] / f"{name}.json"


def _put(path: Path, data: bytes) -> None:
    """A file that is there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.{id(data)}")
    unfinished.write_bytes(data)
    unfinished.replace(path)
