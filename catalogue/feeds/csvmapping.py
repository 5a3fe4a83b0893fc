"""The mapping file of a CSV: TOML that says which column is which field; nothing is guessed.

Example::

    delimiter = ";"              # "," without
    quote = "'"                  # '"' without
    encoding = "cp1252"          # "utf-8" without; a byte order mark is dropped
    separator = " / "            # between several values in one cell; "|" without

    [columns]                    # field = column
    id = "Notice"
    title = "Titre"
    barcode = "Code-barres"
    branch = "Site"

    [kinds]                      # word of the source = kind; words not here are recognised
    "LIV" = "book"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from catalogue.feeds.errors import BadMapping

FIELDS: Final = (
    "id", "title", "subtitle", "author", "contributors", "publisher", "year", "kind", "language",
    "subjects", "description", "isbn", "call_number", "audience", "min_age", "cover", "link",
    "barcode", "branch", "support", "section", "price", "not_for_loan", "deleted",
)  # fmt: skip
KINDS: Final = (
    "book", "comic", "magazine", "disc", "film", "game", "ereader", "ebook", "audiobook", "score",
    "map", "image", "online",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file, checked."""

    columns: dict[str, str]
    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8"
    separator: str = "|"
    kinds: dict[str, str] = field(default_factory=dict)


_KIND = re.compile(r"[a-z][a-z0-9_-]{0,31}")
"""A town may have kinds of its own beside those of `KINDS`."""
_OWN = ("columns", "kinds", "delimiter", "quote", "encoding", "separator")
_OF_THE_IMPORT = ("branches", "collections", "default_branch")
"""What else the file may say: how words of the source become the town's."""


def read_mapping(path: Path) -> Mapping:
    """Raises BadMapping, which names what is wrong."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as bad:
        raise BadMapping(f"{path.name} cannot be read: {bad}") from bad
    unknown = told.keys() - {*_OWN, *_OF_THE_IMPORT}
    if unknown:
        raise BadMapping(
            f"{path.name} has settings that are not known: {', '.join(sorted(unknown))}"
        )
    columns, kinds = _texts(told.get("columns")), _texts(told.get("kinds", {}))
    if columns is None or kinds is None:
        raise BadMapping(f'{path.name} needs [columns], field = "column"; [kinds] alike')
    _check(path.name, columns, kinds)
    mapping = Mapping(
        columns,
        delimiter=str(told.get("delimiter", ",")),
        quote=str(told.get("quote", '"')),
        encoding=str(told.get("encoding", "utf-8")),
        separator=str(told.get("separator", "|")) or "|",
        kinds={word.casefold(): kind for word, kind in kinds.items()},
    )
    if len(mapping.delimiter) != 1 or len(mapping.quote) != 1:
        raise BadMapping(f"{path.name}: delimiter and quote are one character each")
    try:
        plain = "\n".encode(mapping.encoding) == b"\n"
    except LookupError:
        raise BadMapping(f"{path.name}: no encoding is called {mapping.encoding}") from None
    if not plain:
        raise BadMapping(f"{path.name}: save the file as UTF-8, {mapping.encoding} is not read")
    return mapping


def _check(name: str, columns: dict[str, str], kinds: dict[str, str]) -> None:
    odd = columns.keys() - {*FIELDS}
    if odd:
        raise BadMapping(f"{name}: no field is called {', '.join(sorted(odd))}; {_known(FIELDS)}")
    if "id" not in columns or not {"title", "deleted"} & columns.keys():
        raise BadMapping(f"{name}: [columns] must say where id and title are")
    odd = {kind for kind in kinds.values() if not _KIND.fullmatch(kind)}
    if odd:
        raise BadMapping(f"{name}: no kind is called {', '.join(sorted(odd))}; {_known(KINDS)}")


def _known(names: tuple[str, ...]) -> str:
    return f"there are {', '.join(names)}"


def _texts(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        return None
    return {str(key): str(each) for key, each in value.items()}
