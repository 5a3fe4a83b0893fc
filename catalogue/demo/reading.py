"""TOML tables and CSV rows into frozen dataclasses, strictly: the class is the schema.

A key the class does not know, a missing one or a value of another type raises `DemoDataError`, one
line that names file and key. Used by `catalogue.demo.town` only.
"""

from __future__ import annotations

import csv
import difflib
import io
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

T = TypeVar("T")


class DemoDataError(ValueError):
    """The demo data is wrong; `str()` is one line: file, key, what is wrong with it."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Of a class; a town has a thousand rows of it."""
    return typing.get_type_hints(kind)


def read_toml(file: Traversable, kind: type[T]) -> T:
    """The whole document as one `kind`."""
    try:
        document = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise DemoDataError(file.name, f"not TOML: {error}") from error
    return _build(kind, document, file.name)


def read_csv(file: Traversable, kind: type[T]) -> tuple[T, ...]:
    """One `kind` for each row; an empty cell is an absent value. The header is line 1."""
    reader = csv.DictReader(io.StringIO(read_text(file), newline=""))
    columns = reader.fieldnames or ()
    hints = _hints(typing.cast("Any", kind))
    for column in columns:
        if column not in hints:
            raise DemoDataError(file.name, _unknown("column", column, hints))
    rows = []
    for row in reader:
        where = f"{file.name}: line {reader.line_num}"
        if None in row or None in row.values():
            raise DemoDataError(where, f"needs {len(columns)} cells")
        cells = {name: _cell(hints[name], cell) for name, cell in row.items() if cell}
        rows.append(_build(kind, cells, where))
    return tuple(rows)


def _build(kind: type[T], table: object, where: str) -> T:
    """A `kind` from a table; `where` (file and key so far) begins each complaint."""
    if not isinstance(table, Mapping):
        raise DemoDataError(where, "is not a table")
    hints = _hints(typing.cast("Any", kind))
    for key in table:
        if key not in hints:
            raise DemoDataError(_at(where, key), _unknown("key", key, hints))
    values = {key: _value(hints[key], raw, _at(where, key)) for key, raw in table.items()}
    for column in fields(typing.cast("Any", kind)):
        if column.name not in values and column.default is MISSING:
            raise DemoDataError(_at(where, column.name), "is missing")
    return kind(**values)


def _value(hint: Any, raw: object, where: str) -> object:
    hint = _without_none(hint)
    if typing.get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise DemoDataError(where, "is not an array")
        element = typing.get_args(hint)[0]
        return tuple(_value(element, each, f"{where}[{n}]") for n, each in enumerate(raw))
    if is_dataclass(hint):
        return _build(typing.cast("type[object]", hint), raw, where)
    if issubclass(hint, StrEnum):
        if raw not in list(hint):
            raise DemoDataError(where, _unknown("value", str(raw), hint))
        return hint(str(raw))
    if type(raw) is not hint:  # the value stays out of the message: it may be a PIN
        raise DemoDataError(where, f"is {type(raw).__name__}, not {hint.__name__}")
    return raw


def _cell(hint: Any, text: str) -> object:
    """What a cell says: integers in digits, booleans as yes or no; anything else is left as is."""
    hint = _without_none(hint)
    if hint is int and text.isascii() and text.isdigit():
        return int(text)
    if hint is bool and text in ("yes", "no"):
        return text == "yes"
    return text


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return next(arm for arm in typing.get_args(hint) if arm is not types.NoneType)
    return hint


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if ": " in where else f"{where}: {key}"


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"unknown {what} {name!r}" + (f", perhaps '{near[0]}'" if near else "")


def read_text(file: Traversable) -> str:
    """The file's text. Raises DemoDataError."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DemoDataError(file.name, f"cannot be read: {error}") from error
