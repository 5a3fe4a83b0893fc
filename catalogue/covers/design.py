"""What a drawn cover looks like: palette, composition and words, from title and author alone.

Pure: the same book has the same cover on every machine. `catalogue.covers.drawing` draws it; the
rows of the kiosk use the palette for the drawn pile.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Four colours, `#RRGGBB`; ink on ground has a contrast of at least 8.5."""

    ground: str
    ink: str
    accent: str
    shade: str


def _palettes(table: str) -> tuple[Palette, ...]:
    rows = (line.split() for line in table.strip().splitlines())
    return tuple(Palette(*(f"#{colour}" for colour in row)) for row in rows)


PALETTES = _palettes("""
153E75 FFFFFF F4C04E 2F66A8
F4C04E 14212B 153E75 E0A02F
832A1E FFF6EC EBA47C A94A34
17503F F6F7EE A9CFA0 2E7459
2B3A44 F4F2EC E7B7A0 465A66
F4EFE2 1C2A33 BF4630 DDD3BC
E2D7C0 22303A 17503F C9BA98
4B2A44 FBF0EE E3A3A8 6E4864
BFD9DC 10303A 1F6674 98C0C6
F0C7B4 3A1A14 A63D2B E2AA92
C9D3A4 25301A 4D6330 AFBC83
101F33 F2EFE6 7FB2D9 27405E
""")

COMPOSITIONS = (
    "bande", "lune", "arches", "collines", "cadre", "dos", "biais", "damier", "lettrine",
)  # fmt: skip

_OWN_FORM = {
    "comic": "panels", "film": "chevron", "disc": "disc", "magazine": "magazine",
    "game": "game", "ereader": "ereader", "online": "bars",
}  # fmt: skip
_RATIO = {"book": 1.5, "film": 1.42, "comic": 1.36, "magazine": 1.3, "ereader": 1.36}

_ARTICLE = re.compile(r"^(?:(?:les?|la|une?|des|the|an?)\s+|l['’]\s*)(?=\S)", re.IGNORECASE)

# (letters at most, share of the width)
_TITLE_STEPS = ((9, 0.17), (16, 0.135), (28, 0.112), (42, 0.098))
_LONGEST_TITLE = 0.084


@dataclass(frozen=True, slots=True)
class Cover:
    """A design: what to draw and in which colours. `variant` 0–3 turns details; `ratio` is height
    over width."""

    palette: Palette
    composition: str
    variant: int
    ratio: float


def cover_hash(title: str, author: str) -> int:
    """FNV-1a 32 of `title|author` (UTF-8, NFC), then one round of mixing: the low bits of FNV alone
    repeat for similar titles."""
    mixed = 2166136261
    for byte in unicodedata.normalize("NFC", f"{title}|{author}").encode():
        mixed = ((mixed ^ byte) * 16777619) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    mixed = (mixed * 0x2C1B3C6D) & 0xFFFFFFFF
    return mixed ^ (mixed >> 12)


def design_cover(title: str, author: str, kind: str = "book") -> Cover:
    """The cover of a work; an unknown kind is drawn as a book."""
    mixed = cover_hash(title, author)
    return Cover(
        palette=PALETTES[mixed % len(PALETTES)],
        composition=_OWN_FORM.get(kind, COMPOSITIONS[(mixed >> 8) % len(COMPOSITIONS)]),
        variant=(mixed >> 16) % 4,
        ratio=_RATIO.get(kind, 1.0 if kind in _OWN_FORM else 1.5),
    )


def initial(title: str) -> str:
    """The letter on a small cover: the first that counts for filing, without its article."""
    bare = _ARTICLE.sub("", title.strip())
    letters = (char for char in bare if char.isalnum())
    return next(letters, "").upper()


def title_share(title: str) -> float:
    """Size of the title's letters as a share of the cover's width, by its length."""
    return next((share for most, share in _TITLE_STEPS if len(title) <= most), _LONGEST_TITLE)
