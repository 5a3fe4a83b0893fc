"""Lines of a file of patrons: CSV with the columns named here, or others by a mapping in TOML.

    delimiter = ";"            # else found out
    encoding = "cp1252"        # else UTF-8
    date_format = "%d/%m/%Y"   # else 2027-01-31
    source = "orphee"          # else the name of the file

    [columns]
    card = "N° carte"

    [values.category]
    "ADU" = "adult"

There is no column for a PIN: a file with PINs in clear lies about on disks. Only reads; what a line
says is judged by `importing`.
"""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from catalogue.errors import CatalogueError
from catalogue.wire.patrons import PatronRefused, PatronRow

FIELDS = tuple(name for name in PatronRow.model_fields if name != "line")
DATES = ("birth", "expires")
MAX_LINE = 100_000


class PatronFileUnusable(CatalogueError):
    """The file or its mapping cannot be read at all; the text says why."""

    code = "patron_file_configuration"


@dataclass(frozen=True, slots=True)
class PatronMapping:
    """What stands where in a file."""

    columns: Mapping[str, str] = field(default_factory=lambda: {name: name for name in FIELDS})
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_format: str = "%Y-%m-%d"
    delimiter: str | None = None
    encoding: str = "utf-8-sig"
    source: str | None = None


def read_mapping(path: Path) -> PatronMapping:
    """The mapping of a TOML file. Raises PatronFileUnusable."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PatronFileUnusable(f"{path}: {error}") from error
    known = set(PatronMapping.__dataclass_fields__)
    if told.keys() - known:
        raise PatronFileUnusable(f"{path}: unknown key {min(told.keys() - known)}")
    columns = told.get("columns", {})
    if not isinstance(columns, dict):
        raise PatronFileUnusable(f"{path}: columns: is a table")
    wrong = set(columns) - set(FIELDS)
    if wrong:
        hint = "; PINs are never imported: beaupre patrons pin" if "pin" in wrong else ""
        raise PatronFileUnusable(f"{path}: columns.{min(wrong)}: no such field{hint}")
    if "card" not in columns:
        raise PatronFileUnusable(f"{path}: columns.card: is needed")
    texts = [*columns.values(), *(told[k] for k in known - {"columns", "values"} if k in told)]
    tables = told.get("values", {})
    if not all(isinstance(each, str) for each in texts) or not _is_of_texts(tables):
        raise PatronFileUnusable(f"{path}: every value is a text")
    return PatronMapping(**told)


def _is_of_texts(tables: Any) -> bool:
    return isinstance(tables, dict) and all(
        isinstance(table, dict) and all(isinstance(each, str) for each in table.values())
        for table in tables.values()
    )


def read_patrons(path: Path, mapping: PatronMapping) -> Iterator[PatronRow | PatronRefused]:
    """Line by line: what it says, or why it says nothing. Raises PatronFileUnusable."""
    seen: dict[tuple[str, str], int] = {}
    try:
        with path.open(encoding=mapping.encoding, newline="") as file:
            delimiter = mapping.delimiter or _delimiter(file.readline(MAX_LINE))
            file.seek(0)
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            columns = _columns(path, mapping, reader.fieldnames or ())
            while True:
                try:
                    told = next(reader, None)
                except csv.Error as error:
                    yield PatronRefused(record=reader.line_num, reason=f"no line of CSV: {error}")
                    continue
                if told is None:
                    return
                row = _row(reader.line_num, told, columns, mapping)
                yield row if isinstance(row, PatronRefused) else _once(row, seen)
    except (OSError, LookupError, UnicodeError) as error:
        raise PatronFileUnusable(f"{path}: {error}") from error


def _delimiter(header: str) -> str:
    return max(";,\t", key=header.count)


def _columns(path: Path, mapping: PatronMapping, header: Any) -> dict[str, str]:
    """Field → heading, of those the file has. The card's has to be there; of a mapping all."""
    names = {str(name).strip() for name in header}
    if mapping.columns.get("card") not in names:
        raise PatronFileUnusable(f"{path}: no column “{mapping.columns.get('card')}”")
    if "pin" in {name.lower() for name in names}:
        raise PatronFileUnusable(f"{path}: a column of PINs; take it out, and delete the file")
    missing = set(mapping.columns.values()) - names
    if missing and mapping.columns != PatronMapping().columns:
        raise PatronFileUnusable(f"{path}: no column “{min(missing)}”")
    return {name: heading for name, heading in mapping.columns.items() if heading in names}


def _row(
    line: int, told: Mapping[str, Any], columns: Mapping[str, str], mapping: PatronMapping
) -> PatronRow | PatronRefused:
    if None in told:
        return PatronRefused(record=line, reason="more values than columns")
    stripped = {str(name).strip(): value for name, value in told.items()}
    values: dict[str, Any] = {"line": line}
    for name, heading in columns.items():
        said = (stripped.get(heading) or "").strip()
        if not said.isprintable():
            return PatronRefused(record=line, reason=f"{name}: signs that cannot be printed")
        values[name] = mapping.values.get(name, {}).get(said, said)
        if name in DATES:
            values[name] = _date(values[name], mapping.date_format)
    if values.get("number") == "":
        del values["number"]
    try:
        return PatronRow.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        return PatronRefused(record=line, reason=f"{where}: {first['msg']}")


def _date(said: str, date_format: str) -> str:
    """As ISO 8601 where it is a date of that form; a year or anything else as it is."""
    try:
        return dt.datetime.strptime(said, date_format).date().isoformat()  # noqa: DTZ007  # a day
    except ValueError:
        return said


def _once(row: PatronRow, seen: dict[tuple[str, str], int]) -> PatronRow | PatronRefused:
    """A card and a number stand in one line."""
    names = [("card", row.card), *([("number", row.number)] if row.number else [])]
    for name, value in names:
        before = seen.setdefault((name, value), row.line)
        if before != row.line:
            return PatronRefused(record=row.line, reason=f"{name}: stands in line {before} already")
    return row
