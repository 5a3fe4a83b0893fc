"""A picture from outside, made into covers of our own. Pure but for Pillow.

Nothing of the original bytes is kept: it is decoded within a bound of pixels, scaled, and encoded
anew, without profiles, comments and places.
"""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

WIDTHS: Final = (96, 192, 384)
"""Pixels: a row's slot and a card, each on an ordinary and on a fine screen."""
TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/gif")
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_MOST_PIXELS = 40_000_000
_LEAST_SIDE = 24
"""What is smaller is a placeholder, not a cover."""
_LONGEST_RATIO = 3.0
_QUALITY = 82


class BadPicture(Exception):
    """It cannot be a cover; the text says why."""


def scaled(data: bytes) -> dict[int, bytes]:
    """JPEG files by width, of `WIDTHS` those that the picture is wide enough for, and at least the
    narrowest. Raises BadPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                _check(opened)
                opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1] * 2))
                picture = _on_white(ImageOps.exif_transpose(opened))
    except BadPicture:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as bad:
        raise BadPicture("it is no picture that can be read") from bad
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as bad:
        raise BadPicture("it has too many pixels") from bad
    wanted = [width for width in WIDTHS if width <= picture.width] or [WIDTHS[0]]
    return {width: _encoded(picture, width) for width in wanted}


def _check(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > _MOST_PIXELS:
        raise BadPicture("it has too many pixels")
    if min(width, height) < _LEAST_SIDE:
        raise BadPicture("it is too small to be a cover")
    if max(width, height) > _LONGEST_RATIO * min(width, height):
        raise BadPicture("it has not the form of a cover")


def _on_white(picture: Image.Image) -> Image.Image:
    """Opaque colours of the first frame."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return picture.convert("RGB")


def _encoded(picture: Image.Image, width: int) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    # Pillow writes comments and profiles of the original into the copy.
    small.info.clear()
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
