"""Where in a town file something is, in words: `policies, row 5 (adult × dvd), loan_days`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel

from catalogue.services.town_config.model import TownFile

Place = tuple[str | int, ...]
"""Keys and, in lists, numbers from 0."""
NAMING = ("id", "name", "category", "branch", "station", "kind", "collection", "first")
"""Keys that tell rows apart, those there are of them."""
NAMED_ALONE = ("id", "name")


def place(document: Mapping[str, Any], where: Place, last: str = "") -> str:
    """`where`, with what tells a row apart, and `last` behind it."""
    parts: list[str] = []
    at: Any = document
    for part in where:
        at = _below(at, part)
        if isinstance(part, int):
            row = f"row {part + 1}" if isinstance(at, Mapping) else f"value {part + 1}"
            parts.append(f"{row}{_naming(at)}")
        else:
            parts.append(part)
    if last:
        parts.append(last)
    return ", ".join(parts) or "the file"


def _below(at: Any, part: str | int) -> Any:
    try:
        return at[part]
    except (KeyError, IndexError, TypeError):
        return None


def _naming(row: Any) -> str:
    if not isinstance(row, Mapping):
        return ""
    for name in NAMED_ALONE:
        if isinstance(row.get(name), str):
            return f" ({row[name]})"
    words = [str(row[name]) for name in NAMING if name in row]
    return f" ({' × '.join(words)})" if words else ""


def model_at(where: Place) -> type[BaseModel] | None:
    """The class of the table at a place; None if there is a plain value."""
    model: type[BaseModel] | None = TownFile
    for part in where:
        if isinstance(part, int):
            continue
        field = None if model is None else model.model_fields.get(part)
        model = None if field is None else table_class(field.annotation)
    return model


def table_class(annotation: Any) -> type[BaseModel] | None:
    """The class of table inside an annotation like `tuple[Branch, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(table_class, get_args(annotation))), None)
