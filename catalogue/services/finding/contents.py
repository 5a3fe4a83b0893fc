"""What the index is of, read from the tables: titles, their copies, texts on e-readers. No patron
is in any of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.holdings import Item, Title
from catalogue.db.importing import TitleAvailability
from catalogue.db.present import ItemRow
from catalogue.domain.states import Status
from catalogue.search.model import Copy, Document
from catalogue.search.ranking import DIGITAL
from catalogue.services.devices.pack_rows import pack_titles, texts_on
from catalogue.services.rows import DAY_MS

PACK: Final = "pack:"
"""What the key of a text on e-readers begins with."""
ONLINE: Final = "online:"
"""What the one copy of a title without objects is called by."""
_GONE: Final = (Status.LOST, Status.WITHDRAWN)
_title, _item, _state = Title.__table__.c, Item.__table__.c, ItemRow.__table__.c
_TITLES: Final[Select[Any]] = select(
    _title.id,
    _title.title,
    _title.subtitle,
    _title.author,
    _title.contributors,
    _title.kind,
    _title.language,
    _title.audience,
    _title.subject,
    _title.year,
    _title.isbn,
    _title.description,
    _title.work,
    _title.cover.is_not(None),
    _title.added_ms,
).where(among(_title.id))
_COPIES: Final[Select[Any]] = (
    select(
        _item.id,
        _item.title,
        _state.branch,
        _item.home,
        _state.status,
        _state.reserved,
        _item.not_for_loan,
    )
    .join(ItemRow.__table__, _state.item == _item.id)
    .where(among(_item.id))
)
_UNAVAILABLE: Final = select(TitleAvailability.title).where(
    among(TitleAvailability.__table__.c.title), TitleAvailability.state == "unavailable"
)
Copies = Mapping[str, tuple[Copy, ...]]


def titles(session: Session, keys: Iterable[str]) -> list[Document]:
    """Those that are there."""
    found = session.execute(_TITLES, {"keys": given(keys)}).all()
    return [
        Document(*(*row, None if added_ms is None else added_ms // DAY_MS))
        for *row, added_ms in found
    ]


def texts(session: Session, keys: Iterable[str]) -> list[Document]:
    """Texts on e-readers, by their keys in the feed."""
    found: Mapping[str, Mapping[str, Any]] = pack_titles(session, keys)
    return [
        Document(
            f"{PACK}{key}",
            row["title"],
            author=row.get("author", ""),
            language=row.get("language", ""),
            kind="ebook",
            pack=row["pack"],
        )
        for key, row in found.items()
    ]


def copies(session: Session, items: Iterable[str]) -> Copies:
    """Of each of these items what it is a copy of: its title, and what is on it; of none if it is
    gone or lost."""
    wanted = list(items)
    told: dict[str, tuple[Copy, ...]] = dict.fromkeys(wanted, ())
    on_it = texts_on(session, wanted)
    found = session.execute(_COPIES, {"keys": given(wanted)}).all()
    for item, title, branch, home, status, reserved, not_for_loan in found:
        if status not in _GONE:
            there = status == Status.AVAILABLE and not reserved and not not_for_loan
            keys = (title, *(f"{PACK}{key}" for key in on_it.get(item, ())))
            told[item] = tuple(Copy(item, key, branch or home, there) for key in keys)
    return told


def online(session: Session, documents: Iterable[Document], keys: Iterable[str]) -> Copies:
    """Of the titles with these keys, the one copy each that is read or heard online has; it can be
    had unless its feed says otherwise."""
    digital = [each.key for each in documents if each.kind in DIGITAL]
    taken = set(session.scalars(_UNAVAILABLE, {"keys": given(digital)})) if digital else set()
    told: dict[str, tuple[Copy, ...]] = {f"{ONLINE}{key}": () for key in keys}
    for key in digital:
        told[f"{ONLINE}{key}"] = (Copy(f"{ONLINE}{key}", key, "", key not in taken),)
    return told
