"""A UNIMARC file of any size, the same for the same seed: a town's catalogue as its library system
exports it, titles with one or two copies in field 995, one in ten of a series.

ISO 2709 in UTF-8 (100 $a 26-27 = 50). No library writes it: what is measured reads it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

FIRST = ("Jeanne", "Émile", "Zoé", "Aurélien", "Maëlle", "Loïc", "Françoise", "Noël", "Inès")
LAST = ("Duprat", "Lemaître", "Béranger", "Fontaine", "Noël", "Castaing", "Roussel", "Hébert")
NOUNS = (
    *("île", "forêt", "ombre", "cœur", "château", "rivière", "mémoire", "étoile", "jardin"),
    *("fenêtre", "hiver", "été", "chemin", "musique", "loup", "nuit", "maison", "horloger"),
)
ADJECTIVES = ("mystérieuse", "perdue", "dernière", "secrète", "bleue", "ancienne", "légère")
SUBJECTS = ("Roman français", "Histoire locale", "Nature", "Montagne", "Enfance", "Voyages")
PUBLISHERS = ("Gallimard", "Le Seuil", "Actes Sud", "L'École des loisirs", "Hachette")
SECTIONS = (("Romans adultes", "R"), ("Jeunesse", "JR"), ("Documentaires", "914"))
BRANCHES = ("Les Tilleuls", "La Passerelle", "Le Moulin")
SUPPORT = "Livre"
END_FIELD, END_RECORD, MARK = b"\x1e", b"\x1d", "\x1f"


def write_town(path: Path, titles: int, seed: int = 1) -> None:
    """Write the file; 800 bytes a title."""
    with path.open("wb") as file:
        for record in records(titles, seed):
            file.write(record)


def records(titles: int, seed: int = 1) -> Iterator[bytes]:
    """Records as bytes."""
    rng = random.Random(seed)
    for number in range(1, titles + 1):
        yield iso2709(fields_of(number, rng))


def fields_of(number: int, rng: random.Random) -> list[tuple[str, str, str]]:
    """Tag, indicators, subfields; a control field has no indicators."""
    first, last = rng.choice(FIRST), rng.choice(LAST)
    title = f"{rng.choice(NOUNS).capitalize()} {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)}"
    section, shelf = rng.choice(SECTIONS)
    year = 1950 + rng.randrange(76)
    fields = [
        ("001", "", f"{number:09}"),
        ("010", "  ", _sub(a=isbn13(978_200_000_000 + number))),
        ("100", "  ", _sub(a=f"20260101d{year}    k  y0frey50      ba")),
        ("101", "0 ", _sub(a=rng.choice(("fre", "fre", "fre", "eng")))),
        ("200", "1 ", _title(title, number, f"{first} {last}", rng)),
        ("210", "  ", _sub(a="Paris", c=rng.choice(PUBLISHERS), d=str(year))),
        ("215", "  ", _sub(a=f"{100 + rng.randrange(500)} p.", d="21 cm")),
        ("330", "  ", _sub(a=_sentence(rng))),
        ("606", "  ", _sub(a=rng.choice(SUBJECTS))),
        ("700", " 1", _sub(a=last, b=first)),
    ]
    fields += [
        ("995", "  ", _copy(number * 2 + copy, section, f"{shelf} {last[:3].upper()}", rng))
        for copy in range(1 + (rng.random() < 0.5))
    ]
    return fields


def _copy(number: int, section: str, shelf: str, rng: random.Random) -> str:
    branch = rng.choice(BRANCHES)
    return _sub(a=branch, f=f"31048{number:09}", k=shelf, e=section, r=SUPPORT, q="a")


def _title(title: str, number: int, author: str, rng: random.Random) -> str:
    if rng.random() < 0.1:
        return _sub(a=f"{title} {number}", h=str(1 + rng.randrange(9)), f=author)
    return _sub(a=f"{title} {number}", e=_sentence(rng, 4), f=author)


def _sentence(rng: random.Random, words: int = 24) -> str:
    return " ".join(rng.choice(NOUNS) for _ in range(words)).capitalize() + "."


def _sub(**values: str) -> str:
    return "".join(f"{MARK}{code}{value}" for code, value in values.items())


def isbn13(first_twelve: int) -> str:
    """With its check digit."""
    digits = f"{first_twelve:012}"
    total = sum(int(digit) * (1 + 2 * (at % 2)) for at, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def iso2709(fields: list[tuple[str, str, str]]) -> bytes:
    """Leader, directory, fields."""
    directory, data = b"", b""
    for tag, indicators, text in fields:
        body = (indicators + text).encode() + END_FIELD
        directory += f"{tag}{len(body):04}{len(data):05}".encode()
        data += body
    base = 24 + len(directory) + 1
    length = base + len(data) + 1
    leader = f"{length:05}nam0 22{base:05}   450 ".encode()
    return leader + directory + END_FIELD + data + END_RECORD
