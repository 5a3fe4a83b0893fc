"""The bundled fonts are found by the names the theme uses; the icons come in all three styles."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont

from support.sources import ROOT

FONTS = ROOT / "ui/qt/fonts"
ICONS = ROOT / "ui/qt/icons"
FRENCH = "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ«»’…–€°\u202f\u00a0"


@pytest.fixture(scope="module")
def families(qapp: QGuiApplication) -> dict[str, set[int]]:
    """Weights of every family that the files register."""
    for path in sorted(FONTS.glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(path)) != -1, path.name
    return {
        family: {QFontDatabase.weight(family, style) for style in QFontDatabase.styles(family)}
        for family in QFontDatabase.families()
    }


@pytest.mark.parametrize(
    ("family", "weights"),
    [
        ("Atkinson Hyperlegible Next", {400, 500, 600, 700, 800}),
        ("Atkinson Hyperlegible Mono", {400, 700}),
        ("Young Serif", {400}),
        ("IBM Plex Sans Arabic", {400, 600, 700}),
    ],
)
def test_family_has_its_weights(
    family: str, weights: set[int], families: dict[str, set[int]]
) -> None:
    assert families[family] == weights


@pytest.mark.parametrize("family", ["Atkinson Hyperlegible Next", "Young Serif"])
def test_family_draws_all_of_french(family: str, families: dict[str, set[int]]) -> None:
    font = QRawFont.fromFont(QFontDatabase.font(family, "Regular", 20))
    assert font.familyName() == family
    assert [letter for letter in FRENCH if not font.supportsCharacter(ord(letter))] == []


def test_every_family_comes_with_its_licence() -> None:
    licensed = {path.stem.removeprefix("OFL-") for path in FONTS.glob("OFL-*.txt")}
    assert {path.stem.partition("-")[0] for path in FONTS.glob("*.ttf")} == licensed


def test_every_icon_comes_in_three_styles_and_parses() -> None:
    styles = {
        style: {path.name for path in (ICONS / style).glob("*.svg")}
        for style in ("bold", "regular", "fill")
    }
    assert styles["bold"] == styles["regular"] == styles["fill"] != set()
    for path in Path(ICONS).rglob("*.svg"):
        assert ET.parse(path).getroot().get("viewBox") == "0 0 256 256", path.name
