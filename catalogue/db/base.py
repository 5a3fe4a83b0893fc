"""What all tables share: names of constraints, and how Python types become columns."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

# SQLite numbers rows by itself only in a column declared INTEGER; milliseconds need 64 bits.
WIDE = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Base of every table. Times are integer milliseconds UTC, hashes lower-case hexadecimal."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {int: WIDE, list[str]: JSON}
