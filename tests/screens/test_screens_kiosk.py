"""The main pages of the kiosk beside their golden pictures, at half size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from support.sources import ROOT
from ui.kiosk.gallery import Gallery, Shot

GOLDEN = Path(__file__).parent / "golden"
MISMATCHES = ROOT / "build" / "screens"
SHOTS = [
    Shot(*name.split("."))
    for name in (
        "start.portrait.fr.normal", "start.landscape.en.normal", "start.portrait.es.low",
        "start-offline.portrait.fr.normal", "identify.portrait.fr.normal", "pin.portrait.fr.normal",
        "pin.landscape.es.contrast", "tray.portrait.fr.normal", "tray.landscape.fr.normal",
        "tray.portrait.ar.normal", "tray.portrait.fr.contrast-200", "tray-hidden.landscape.en.200",
        "return.portrait.fr.normal", "return.landscape.ar.normal", "finish.portrait.fr.normal",
        "attention.portrait.fr.normal", "resting-closed.portrait.fr.normal",
        "search-found.portrait.fr.normal", "search-typing.portrait.fr.normal",
        "search-found.landscape.ar.normal", "title.landscape.fr.normal", "title.portrait.es.200",
        "account.portrait.fr.normal", "account.landscape.ar.normal", "parts.portrait.fr.normal",
        "parts-many.landscape.es.normal", "charter.portrait.fr.normal",
        "charter-of-the-town.landscape.ar.contrast", "finish.landscape.en.contrast",
        "start-two-messages.portrait.en.200",
    )
]  # fmt: skip
"""The main ones; every other page is looked at for what does not fit, and by eye."""

CHANNEL = 32
"""A pixel differs when one of its colours is further away than this (of 255)."""
SHARE = 0.0004
"""So many pixels may differ: edges of letters, not a word."""


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.file)
def test_page_looks_as_it_should(
    gallery: Gallery, request: pytest.FixtureRequest, shot: Shot
) -> None:
    taken = half(gallery.show(shot))
    golden = GOLDEN / shot.file
    if request.config.getoption("--update-screens"):
        golden.parent.mkdir(exist_ok=True)
        # A palette: a third of the bytes, and the tolerance does not see it.
        taken.quantize(256, dither=Image.Dither.NONE).save(golden, optimize=True)
        return
    compare(taken, golden)


def test_pictures_of_no_page_are_not_kept() -> None:
    assert {path.name for path in GOLDEN.glob("*.png")} == {shot.file for shot in SHOTS}


@pytest.mark.parametrize("share", [0.0, 0.001])
def test_comparison_sees_a_word_and_shrugs_at_nothing(tmp_path: Path, share: float) -> None:
    golden = tmp_path / "golden.png"
    Image.new("RGB", (200, 200), "white").save(golden)
    taken = Image.new("RGB", (200, 200), "white")
    for x in range(round(share * 40_000)):
        taken.putpixel((x, 0), (0, 0, 0))
    if share:
        with pytest.raises(AssertionError, match="differs"):
            compare(taken, golden, mismatches=tmp_path)
        assert (tmp_path / "golden-difference.png").is_file()
    else:
        compare(taken, golden, mismatches=tmp_path)


def half(image: QImage) -> Image.Image:
    """At half its size, as Pillow has it."""
    small = image.scaled(
        image.size() / 2,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)
    width, height, line = small.width(), small.height(), small.bytesPerLine()
    return Image.frombytes("RGB", (width, height), bytes(small.constBits()), "raw", "RGB", line)


def compare(taken: Image.Image, golden: Path, mismatches: Path = MISMATCHES) -> None:
    """Fail with the difference on disk where too much of the picture is another."""
    expected = Image.open(golden).convert("RGB")
    assert taken.size == expected.size, f"{golden.name}: {taken.size}, not {expected.size}"
    difference = ImageChops.difference(taken, expected)
    channels = [band.point(lambda value: 255 * (value > CHANNEL)) for band in difference.split()]
    changed = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    count = changed.histogram()[255]
    if count <= SHARE * taken.width * taken.height:
        return
    mismatches.mkdir(parents=True, exist_ok=True)
    taken.save(mismatches / f"{golden.stem}-taken.png")
    changed.save(mismatches / f"{golden.stem}-difference.png")
    raise AssertionError(f"{golden.name} differs in {count} pixels; see {mismatches}")
