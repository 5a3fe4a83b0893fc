"""The pictures of docs/kiosk.md and README.md, made by the program itself: half as large, small.

`python -m support.kiosk_pictures` (in tests/, or `make docs-pictures`) writes them to
docs/screenshots.
"""

from __future__ import annotations

import os
import sys

from PIL import Image
from PySide6.QtGui import QImage

from support.sources import ROOT
from ui.kiosk.gallery import Gallery, Shot
from ui.qt.application import make_application

FOLDER = ROOT / "docs" / "screenshots"
PICTURES = {
    "start": "start.portrait.fr.normal",
    "tray": "tray.portrait.fr.normal",
    "return": "return.portrait.fr.normal",
    "finish": "finish.portrait.fr.normal",
    "kiosk-seated": "account.portrait.fr.low",
    "kiosk-cut-off": "start-offline.portrait.fr.normal",
    "kiosk-dark": "start-dark.portrait.fr.normal",
    "kiosk-closed": "resting-closed.portrait.fr.normal",
    "kiosk-resting": "resting.portrait.fr.normal",
    "kiosk-contrast": "tray.portrait.fr.contrast",
    "kiosk-large": "tray.portrait.fr.200",
    "kiosk-scanned": "tray-scanned.portrait.fr.normal",
    "kiosk-arabic": "tray.portrait.ar.normal",
}
"""File and what it shows."""


def small(taken: QImage) -> Image.Image:
    """Half as large, in a palette."""
    rgb = taken.convertToFormat(QImage.Format.Format_RGB888)
    size = (rgb.width(), rgb.height())
    whole = Image.frombytes("RGB", size, bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine())
    half = whole.resize((size[0] // 2, size[1] // 2), Image.Resampling.LANCZOS)
    return half.quantize(96, dither=Image.Dither.NONE)


def main() -> None:
    """Take them all."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gallery = Gallery(make_application(["kiosk_pictures"]))
    for name, shot in PICTURES.items():
        path = FOLDER / f"{name}.png"
        small(gallery.show(Shot(*shot.split(".")))).save(path, optimize=True)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")
    gallery.close()


if __name__ == "__main__":
    main()
