"""Every page of the kiosk beside its golden picture, at half size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig
from support.kiosk_scenes import SCENES
from support.sources import ROOT

GOLDEN = Path(__file__).parent / "golden"
MISMATCHES = ROOT / "build" / "screens"
PAGES = (
    "start", "start-offline", "identify", "pin", "tray", "return", "finish", "attention", "resting",
)  # fmt: skip
SIZES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}

CHANNEL = 32
"""A pixel differs when one of its colours is further away than this (of 255)."""
SHARE = 0.0004
"""So many pixels may differ: edges of letters, not a word."""


def variants() -> list[tuple[str, str, str]]:
    """Pages in both orientations and languages; their other states once each way."""
    full = [(page, size, language) for page in PAGES for size in SIZES for language in ("fr", "en")]
    others = [scene for scene in SCENES if scene not in PAGES]
    once = [(scene, *how) for scene in others for how in (("portrait", "fr"), ("landscape", "en"))]
    return full + once


@pytest.mark.parametrize(("scene", "size", "language"), variants())
def test_page_looks_as_it_should(
    rig: KioskRig, request: pytest.FixtureRequest, scene: str, size: str, language: str
) -> None:
    rig.resize(SIZES[size])
    rig.show(scene, language)
    taken = half(rig.grab())
    golden = GOLDEN / f"{scene}-{size}-{language}.png"
    if request.config.getoption("--update-screens"):
        golden.parent.mkdir(exist_ok=True)
        # A palette: a third of the bytes, and the tolerance does not see it.
        taken.quantize(256, dither=Image.Dither.NONE).save(golden, optimize=True)
        return
    compare(taken, golden)


def test_pictures_of_no_page_are_not_kept() -> None:
    wanted = {f"{scene}-{size}-{language}" for scene, size, language in variants()}
    assert {path.stem for path in GOLDEN.glob("*.png")} == wanted


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
