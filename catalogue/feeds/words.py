"""Words and codes of catalogues, made into those of `FeedRecord`. Pure; every reader uses it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from operator import mul
from typing import Final

from catalogue.feeds.languages import CODES

_NO_ISBN = re.compile(r"[^0-9Xx]")
_ISBN = re.compile(r"(?<![0-9])(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9Xx](?![0-9])")
_NUMBER = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?(?!\d)")
_OTHER_MONEY = re.compile(
    r"[$£]|\b(?:F|FF|FRF|USD|GBP|CHF|BEF|frs?|francs?|CAD|DM)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")

_KIND_WORDS: Final = (
    ("audiobook", r"livres?[ -]?(?:audio|lu|sonore|parle|cd)|audio ?livre|audiobook|texte lu"),
    ("ereader", r"liseuse|e-?reader"),
    ("ebook", r"e-?books?\b|livres? numeriques?|epub"),
    ("comic", r"bandes?[ -]dessinee|\bbd\b|\bmangas?\b|\bcomics?\b|roman graphique|graphic novel"),
    ("magazine", r"periodique|magazine|\brevues?\b|journal|journaux|serial"),
    ("game", r"\bjeux?\b|\bgames?\b|jouet|ludo"),
    ("film", r"\bdvd|blu-?ray|video|\bvhs\b|\bfilms?\b"),
    ("score", r"partition|\bscores?\b|musique imprimee"),
    ("map", r"\bcartes?\b(?!.*memoire)|\bplans?\b|\bmaps?\b|atlas"),
    ("image", r"estampe|affiche|photo|oeuvres? d'art|\bimages?\b|diapositive"),
    ("disc", r"\bcd\b|cd audio|compact|vinyle|disque|33 tours|enregistrement sonore|musique"),
    ("online", r"en ligne|online|electronique"),
    ("book", r"\blivres?\b|\bbooks?\b|\broman|\balbum|documentaire|imprime"),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _KIND_WORDS)

_AUDIENCES = (
    ("child", re.compile(r"enfant|tout[- ]petit|\bchild|\bkids?\b|maternelle|albums?\b")),
    ("youth", re.compile(r"jeune|\bado|young|youth|juvenile|teen")),
    ("adult", re.compile(r"adulte?s?\b")),
    ("all", re.compile(r"tout public|tous publics|familial|\bgeneral\b")),
)


def folded(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(4096)
def kind_of_words(text: str) -> str:
    """The kind that words such as `CD audio` or `Bandes dessinées` name, or nothing."""
    plain = folded(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), "")


def names_comics(texts: Iterable[str]) -> bool:
    """Does a subject or form say that it is a comic? For texts without end, unlike
    `kind_of_words`."""
    told = " ".join(texts).lower()
    return "bande dessin" in told or "bandes dessin" in told or "manga" in told or "comics" in told


@lru_cache(4096)
def audience_of_words(text: str) -> str:
    """The audience that words such as `Romans jeunes` name, or nothing."""
    plain = folded(text)
    return next((name for name, pattern in _AUDIENCES if pattern.search(plain)), "")


@lru_cache(1024)
def language(code: str) -> str:
    """ISO 639-1 of any ISO 639 code or `fr-FR`, else 639-2/T as it is; `und` and odd ones: ''."""
    bare = code.strip().lower().replace("_", "-").partition("-")[0]
    if len(bare) == 2 and bare.isalpha() and bare.isascii():
        return bare
    if len(bare) != 3 or not bare.isalpha() or not bare.isascii() or bare in ("und", "zxx"):
        return ""
    return CODES.get(bare, bare)


def isbn13(text: str) -> str:
    """ISBN-13 without hyphens, or nothing if the number is not one (length, check digit)."""
    digits = _NO_ISBN.sub("", text).upper()
    if len(digits) == 10 and digits[:9].isdigit():
        weighed = sum(map(mul, map(int, digits[:9]), range(10, 1, -1)))
        wanted = "0123456789X"[-weighed % 11]
        return _with_check("978" + digits[:9]) if digits[9] == wanted else ""
    if len(digits) == 13 and digits.isdigit() and digits[:3] in ("978", "979"):
        return digits if _with_check(digits[:12]) == digits else ""
    return ""


def _with_check(twelve: str) -> str:
    weighed = sum(map(int, twelve[::2])) + 3 * sum(map(int, twelve[1::2]))
    return f"{twelve}{-weighed % 10}"


def isbns_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The valid ones, in order, once each; words around them do not matter."""
    found: list[str] = []
    for text in texts:
        for match in _ISBN.finditer(text):
            number = isbn13(match[0])
            if number and number not in found:
                found.append(number)
    return tuple(found)


def cents(text: str) -> int | None:
    """A price in euros, `EUR 11,40`, `7.79 €` or bare; None in another money or none at all."""
    found = _NUMBER.search(text)
    if found is None or _OTHER_MONEY.search(text):
        return None
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def year_in(text: str) -> int | None:
    """The first year from 1400 to 2099."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def in_natural_order(surname: str, forename: str) -> str:
    """`Émile Zola` of `Zola` and `Émile`."""
    return f"{forename} {surname}" if forename else surname


def turned_name(name: str) -> str:
    """`Alcott, Louisa May.` as one says it; names without a comma, or with several, stay."""
    bare = name.strip().rstrip(",;").strip()
    if bare.endswith(".") and len(bare) > 2 and bare[-3:-2] not in (" ", ".", "-"):
        bare = bare[:-1]
    surname, comma, forename = bare.partition(", ")
    return f"{forename} {surname}" if comma and "," not in forename else bare


def tidy(text: str) -> str:
    """One line, single blanks."""
    return " ".join(text.split()) if "  " in text or "\n" in text else text.strip()


def once(values: Iterable[str]) -> tuple[str, ...]:
    """Without empty ones and repetitions, in order."""
    return tuple(dict.fromkeys(filter(None, values)))


def web_address(text: str) -> str:
    """An absolute http(s) address, or nothing: relative ones lead nowhere from a file."""
    bare = text.strip()
    good = bare[:8].lower().startswith(("http://", "https://")) and " " not in bare
    return bare if good and len(bare) <= 2048 else ""
