"""The things the demo plays with: tags of the demo town's copies, patrons' cards, and the pad.

`Pad` is the field file that the reader twin watches; laying a tag down is adding it to the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from catalogue.demo.records import DemoTown
from rfid.tagdata import iso28560_3
from rfid.tagdata.model import ItemTag, TypeOfUsage

BLOCKS: Final = 28
BLOCK_SIZE: Final = 4
SECURED: Final = "07"
LIBRARY_DSFID: Final = "3E"


@dataclass(frozen=True, slots=True)
class Tag:
    """A virtual tag as it comes out of the cupboard: secured, one part, 112 bytes of memory."""

    uid: str
    item: str
    image: str
    label: str

    def as_field(self) -> dict[str, Any]:
        """Its entry in a field file."""
        return {
            "uid": self.uid,
            "image": self.image,
            "afi": SECURED,
            "dsfid": LIBRARY_DSFID,
            "blocks": BLOCKS,
            "block_size": BLOCK_SIZE,
            "locked": [],
        }


def _image(item: str, owner: str, usage: TypeOfUsage) -> str:
    tag = ItemTag(item_id=item, part=1, parts=1, owner=owner, usage=usage)
    return iso28560_3.encode(tag, BLOCKS * BLOCK_SIZE).hex().upper()


def item_tags(town: DemoTown) -> dict[str, Tag]:
    """Item id → the tag glued into that copy."""
    titles = {title.id: title.title for title in town.titles}
    return {
        copy.item: Tag(
            uid=copy.uid,
            item=copy.item,
            image=_image(copy.item, town.owner_code, TypeOfUsage.CIRCULATING),
            label=titles[copy.title],
        )
        for copy in town.copies
    }


def card_tag(number: str, owner: str) -> Tag:
    """The tag in a patron's card; its UID follows from the number, so that runs are alike."""
    uid = "E00402" + hashlib.sha256(number.encode()).hexdigest()[:10].upper()
    return Tag(uid, number, _image(number, owner, TypeOfUsage.PATRON_CARD), "card")


class Pad:
    """What lies on the pad now, as the field file that the twin watches. `on_change` is called
    before each change with the writing of it, and returns when the twin has seen it."""

    def __init__(self, path: Path, on_change: Callable[[Callable[[], None]], None]):
        self._path = path
        self._on_change = on_change
        self._lying: dict[str, Tag] = {}
        self._write()

    @property
    def lying(self) -> frozenset[str]:
        """UIDs on the pad."""
        return frozenset(self._lying)

    def lay(self, *tags: Tag) -> None:
        """Lay tags down, all in one movement."""
        self._become(self._lying | {tag.uid: tag for tag in tags})

    def lift(self, uids: Iterable[str]) -> None:
        """Take tags away, all in one movement."""
        gone = set(uids)
        self._become({uid: tag for uid, tag in self._lying.items() if uid not in gone})

    def clear(self) -> None:
        """Take everything away."""
        self._become({})

    def _become(self, lying: dict[str, Tag]) -> None:
        if lying != self._lying:
            self._lying = lying
            self._on_change(self._write)

    def _write(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({"tags": [tag.as_field() for tag in self._lying.values()]}))
        fresh.replace(self._path)
