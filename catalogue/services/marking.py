"""Marks a row of the change feed as changed; `catalogue.services.feed` numbers the marks."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert
from sqlalchemy.orm import Session

from catalogue.db.present import FeedPending


def mark(session: Session, table: str, key: str) -> None:
    """The feed row `key` of `table` is new, changed or gone, once this transaction commits."""
    session.add(FeedPending(table_name=table, key=key))


def mark_all(session: Session, table: str, keys: Iterable[str]) -> None:
    """Many at once."""
    rows = [{"table_name": table, "key": key} for key in keys]
    if rows:
        session.execute(insert(FeedPending), rows)
