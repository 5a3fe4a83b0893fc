"""The history of the town file: every text that was applied, numbered and hash-chained."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.town import ConfigVersion
from catalogue.domain.operations import GENESIS


@dataclass(frozen=True, slots=True)
class Version:
    """One version without its text. `intact`: its hash is that of its row and of the one before."""

    n: int
    made_ms: int
    author: str
    occasion: str
    hash: str
    intact: bool


def append(session: Session, at_ms: int, author: str, occasion: str, text: str) -> int:
    """Add a version and return its number. The caller holds the lock of the set-up."""
    last = latest(session)
    row = ConfigVersion(
        n=1 if last is None else last.n + 1,
        made_ms=at_ms,
        author=author,
        occasion=occasion,
        text=text,
        previous=GENESIS if last is None else last.hash,
    )
    row.hash = hash_of(row)
    session.add(row)
    session.flush()
    return row.n


def latest(session: Session) -> ConfigVersion | None:
    """The last version; None before the first."""
    return session.scalar(select(ConfigVersion).order_by(ConfigVersion.n.desc()).limit(1))


def history(session: Session) -> list[Version]:
    """All versions, the oldest first."""
    versions, previous, n = [], GENESIS, 0
    for row in session.scalars(select(ConfigVersion).order_by(ConfigVersion.n)):
        intact = (row.n, row.previous, row.hash) == (n + 1, previous, hash_of(row))
        versions.append(Version(row.n, row.made_ms, row.author, row.occasion, row.hash, intact))
        previous, n = row.hash, row.n
    return versions


def hash_of(row: ConfigVersion) -> str:
    """SHA-256 over the RFC 8785 bytes of every column but the hash itself."""
    columns: dict[str, str | int] = {
        "n": row.n,
        "made_ms": row.made_ms,
        "author": row.author,
        "occasion": row.occasion,
        "text": row.text,
        "previous": row.previous,
    }
    return hashlib.sha256(rfc8785.dumps({**columns})).hexdigest()
