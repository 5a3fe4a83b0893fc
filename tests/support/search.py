"""Indexes for tests of the search: either engine, filled at one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from catalogue.search.embedded import Batch, SearchIndex
from catalogue.search.model import Copy, Document, Facet, Query
from catalogue.search.opening import Engine, open_index


def filled(
    folder: Path,
    documents: Iterable[Document],
    copies: Mapping[str, tuple[Copy, ...]] | None = None,
    engine: Engine = "sqlite",
) -> SearchIndex:
    """A complete index of these titles."""
    index = open_index(folder, engine)
    assert index.writing()
    index.take(Batch("1", tuple(documents), copies=copies or {}))
    while index.advance(60.0):
        pass
    return index


def copy(
    item: str, title: str, branch: str = "A", *, available: bool = True
) -> Mapping[str, tuple[Copy, ...]]:
    """One copy, as a batch has it."""
    return {item: (Copy(item, title, branch, available),)}


def keys(
    index: SearchIndex, text: str, *, offset: int = 0, limit: int = 20, **chosen: str
) -> list[str]:
    """Keys of the hits, in their order."""
    facets = {Facet(name): frozenset({value}) for name, value in chosen.items()}
    query = Query(text, facets, offset, limit, counts=False)
    return [hit.document.key for hit in index.search(query).hits]
