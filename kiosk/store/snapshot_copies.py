"""Copies of titles with where they stand, and what is on an e-reader: for whoever looks around."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalogue.search.model import Copy
from kiosk.session.titles import TitleInfo
from kiosk.store.snapshot_source import SOURCE

MOST_ON_ONE: Final = 500
"""Texts of an e-reader that are told."""
_STANDING: Final = (
    "SELECT i.key, i.title, coalesce(t.title, ''), coalesce(i.call_number, ''),"
    " coalesce(i.not_for_loan, 0) FROM json_each(?) j JOIN items i ON i.key = j.value"
    " LEFT JOIN titles t ON t.key = i.title"
)
_ON_MACHINE: Final = (
    "SELECT DISTINCT t.title, coalesce(t.author, '') FROM titles t, json_each(t.machines) m"
    " JOIN items i ON i.key = m.value WHERE t.machines IS NOT NULL AND i.title = ?"
    " ORDER BY t.title LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One copy: `title` and `name` of the thing itself, which of a text is the e-reader it is on;
    `shelf` its call number; `fixed`: never lent."""

    copy: Copy
    title: str
    name: str
    shelf: str
    fixed: bool


def standing_copies(tx: sqlite3.Connection, keys: Iterable[str]) -> dict[str, list[Standing]]:
    """By title; nothing for one without copies."""
    found: Mapping[str, Sequence[Copy]] = SOURCE.copies_of(tx, keys)
    items = json.dumps([copy.item for copies in found.values() for copy in copies])
    told = {row[0]: row[1:] for row in tx.execute(_STANDING, (items,))}
    return {
        key: [
            Standing(copy, title, name, shelf, bool(fixed))
            for copy in copies
            for title, name, shelf, fixed in [told[copy.item]]
        ]
        for key, copies in found.items()
    }


def on_ereader(tx: sqlite3.Connection, title: str) -> tuple[TitleInfo, ...]:
    """The texts on the e-readers of a title."""
    found = tx.execute(_ON_MACHINE, (title, MOST_ON_ONE))
    return tuple(TitleInfo(name, author, "ebook") for name, author in found)


def packs(tx: sqlite3.Connection) -> frozenset[str]:
    """Names of what e-readers come with."""
    found = tx.execute("SELECT DISTINCT pack FROM titles WHERE machines IS NOT NULL")
    return frozenset(pack for (pack,) in found if pack)


def branches(tx: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """All there are: id and name, by name."""
    return tuple(tx.execute("SELECT key, name FROM branches ORDER BY name"))
