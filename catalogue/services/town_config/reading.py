"""A town file's text into its model, or every fault in it: one line each, that says where it is,
what is wrong and what to do."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from catalogue.services.town_config.checks import check
from catalogue.services.town_config.model import TownFile
from catalogue.services.town_config.places import Place, model_at, place
from catalogue.services.town_config.writing import toml_value

KINDS = {
    "str": "text in quotation marks",
    "int": "a whole number",
    "bool": "true or false",
    "date": "a date, written 2027-07-14 without quotation marks",
    "tuple": "a list in [ ]",
    "dict": "a table",
    "float": "a decimal number",
}
WANTED = {
    "string_type": KINDS["str"],
    "int_type": KINDS["int"],
    "date_type": KINDS["date"],
    "tuple_type": KINDS["tuple"],
    "dict_type": KINDS["dict"],
    "model_type": KINDS["dict"],
}


class TownFileFaults(ValueError):
    """The file is wrong; nothing of it was applied. `lines`: one for each fault."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


def read_town_file(text: str, name: str = "") -> TownFile:
    """The file whose text this is, in order. `name` begins every line of a complaint. Raises
    TownFileFaults."""
    prefix = f"{name}: " if name else ""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TownFileFaults([f"{prefix}not TOML: {_readable(error)}"]) from error
    try:
        file = TownFile.model_validate(_frozen(document))
    except ValidationError as error:
        lines = [prefix + _fault(document, each) for each in _causes(error.errors())]
        raise TownFileFaults(lines) from error
    faults = [f"{place(document, where)}: {problem}" for where, problem in check(file)]
    if faults:
        raise TownFileFaults([prefix + line for line in faults])
    return file.in_order()


def _readable(error: tomllib.TOMLDecodeError) -> str:
    said = str(error)
    return said[:1].lower() + said[1:]


def _frozen(value: Any) -> Any:
    """TOML's arrays as tuples, as the strict model wants them."""
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(each) for each in value)
    return value


def _causes(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Without what only follows from another fault: a list short of a faulty row, a key missing
    because it is misspelt."""
    unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    misspelt = {(*where[:-1], _near(where)) for where in unknown}

    def follows(error: ErrorDetails) -> bool:
        where = error["loc"]
        if error["type"] == "too_short":
            return any(e["loc"][: len(where)] == where for e in errors if e is not error)
        return error["type"] == "missing" and where in misspelt

    return [error for error in errors if not follows(error)]


def _fault(document: Mapping[str, Any], error: ErrorDetails) -> str:
    where: Place = tuple(part for part in error["loc"] if part != "[key]")
    last = str(where[-1]) if where else ""
    match error["type"]:
        case "extra_forbidden":
            return f"{place(document, where[:-1], last)}: {_unknown_key(where)}"
        case "missing":
            return f"{place(document, where[:-1])}: {last} is missing{_for_example(where)}"
        case kind:
            return f"{place(document, where)}: {_problem(kind, error)}{_hint(kind, where)}"


def _problem(kind: str, error: ErrorDetails) -> str:
    given, about = error["input"], error.get("ctx", {})
    if kind in WANTED:
        return f"must be {WANTED[kind]}, not {KINDS.get(type(given).__name__, 'something else')}"
    match kind:
        case "value_error":
            return str(about["error"])
        case "enum":
            return f"“{given}” is not one of {_or(about['expected'])}"
        case "greater_than_equal":
            return f"{given} is too small, the least is {about['ge']}"
        case "less_than_equal":
            return f"{given} is too much, the most is {about['le']}"
        case "string_too_long":
            return f"is longer than {about['max_length']} characters; shorten it"
        case "string_too_short":
            return "is empty; write something or leave the key out"
        case "too_short":
            return "is empty; at least one is needed"
        case "string_pattern_mismatch":
            return f"“{given}” cannot be used here"
        case _:
            return error["msg"]


def _or(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _near(where: Place) -> str | None:
    found = difflib.get_close_matches(str(where[-1]), list(_fields(where[:-1])), n=1)
    return found[0] if found else None


def _unknown_key(where: Place) -> str:
    near = _near(where)
    if near is not None:
        return f"unknown key; write {near} if that is meant, else remove it"
    return f"unknown key; remove it, or take one of {', '.join(_fields(where[:-1]))}"


def _hint(kind: str, where: Place) -> str:
    return _for_example(where) if kind in WANTED or kind == "string_pattern_mismatch" else ""


def _for_example(where: Place) -> str:
    """How the key looks with a right value, from the model's examples."""
    names = [part for part in where if isinstance(part, str)]
    field = _fields(where[: where.index(names[-1])]).get(names[-1]) if names else None
    if field is None or not field.examples:
        return ""
    return f"; for example {names[-1]} = {toml_value(field.examples[0])}"


def _fields(where: Place) -> Mapping[str, Any]:
    model: type[BaseModel] | None = model_at(where)
    return {} if model is None else model.model_fields
