"""Drawn covers: the same book looks the same on every machine."""

from __future__ import annotations

import unicodedata

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from catalogue.covers.design import PALETTES, cover_hash, design_cover, initial, title_share
from support.kiosk_rig import KioskRig
from ui.qt.coverart import paint_cover


@pytest.mark.parametrize(
    ("title", "author", "palette", "composition"),
    [
        ("Le Petit Prince", "Antoine de Saint-Exupéry", 5, "bande"),
        ("L’Étranger", "Albert Camus", 6, "lune"),
        ("Germinal", "Émile Zola", 4, "cadre"),
        ("Vingt mille lieues sous les mers", "Jules Verne", 11, "damier"),
        ("Le Grand Meaulnes", "Alain-Fournier", 9, "biais"),
    ],
)
def test_well_known_books_keep_their_covers(
    title: str, author: str, palette: int, composition: str
) -> None:
    cover = design_cover(title, author)
    assert cover.palette == PALETTES[palette]
    assert cover.composition == composition


def test_cover_does_not_depend_on_how_accents_are_encoded() -> None:
    decomposed = unicodedata.normalize("NFD", "Émile Zola")
    assert cover_hash("Germinal", decomposed) == cover_hash("Germinal", "Émile Zola")


@pytest.mark.parametrize(
    ("kind", "composition", "ratio"),
    [
        ("film", "chevron", 1.42),
        ("disc", "disc", 1.0),
        ("comic", "panels", 1.36),
        ("magazine", "magazine", 1.3),
        ("game", "game", 1.0),
        ("ereader", "ereader", 1.36),
    ],
)
def test_other_kinds_have_their_own_form(kind: str, composition: str, ratio: float) -> None:
    cover = design_cover("Nocturnes", "", kind)
    assert (cover.composition, cover.ratio) == (composition, ratio)


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Le Petit Prince", "P"),
        ("L’Étranger", "É"),
        ("L'Étranger", "É"),
        ("Les Misérables", "M"),
        ("The Hobbit", "H"),
        ("« Germinal »", "G"),
        ("Un", "U"),
        ("Lelia", "L"),
        ("1984", "1"),
        ("", ""),
        ("…", ""),
    ],
)
def test_initial_leaves_the_article_away(title: str, letter: str) -> None:
    assert initial(title) == letter


def test_long_titles_are_set_smaller() -> None:
    shares = [title_share("x" * length) for length in (9, 16, 28, 42, 80)]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 5


@pytest.mark.parametrize("width", [60, 200])
@pytest.mark.parametrize("kind", ["book", "film", "disc", "comic", "magazine", "game", "ereader"])
def test_cover_fills_its_place_and_nothing_else(rig: KioskRig, kind: str, width: int) -> None:
    """A word far too long must not run out of the cover."""
    image = QImage(400, 500, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    height = width * design_cover("A", "B", kind).ratio
    title = "Anticonstitutionnellement et tout le reste d’un titre sans fin"
    paint_cover(painter, QRectF(50, 50, width, height), title, "Auteur " * 9, kind)
    painter.end()
    white = QColor("white").rgb()
    outside = [image.pixel(x, y) for x in (40, 60 + width) for y in range(0, 500, 7)]
    assert set(outside) == {white}
    assert image.pixel(50 + width // 2, 60) != white
