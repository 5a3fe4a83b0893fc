"""What searching answers on the wire. Nobody is named in any of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalogue.search.model import Document, Facet, Found, Hit, Suggested
from catalogue.wire.v1 import Message


class SearchTitle(Message):
    """A title that was found. `pack`: it is a text on e-readers, and what it came with; its copies
    are those machines. `copies` and `available`: in the branches that were chosen, else in all.
    Empty and null: not known."""

    key: str
    title: str
    subtitle: str = ""
    author: str = ""
    contributors: str = ""
    kind: str
    language: str = ""
    audience: str = ""
    year: int | None = None
    isbn: str = ""
    work: str | None = None
    cover: bool = False
    added: int | None = None
    pack: str | None = None
    copies: Annotated[int, Field(ge=0)]
    available: Annotated[int, Field(ge=0)]


class SearchValue(Message):
    """A value of a facet, and the hits that have it."""

    value: str
    hits: Annotated[int, Field(ge=0)]


class SearchAnswer(Message):
    """`total` and `facets` are exact, or with `exact` false at least so many; null and empty where
    they were not asked for. `complete` false: the index is still being made. `suggestion`: another
    spelling that finds more; it was not applied."""

    hits: list[SearchTitle]
    total: int | None
    exact: bool
    complete: bool
    facets: dict[Facet, list[SearchValue]]
    suggestion: str | None


class SearchSuggestion(Message):
    """A title somebody may be typing."""

    key: str
    title: str
    author: str
    kind: str


class SearchSuggestions(Message):
    """The best first."""

    titles: list[SearchSuggestion]


class TitleAbout(Message):
    """What a title is about, as its source describes it; empty: nobody does."""

    about: str


class CopiesBack(Message):
    """When the first of a title's lent copies is due at a branch."""

    title: str
    branch: str
    due_ms: int


class TitlesBack(Message):
    """Of the titles that were asked about; nothing of what is overdue or not lent."""

    back: list[CopiesBack]


Available = Literal["now"]
"""The one value of the facet `available`."""


def answer_of(found: Found) -> SearchAnswer:
    """The answer."""
    facets = {
        facet: [SearchValue(value=value, hits=hits) for value, hits in values]
        for facet, values in found.facets.items()
    }
    return SearchAnswer(
        hits=[_title(hit) for hit in found.hits],
        total=found.total,
        exact=found.exact,
        complete=found.complete,
        facets=facets,
        suggestion=found.suggestion,
    )


def suggestions_of(suggested: tuple[Suggested, ...]) -> SearchSuggestions:
    """Suggestions."""
    return SearchSuggestions(
        titles=[
            SearchSuggestion(key=each.key, title=each.title, author=each.author, kind=each.kind)
            for each in suggested
        ]
    )


def _title(hit: Hit) -> SearchTitle:
    told: Document = hit.document
    return SearchTitle(
        key=told.key,
        title=told.title,
        subtitle=told.subtitle,
        author=told.author,
        contributors=told.contributors,
        kind=told.kind,
        language=told.language,
        audience=told.audience,
        year=told.year,
        isbn=told.isbn,
        work=told.work,
        cover=bool(told.cover),
        added=told.added,
        pack=told.pack,
        copies=hit.copies,
        available=hit.available,
    )
