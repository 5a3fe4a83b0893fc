"""`column IN (these)` for thousands of texts in one parameter.

A parameter for each would cost more to write down and to compile than to look up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Texts(FunctionElement[str]):
    """The texts of a JSON array as a table with a column `value`."""

    name = "texts"
    inherit_cache = True


@compiles(_Texts, "sqlite")
def _on_sqlite(element: _Texts, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Texts, "postgresql")
def _on_postgresql(element: _Texts, compiler: Any, **options: Any) -> str:
    given = compiler.process(element.clauses, **options)
    return f"json_array_elements_text(CAST({given} AS json))"


def among(column: ColumnElement[str], name: str = "keys") -> ColumnElement[bool]:
    """Is it one of those given as the parameter `name`, made by `given`?"""
    texts = _Texts(bindparam(name)).alias(f"given_{name}")
    return column.in_(select(literal_column(f"{texts.name}.value")).select_from(texts))


def given(keys: Iterable[str]) -> str:
    """The parameter."""
    return json.dumps(list(keys))
