"""Which rows have which words, in a tantivy index: for catalogues that outgrow SQLite's.

It only has the words. Rows, titles, copies and the order of hits are those of the file beside it
(`catalogue.search.embedded`), so both engines give the same answers. What is written becomes
visible before the file commits: if a process dies in between, the file's rows are put in once more,
which changes nothing.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import tantivy

from catalogue.search.ranking import Asked, Terms, Tier

HEAP: Final = 128_000_000
RELOAD_S: Final = 0.5
BEGIN: Final = "§"
"""Stands before the first word of a title."""
_FIELDS: Final = ("whole", "title", "author", "stems", "named", "rest")
_WORDS: Final = "words"
"""Fields parted by spaces: the words come as they are compared."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _FIELDS:
        positions = "position" if name == "title" else "freq"
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option=positions)
    builder.add_integer_field("row", indexed=True, fast=True)
    return builder.build()


class TantivyPostings:
    """One folder. The writer is opened by the process that writes, when it first does."""

    def __init__(self, folder: Path) -> None:
        """Open or make it. Raises OSError."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, str(folder))
        tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_WORDS, tokenizer)
        self._writer: tantivy.IndexWriter | None = None
        self._written = False
        self._reloaded_s = float("-inf")

    def add(self, _tx: sqlite3.Connection, rows: Iterable[tuple[int, Terms]]) -> None:
        """New rows."""
        writer = self._to_write()
        for row, terms in rows:
            writer.delete_documents_by_term("row", row)
            writer.add_document(_document(row, terms))

    def remove(self, _tx: sqlite3.Connection, rows: Iterable[tuple[int, Terms]]) -> None:
        """Rows that are there."""
        writer = self._to_write()
        for row, _ in rows:
            writer.delete_documents_by_term("row", row)

    def clear(self, _tx: sqlite3.Connection) -> None:
        """No row has any word."""
        self._to_write().delete_all_documents()

    def tidy(self, _tx: sqlite3.Connection) -> bool:
        """tantivy sees to that itself."""
        return False

    def settle(self) -> None:
        """What was put in or taken out can be seen."""
        if self._writer is not None and self._written:
            self._writer.commit()
            self._index.reload()
        self._written = False

    def close(self) -> None:
        """Let another process write."""
        self._writer = None

    def rows(
        self, _tx: sqlite3.Connection, asked: Asked, tier: Tier, after: int, limit: int
    ) -> list[int]:
        """The next rows behind `after` that fit into a tier or one before it."""
        query = self._query(asked, tier)
        if after >= 0:
            behind = tantivy.Query.range_query(
                self._schema,
                "row",
                tantivy.FieldType.Integer,
                lower_bound=after,
                include_lower=False,
            )
            query = query.and_must_match(behind)
        found = self._searcher().search(
            query, limit, count=False, order_by_field="row", order=tantivy.Order.Asc
        )
        return [row for row, _ in found.hits]

    def words(self, _tx: sqlite3.Connection) -> dict[str, int]:
        """All words of titles and names, with the titles each is in."""
        counts: Counter[str] = Counter()
        searcher = self._searcher()
        for field in ("title", "author"):
            counts.update(dict(searcher.terms_with_prefix(field, "")))
        return counts

    def _to_write(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(HEAP, 1)
        self._written = True
        return self._writer

    def _searcher(self) -> tantivy.Searcher:
        """Of what any process has put in by now, give or take `RELOAD_S`."""
        now_s = time.monotonic()
        if now_s - self._reloaded_s > RELOAD_S:
            self._index.reload()
            self._reloaded_s = now_s
        return self._index.searcher()

    def _query(self, asked: Asked, tier: Tier) -> tantivy.Query:
        phrase = asked.phrase
        match tier:
            case Tier.EXACT:
                return tantivy.Query.term_query(self._schema, "whole", asked.title)
            case Tier.START:
                return self._phrase([BEGIN, *phrase], asked)
            case Tier.PHRASE:
                return self._phrase(phrase, asked)
            case Tier.TITLE:
                return self._typed(asked, ("title",))
            case Tier.STEMS:
                return self._stems(asked, ("stems",))
            case Tier.NAMED if asked.last_tier is Tier.NAMED:
                return self._typed(asked, ("title", "author"))
            case Tier.NAMED:
                return self._stems(asked, ("stems", "named"))
            case Tier.ANYWHERE:
                return self._stems(asked, ("stems", "named", "rest"))

    def _phrase(self, phrase: Sequence[str], asked: Asked) -> tantivy.Query:
        if asked.typing:
            patterns = [*phrase[:-1], f"{phrase[-1]}.*"]
            return tantivy.Query.regex_phrase_query(self._schema, "title", [*patterns])
        return tantivy.Query.phrase_query(self._schema, "title", [*phrase])

    def _typed(self, asked: Asked, fields: Sequence[str]) -> tantivy.Query:
        needed = [self._term(fields, each.fold) for each in asked.whole]
        if asked.beginning is not None:
            pattern = f"{asked.beginning}.*"
            begun = (tantivy.Query.regex_query(self._schema, name, pattern) for name in fields)
            needed.append(_any_of(begun))
        return _all_of(needed)

    def _stems(self, asked: Asked, fields: Sequence[str]) -> tantivy.Query:
        return _all_of(self._term(fields, each.stem) for each in asked.whole)

    def _term(self, fields: Sequence[str], text: str) -> tantivy.Query:
        return _any_of(tantivy.Query.term_query(self._schema, name, text) for name in fields)


def _all_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in queries])


def _any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in queries])


def _document(row: int, terms: Terms) -> tantivy.Document:
    return tantivy.Document(
        row=row,
        whole=terms.whole,
        title=" ".join((BEGIN, *terms.title)),
        author=" ".join(terms.author),
        stems=" ".join(terms.stems),
        named=" ".join(terms.named),
        rest=" ".join(terms.rest),
    )
