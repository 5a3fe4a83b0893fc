"""What is on the town's e-readers, as the change feed tells it: a row for each text of a pack some
machine has. Never a patron."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.devices import ContentPack, Device, PackTitle
from catalogue.domain.operations import Json
from catalogue.services.marking import mark

TABLE = "pack_title"
_pack_title = PackTitle.__table__.c
_MACHINES = (
    select(Device.pack, Device.item).where(among(Device.__table__.c.pack)).order_by(Device.item)
)
_TEXTS = (
    select(
        _pack_title.pack,
        _pack_title.n,
        _pack_title.title,
        _pack_title.author,
        _pack_title.language,
        ContentPack.name,
    )
    .join(ContentPack, ContentPack.id == _pack_title.pack)
    .where(among(_pack_title.pack))
)


def pack_titles(session: Session, keys: Iterable[str]) -> dict[str, dict[str, Json]]:
    """Rows of `pack_title`, by `pack/n`: `machines` are the items it is on, or is to be put on. No
    row for what is on none."""
    wanted = set(keys)
    packs = {key.rpartition("/")[0] for key in wanted}
    machines: dict[str, list[Json]] = defaultdict(list)
    for pack, item in session.execute(_MACHINES, {"keys": given(packs)}):
        machines[str(pack)].append(item)
    told: dict[str, dict[str, Json]] = {}
    for pack, n, title, author, language, name in session.execute(
        _TEXTS, {"keys": given(machines)}
    ):
        key = f"{pack}/{n}"
        if key in wanted:
            row: dict[str, Json] = {"title": title, "pack": name, "machines": machines[pack]}
            told[key] = row | {
                field: text for field, text in (("author", author), ("language", language)) if text
            }
    return told


def texts_on(session: Session, items: Iterable[str]) -> dict[str, list[str]]:
    """By machine, the keys of the rows of what is on it."""
    found = session.execute(
        select(Device.item, PackTitle.pack, PackTitle.n)
        .join(PackTitle, PackTitle.pack == Device.pack)
        .where(among(Device.__table__.c.item))
        .order_by(Device.item, PackTitle.n),
        {"keys": given(items)},
    )
    keys: dict[str, list[str]] = defaultdict(list)
    for item, pack, n in found:
        keys[item].append(f"{pack}/{n}")
    return keys


def mark_pack(session: Session, item: str, pack: str | None) -> None:
    """A machine got or lost this pack: its texts are elsewhere now, and others are on it."""
    mark(session, "item", item)
    if pack is None:
        return
    for n in session.scalars(select(PackTitle.n).where(PackTitle.pack == pack)):
        mark(session, TABLE, f"{pack}/{n}")
