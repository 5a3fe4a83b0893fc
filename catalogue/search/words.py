"""Text into the words that are compared: without accents, ligatures, case, elided articles and
endings. Titles and what is typed go the same way, so they meet. Pure.

One stemmer, the French one, serves every language: what is typed does not say which it is in. What
it takes for the same word, but is not, stands behind what was written as asked
(`catalogue.search.ranking`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import metadata
from itertools import zip_longest
from typing import Final, NamedTuple

import Stemmer

VERSION: Final = f"1.{metadata.version('pystemmer')}"
"""Of the way words are made; an index made in another is made anew."""
LONGEST: Final = 40
"""Letters of a word that count."""
_SPOKEN: Final = 65_536
"""Words remembered as they were written."""

_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    # Arabic: alef with hamza, madda or wasla; hamza's seats; ta marbuta; alef maqsura; tatweel.
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ة": "ه", "ى": "ي", "ـ": None}
)
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)
# Chinese and Japanese write no spaces: each sign is a word.
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_SAY_NOTHING: Final = (
    "a au aux avec ce ces d dans de des du elle en est et eux il ils je l la le les leur lui ma"
    " mais me meme mes mon ne nos notre nous on ou par pas pour qu que qui sa se ses si son sur"
    " ta te tes ton tu un une vos votre vous y the of and to in der die das und"
)
STOP: Final = frozenset(_SAY_NOTHING.split())
"""They stand in too many titles to say anything; alone, they are looked for all the same."""

_VOWELS: Final = frozenset("aeiouyh")
_stem = Stemmer.Stemmer("french", 0).stemWord


class Word(NamedTuple):
    """As it is compared, and its stem; no stem: a word that says nothing."""

    fold: str
    stem: str


@lru_cache(_SPOKEN)
def word(written: str) -> Word:
    """One word as somebody wrote it."""
    parts = unicodedata.normalize("NFKD", written.casefold().translate(_LETTERS))
    folded = "".join(filter(str.isalnum, parts))[:LONGEST] or written
    if folded in STOP:
        return Word(folded, "")
    return Word(folded, _stem(folded) if folded.isalpha() else folded)


NOTHING: Final = Word("", "")
_ELIDED: Final = frozenset(
    map(word, ("l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"))
)


def words(text: str) -> list[Word]:
    """The words of a text in their order, without elided articles."""
    if not text.isascii() and _MARKS.search(text):
        text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    found = [word(each) for each in _WORD.findall(text)]
    if _ELIDED.isdisjoint(found):
        return found
    return [
        each
        for each, after in zip_longest(found, found[1:], fillvalue=NOTHING)
        if not (each in _ELIDED and after.fold[:1] in _VOWELS)
    ]


def fold(text: str) -> str:
    """The words of a text, folded."""
    return " ".join(each.fold for each in words(text))


def isbn_of(text: str) -> str | None:
    """The ISBN-13 a text is, typed with or without hyphens and spaces; an ISBN-10 becomes one."""
    digits = re.sub(r"[\s\u00ad\u2010-\u2015-]", "", text).upper()
    if re.fullmatch(r"97[89]\d{10}", digits):
        return digits
    if re.fullmatch(r"\d{9}[\dX]", digits) and _sum_of_ten(digits) == 0:
        body = f"978{digits[:9]}"
        check = sum((1, 3)[at % 2] * int(digit) for at, digit in enumerate(body))
        return f"{body}{-check % 10}"
    return None


def _sum_of_ten(digits: str) -> int:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11
