"""A town's colours: taken where they can be read, replaced and told where not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from kiosk.config.look import Colours, LookSettings, contrast, guarded


def test_without_settings_the_defaults_pass_their_own_guard() -> None:
    plain = Colours()
    settings = LookSettings(
        primary=plain.primary, give_back=plain.give_back, account=plain.account, band=plain.band
    )
    assert guarded(settings) == guarded(LookSettings())
    assert guarded(settings)[1] == ()


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#153E75", "#F1F2ED") == pytest.approx(9.4, abs=0.05)


def test_colour_that_can_be_read_is_taken() -> None:
    look, refused = guarded(LookSettings(primary="#5A1038", band="#FFFFFF"))
    assert (look.colours.primary, look.colours.band, refused) == ("#5A1038", "#FFFFFF", ())


@pytest.mark.parametrize(
    ("name", "colour", "why"),
    [
        ("primary", "#F4E04E", "on the page"),
        ("primary", "#2F6B57", "text on it has 6"),
        ("give_back", "#8A8A8A", "text on it"),
        ("account", "#7A5C99", "text on it"),
        ("band", "#3A4A52", "text on it has 1.0"),
    ],
)
def test_colour_that_cannot_be_read_is_replaced_and_told(name: str, colour: str, why: str) -> None:
    look, refused = guarded(LookSettings(**{name: colour}))
    assert look.colours == Colours()
    assert len(refused) == 1
    assert refused[0].startswith(f"{name} {colour}: ")
    assert why in refused[0]


@pytest.mark.parametrize(
    ("primary", "give_back", "why"),
    [("#0B4F6C", "#04202B", "luminance"), ("#5C3A00", "#F4C04E", "hues")],
)
def test_ways_that_look_alike_are_both_replaced(primary: str, give_back: str, why: str) -> None:
    look, refused = guarded(LookSettings(primary=primary, give_back=give_back))
    assert look.colours == Colours()
    assert len(refused) == 1
    assert why in refused[0]


def test_logo_that_is_not_there_leaves_the_name(tmp_path: Path) -> None:
    there = tmp_path / "logo.png"
    there.write_bytes(b"")
    assert guarded(LookSettings(logo=there))[0].logo == there
    for path in (tmp_path / "none.svg", tmp_path / "logo.gif"):
        look, refused = guarded(LookSettings(logo=path))
        assert look.logo is None
        assert str(path) in refused[0]


@pytest.mark.parametrize("colour", ["blue", "#12345", "#12345G", "rgb(0,0,0)"])
def test_colour_is_written_as_six_digits(colour: str) -> None:
    with pytest.raises(ValidationError):
        LookSettings(primary=colour)
