"""Which titles are the same work. Pure.

Titles of several sources are linked, never merged, and rather not linked than wrongly: a volume of
a series is no other volume, a film is not its book, and without an author a title proves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from catalogue.domain.ids import derived_id

READ: Final = frozenset({"book", "ebook", "audiobook", "comic"})
"""The same text in another form is the same work; of other kinds each is for itself."""
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"[(\[<][^)\]>]*[)\]>]")
_NUMBERED = re.compile(
    r"\b(?:tome|tom|t|vol|volume|livre|partie|part|saison|no|nº|numero|episode|cycle|band|book|bd)"
    r"\s+(\d{1,4}|[ivxl]{1,6})\b"
)
_AT_END = re.compile(r"\s(\d{1,3})$")
_PLAIN: Final = str.maketrans({"œ": "oe", "æ": "ae", **dict.fromkeys("’‘“”«»–—…·", " ")})
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_ARTICLES: Final = frozenset({"le", "la", "les", "l", "un", "une", "des", "the", "a", "an"})


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What of a title tells its work. `isbns` as ISBN-13; `kind` and `language` as in
    `FeedRecord`."""

    title: str
    subtitle: str = ""
    author: str = ""
    kind: str = "book"
    language: str = ""
    isbns: tuple[str, ...] = ()


def text_work(facts: WorkFacts) -> str | None:
    """The work that form, words, volume, author and language name; None: they prove nothing."""
    words, volume = _named(facts.title, facts.subtitle)
    author = _person(facts.author)
    if not words or not author:
        return None
    return derived_id("work", _form(facts.kind), words, volume, author, facts.language)


def is_same_edition(one: WorkFacts, other: WorkFacts) -> bool:
    """Do they share an ISBN, and does nothing speak against it? One ISBN may stand on every volume
    of a set, and on anything by mistake."""
    if not set(one.isbns) & set(other.isbns) or _form(one.kind) != _form(other.kind):
        return False
    words, volume = _named(one.title, one.subtitle)
    other_words, other_volume = _named(other.title, other.subtitle)
    return volume == other_volume and bool({*words.split()} & {*other_words.split()})


def work_of(facts: WorkFacts, known: Iterable[tuple[str, WorkFacts]]) -> str | None:
    """The work of a title, given others that share an ISBN with it and their works: theirs, if it
    is the same edition as each of that work; else what its text says."""
    same: dict[str, bool] = {}
    for work, other in known:
        same[work] = same.get(work, True) and is_same_edition(facts, other)
    return min((work for work, good in same.items() if good), default=None) or text_work(facts)


def _form(kind: str) -> str:
    return "text" if kind in READ else kind


def _named(title: str, subtitle: str) -> tuple[str, str]:
    """The words of a title without its volume, and the volume as a number or nothing."""
    words = _folded(f"{title} {subtitle}")
    found = _NUMBERED.search(words) or _AT_END.search(_folded(title))
    if found is None:
        return _without_article(words), ""
    volume = found.group(1)
    words = _NOT_WORDS.sub(" ", words.replace(found.group(0).strip(), " ", 1)).strip()
    return _without_article(words), str(_roman(volume) if volume[0] in _ROMAN else int(volume))


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first in _ARTICLES else words


@lru_cache(4096)
def _person(name: str) -> str:
    """`Verne, Jules (1828-1905)` and `Jules Verne` alike."""
    return " ".join(sorted(_folded(_BRACKETS.sub(" ", name)).split()))


def _folded(text: str) -> str:
    plain = text.lower()
    if not plain.isascii():
        plain = (
            unicodedata.normalize("NFKD", plain.translate(_PLAIN))
            .encode("ascii", "ignore")
            .decode()
        )
    return _NOT_WORDS.sub(" ", plain).strip()


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
