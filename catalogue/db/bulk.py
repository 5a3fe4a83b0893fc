"""Many rows at once, without an object or a dictionary for each: an import writes six rows a title.

Values go to the driver as they are; those of JSON columns as text already written.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Table, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

DIALECTS = {
    "sqlite": sqlite.dialect(paramstyle="qmark"),
    # psycopg's own way to number parameters, and its casts.
    "postgresql": postgresql.psycopg.dialect(paramstyle="format"),  # type: ignore[no-untyped-call]
}


def insert_rows(
    session: Session, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert tuples in the order of `columns`. Raises as any statement does."""
    if rows:
        connection = session.connection()
        statement = _insertion(connection.dialect.name, table, columns)
        connection.exec_driver_sql(statement, list(rows))


@lru_cache(256)
def _insertion(dialect: str, table: Table, columns: tuple[str, ...]) -> str:
    values: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in columns}
    compiled = insert(table).values(values).inline().compile(dialect=DIALECTS[dialect])
    order = list(compiled.positiontup or ())
    if order != list(columns):
        # The compiler writes the columns of the table, not ours.
        raise ValueError(f"columns of {table.name} in its own order: {', '.join(order)}")
    return str(compiled)
