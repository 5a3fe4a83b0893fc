"""Whom an operation was about: the patron, or the alias that stands for her since her name went.

`WITH_WHOM` joins both to `operations`; `WHOM` is the one of the two there is.
"""

from __future__ import annotations

import secrets

from sqlalchemy import ColumnElement, FromClause, func

from catalogue.db.privacy import SEVERED
from catalogue.db.record import OPERATIONS, SIDECARS

PREFIX = "anonymous:"
WHOM: ColumnElement[str | None] = func.coalesce(SIDECARS.c.patron, SEVERED.c.alias)
WITH_WHOM: FromClause = OPERATIONS.outerjoin(
    SIDECARS, SIDECARS.c.operation == OPERATIONS.c.id
).outerjoin(SEVERED, SEVERED.c.operation == OPERATIONS.c.id)


def new_alias() -> str:
    """An alias nobody can tell anything from."""
    return PREFIX + secrets.token_hex(16)


def is_alias(whom: str | None) -> bool:
    """Does this stand for somebody whose name has gone?"""
    return whom is not None and whom.startswith(PREFIX)
