"""Marks a row of the change feed as changed; `catalogue.services.feed` numbers the marks."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from catalogue.db.bulk import insert_rows
from catalogue.db.present import FeedPending


def mark(session: Session, table: str, key: str) -> None:
    """The feed row `key` of `table` is new, changed or gone, once this transaction commits."""
    session.add(FeedPending(table_name=table, key=key))


_PENDING = FeedPending.metadata.tables[FeedPending.__tablename__]


def mark_all(session: Session, table: str, keys: Iterable[str]) -> None:
    """Many at once."""
    insert_rows(session, _PENDING, ("table_name", "key"), [(table, key) for key in keys])
