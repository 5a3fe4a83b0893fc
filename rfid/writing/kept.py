"""What a tag held before it was written, kept until the new image is verified.

`KeptImages` is the port; `FolderOfImages` keeps one JSON file for each tag, made durable before the
first block is written, so that a power cut leaves the old image to go back to.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from rfid.types import Uid


@dataclass(frozen=True, slots=True)
class TagImage:
    """All that is written on a tag: the whole memory in natural order, the DSFID and the AFI, None
    where they cannot be told."""

    memory: bytes
    block_size: int
    dsfid: int | None
    afi: int | None


class KeptImages(Protocol):
    """Old images of tags whose writing is not finished."""

    def get(self, uid: Uid) -> TagImage | None:
        """The image the tag had before an unfinished writing."""

    def keep(self, uid: Uid, image: TagImage) -> None:
        """Durable when this returns."""

    def forget(self, uid: Uid) -> None:
        """The tag is whole: the new image is verified, or the old one is back."""


@dataclass(slots=True)
class ImagesInMemory:
    """For a process whose end cannot leave a tag half written."""

    images: dict[Uid, TagImage] = field(default_factory=dict)

    def get(self, uid: Uid) -> TagImage | None:
        return self.images.get(uid)

    def keep(self, uid: Uid, image: TagImage) -> None:
        self.images[uid] = image

    def forget(self, uid: Uid) -> None:
        self.images.pop(uid, None)


@dataclass(frozen=True, slots=True)
class FolderOfImages:
    """One file `UID.json` for each tag in `folder`, which is made when first needed.

    Raises OSError when the folder cannot be written; a file that cannot be read counts as none.
    """

    folder: Path

    def get(self, uid: Uid) -> TagImage | None:
        try:
            row = json.loads(self._path(uid).read_text("utf-8"))
            return TagImage(
                bytes.fromhex(row["memory"]), row["block_size"], row["dsfid"], row["afi"]
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, uid: Uid, image: TagImage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        row = {
            "memory": image.memory.hex().upper(),
            "block_size": image.block_size,
            "dsfid": image.dsfid,
            "afi": image.afi,
        }
        temporary = self._path(uid).with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(row, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path(uid))
        self._sync_folder()

    def forget(self, uid: Uid) -> None:
        with suppress(FileNotFoundError):
            self._path(uid).unlink()

    def unfinished(self) -> list[Uid]:
        """Tags that were left while they were written."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            with suppress(ValueError):
                found.append(Uid.parse(path.stem))
        return found

    def _path(self, uid: Uid) -> Path:
        return self.folder / f"{uid}.json"

    def _sync_folder(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
