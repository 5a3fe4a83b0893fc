"""The one text of a town file: what is exported, kept as a version and compared."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.services.town_config.model import TownFile


def write_town_file(file: TownFile) -> str:
    """The file's text. Equal files have equal texts; reading one gives the file again. What is as
    it would be if left out is left out, but for the roles: what they may do is always said."""
    said = file.in_order().model_dump(exclude_defaults=True)
    said["staff"] = file.in_order().staff.model_dump()
    lines: list[str] = []
    for name, table in said.items():
        rows = table if isinstance(table, tuple) else (table,)
        for row in rows:
            lines += ["", f"[[{name}]]" if rows is table else f"[{name}]", *_table(name, row)]
    return "\n".join(lines[1:]) + "\n"


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    below = {key: value for key, value in table.items() if isinstance(value, dict)}
    for key, value in table.items():
        if isinstance(value, tuple) and value and isinstance(value[0], dict):
            yield f"{key} = ["
            yield from (f"    {toml_value(row)}," for row in value)
            yield "]"
        elif key not in below:
            yield f"{key} = {toml_value(value)}"
    for key, inner in below.items():
        yield from ("", f"[{name}.{key}]", *_table(f"{name}.{key}", inner))


def toml_value(value: Any) -> str:
    """A value as it stands behind `key =`, on one line. Texts are printable: what JSON escapes in
    them is what TOML does."""
    if isinstance(value, dict):
        inside = ", ".join(f"{key} = {toml_value(each)}" for key, each in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(each) for each in value) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
