"""`[look]` of kiosk.toml: a town's colours, logo and words, and the guard of their contrast.

    [look]
    primary = "#0B4F6C"
    logo = "/etc/beaupre/valbreuil.svg"
    [look.words.fr]
    "Bonjour." = "Bienvenue à Valbreuil."

A colour that fails is replaced by the default and told to the health page and to `beaupre doctor`;
the kiosk runs on. Sizes, state colours and high contrast are not a town's to choose.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

Colour = Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")]

INK: Final = "#14212B"
INK_2: Final = "#3A4A52"
WHITE: Final = "#FFFFFF"
PAGE: Final = "#F1F2ED"
TEXT_CONTRAST: Final = 7.0
"""WCAG 2.2 level AAA (1.4.6) for all text."""
ON_PAGE: Final = 4.5
APART: Final = 3.0
"""Borrow and return, in luminance: they stay apart for colour-blind eyes and cataract."""
HUE_APART_DEG: Final = 60.0
LOGOS: Final = (".svg", ".png")


class LookSettings(BaseModel):
    """As it stands in the file; what is left out is the default. `words` gives for a language
    other words for a sentence of the pages, which is named as it stands in French."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    primary: Colour | None = None
    """The way to borrow, the plate, the main action."""
    give_back: Colour | None = None
    """The way to return."""
    account: Colour | None = None
    band: Colour | None = None
    """Behind the drawn shelf."""
    logo: Path | None = None
    """SVG or PNG, shown 320 × 64 px at most; none: the town's name on its plate."""
    plate: bool = True
    """Whether the logo stands on the plate or alone."""
    motion: bool = True
    """Off: nothing moves; states change by colour, shape and word."""
    words: dict[str, dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Colours:
    """The four that a town may choose, `#RRGGBB`."""

    primary: str = "#153E75"
    give_back: str = "#F4C04E"
    account: str = "#2B3A44"
    band: str = "#E0E4DC"


@dataclass(frozen=True, slots=True)
class Look:
    """What the pages take: checked colours, and a logo that is there."""

    colours: Colours = Colours()
    logo: Path | None = None
    plate: bool = True
    motion: bool = True


def guarded(settings: LookSettings) -> tuple[Look, tuple[str, ...]]:
    """The look of these settings, and one line for each that was replaced by the default."""
    default = Colours()
    colours, refused = default, []
    for field in fields(Colours):
        wanted = getattr(settings, field.name)
        if wanted is None:
            continue
        fault = _FAULTS[field.name](wanted)
        if fault:
            refused.append(f"{field.name} {wanted}: {fault}; {getattr(default, field.name)} taken")
        else:
            colours = replace(colours, **{field.name: wanted})
    fault = _too_near(colours)
    if fault:
        refused.append(f"primary {colours.primary}, give_back {colours.give_back}: {fault}")
        colours = replace(colours, primary=default.primary, give_back=default.give_back)
    logo, fault = _logo(settings.logo)
    if fault:
        refused.append(fault)
    look = Look(colours, logo, settings.plate, settings.motion)
    return look, tuple(refused)


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _carries_text(colour: str) -> str:
    best = max(contrast(colour, WHITE), contrast(colour, INK))
    return "" if best >= TEXT_CONTRAST else f"text on it has {best:.1f}, {TEXT_CONTRAST:.0f} wanted"


def _primary(colour: str) -> str:
    on_page = contrast(colour, PAGE)
    if on_page < ON_PAGE:
        return f"on the page it has {on_page:.1f}, {ON_PAGE} wanted"
    return _carries_text(colour)


def _band(colour: str) -> str:
    found = contrast(colour, INK_2)
    return (
        "" if found >= TEXT_CONTRAST else f"text on it has {found:.1f}, {TEXT_CONTRAST:.0f} wanted"
    )


_FAULTS: Final = {
    "primary": _primary,
    "give_back": _carries_text,
    "account": _carries_text,
    "band": _band,
}


def _too_near(colours: Colours) -> str:
    """Borrow and return must not look alike."""
    apart = contrast(colours.primary, colours.give_back)
    if apart < APART:
        return f"{apart:.1f} apart in luminance, {APART:.0f} wanted; the defaults taken"
    turn = abs(_hue_deg(colours.primary) - _hue_deg(colours.give_back))
    if min(turn, 360 - turn) < HUE_APART_DEG:
        return f"hues nearer than {HUE_APART_DEG:.0f}°; the defaults taken"
    return ""


def _logo(path: Path | None) -> tuple[Path | None, str]:
    if path is None:
        return None, ""
    if path.suffix.lower() not in LOGOS:
        return None, f"logo {path}: neither SVG nor PNG; the town's name taken"
    if not path.is_file():
        return None, f"logo {path}: no such file; the town's name taken"
    return path, ""


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _hue_deg(colour: str) -> float:
    return colorsys.rgb_to_hls(*_rgb(colour))[0] * 360
