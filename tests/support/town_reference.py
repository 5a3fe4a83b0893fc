"""The tables of docs/town-file.md, as the model of the town file has them.

`python -m support.town_reference` (in tests/) prints them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from catalogue.services.town_config.model import TownFile
from catalogue.services.town_config.places import table_class
from catalogue.services.town_config.writing import toml_value

HEAD = "| key | what | type | if left out | example |\n| --- | --- | --- | --- | --- |"
SCHEMA = TownFile.model_json_schema()
TABLES = {
    "[town]": "Town",
    "[[branches]]": "Branch",
    "[calendar]": "Calendar",
    "[calendar] closed, open": "Closure",
    "[lending]": "Lending",
    "[lending] categories": "Category",
    "[lending] policies": "Policy",
    "[returns]": "Returns",
    "[returns] sort_rules": "SortRule",
    "[staff]": "Staff",
    "[staff] roles": "Role",
    "[retention]": "Retention",
    "[[messages]]": "Message",
}
"""Headings of the reference, and the class each describes."""


def classes(model: type[BaseModel] = TownFile) -> Iterator[type[BaseModel]]:
    """Every class of table below one."""
    for field in model.model_fields.values():
        inner = table_class(field.annotation)
        if inner is not None:
            yield inner
            yield from classes(inner)


def rows(name: str) -> list[str]:
    """The rows of the reference of one class of table."""
    model = next(each for each in classes() if each.__name__ == name)
    described = SCHEMA["$defs"][name]
    return [
        f"| `{key}` | {said['description']} | {_type(said)} |"
        f" {_default(key, said, key in described.get('required', ()))} |"
        f" `{key} = {toml_value(model.model_fields[key].examples[0])}` |"
        for key, said in described["properties"].items()
    ]


def _default(key: str, said: dict[str, Any], required: bool) -> str:
    if required:
        return "**needed**"
    default = said.get("default")
    if key == "roles":
        return "see left"
    return "nothing" if default in (None, [], {}) else f"`{toml_value(default)}`"


def _type(said: dict[str, Any]) -> str:
    if "$ref" in said:
        inner = SCHEMA["$defs"][said["$ref"].rsplit("/", 1)[1]]
        return "table" if inner["type"] == "object" else " / ".join(f"`{v}`" for v in inner["enum"])
    if "anyOf" in said:
        return _type(next(arm for arm in said["anyOf"] if arm.get("type") != "null"))
    match said["type"]:
        case "array":
            inner = _type(said["items"])
            inner = "names of days" if "monday" in inner else inner
            inner = "rights" if "circulate" in inner else inner
            return f"list of {'rows' if inner == 'table' else inner}"
        case "integer":
            return f"whole number, {said['minimum']} to {said['maximum']}"
        case "object":
            of = said.get("additionalProperties", {})
            return "table of days" if of.get("type") == "array" else "table of languages"
        case _ if said.get("format") == "date":
            return "date"
        case _:
            return "short name" if said.get("title") == "a short name" else "text"


if __name__ == "__main__":
    for heading, name in TABLES.items():
        lines = [f"### {heading}", "", HEAD, *rows(name), "", ""]
        sys.stdout.write("\n".join(lines))
