"""What is searched, what is asked and what is found. Values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Final

MAX_TEXT: Final = 200
"""Characters of a question that count."""
MAX_WORDS: Final = 12
MAX_PAGE: Final = 100
MAX_DEPTH: Final = 1_000
"""Hits that can be leafed through; whoever wants more asks more narrowly."""
COUNTED: Final = 3_000
"""Hits that are counted, in all and by facet; beyond, numbers are at least so many."""
FEW: Final = 3
"""Hits below which another spelling is looked for."""


@dataclass(frozen=True, slots=True)
class Document:
    """A title, or a text on an e-reader (`pack`: the name of what it came with). Empty text and
    None: not known. `added`: when it came, days since 1970. `cover`: its source has a picture."""

    key: str
    title: str
    subtitle: str = ""
    author: str = ""
    contributors: str = ""
    kind: str = ""
    language: str = ""
    audience: str = ""
    subject: str = ""
    year: int | None = None
    isbn: str = ""
    description: str = ""
    work: str | None = None
    cover: bool = False
    added: int | None = None
    pack: str | None = None


FIELDS: Final = tuple(each.name for each in fields(Document))


@dataclass(frozen=True, slots=True)
class Copy:
    """One thing that can be lent, and what it is of. A text on an e-reader has the machines it is
    on as its copies. `branch`: where it is or was last; `lendable`: it can be had once it is there.
    """

    item: str
    title: str
    branch: str
    available: bool
    lendable: bool = True


class Facet(StrEnum):
    """What hits can be narrowed by. `AVAILABLE` has the one value `now`; `EREADER` the names of
    what e-readers come with."""

    KIND = "kind"
    LANGUAGE = "language"
    AUDIENCE = "audience"
    BRANCH = "branch"
    AVAILABLE = "available"
    EREADER = "ereader"


NOW: Final = "now"
Chosen = Mapping[Facet, frozenset[str]]
"""Any of the values of a facet, and all of the facets."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked. Without text: everything, what most branches have first. `typing`: the last
    word may not be finished. `counts`: are totals and facets wanted?"""

    text: str = ""
    chosen: Chosen = field(default_factory=dict)
    offset: int = 0
    limit: int = 20
    typing: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A title that was found. `copies` and `available`: how many there are and how many can be had
    now, in the branches that were chosen, else in all."""

    document: Document
    copies: int = 0
    available: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. `total` and `facets` (each value with its hits, the most first) are exact, or
    with `exact` False at least so many; None and empty where they were not asked for. `complete`
    False: the index is still being made, and has the titles of most copies first. `suggestion`:
    another spelling that finds more; nobody applies it but whoever asked."""

    hits: tuple[Hit, ...]
    total: int | None = None
    exact: bool = True
    facets: Mapping[Facet, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Suggested:
    """A title somebody may be typing."""

    key: str
    title: str
    author: str
    kind: str
