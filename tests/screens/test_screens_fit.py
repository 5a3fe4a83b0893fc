"""Every page fits: no word cut, nothing on something else, in any orientation, language and mode.

By default each pair of scene, orientation, language and mode is shown at least once; with
`--all-screens` each combination.
"""

from __future__ import annotations

from itertools import chain, product

import pytest

from support.pseudo import Pseudo
from ui.kiosk.gallery import MODES, MORE_MODES, ORIENTATIONS, Gallery, Shot, every_shot
from ui.kiosk.scenes import SCENES
from ui.kiosk.view import WORDS
from ui.qt.translation import languages_in

LANGUAGES = list(languages_in(WORDS))


def sample(scene: str) -> list[Shot]:
    """Each language once; orientation and mode go round beside it, so that every two of the four
    meet. Other modes take turns in one more."""
    at = list(SCENES).index(scene)
    shots = []
    for turn, language in enumerate(LANGUAGES, at):
        orientation = list(ORIENTATIONS)[turn % len(ORIENTATIONS)]
        shots.append(Shot(scene, orientation, language, list(MODES)[turn % len(MODES)]))
    others = [shot for shot in every_shot([scene]) if shot.mode in MORE_MODES]
    return [*shots, others[at * 7 % len(others)]]


Look = tuple[str, str, str]
"""Orientation, language, mode: to change one takes as long as to show a page."""


def look_of(shot: Shot) -> Look:
    return shot.orientation, shot.language, shot.mode


LOOKS = list(dict.fromkeys(map(look_of, every_shot(["start"]))))


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_pages_fit(gallery: Gallery, request: pytest.FixtureRequest, look: Look) -> None:
    shots = (
        every_shot() if request.config.getoption("--all-screens") else chain(*map(sample, SCENES))
    )
    found = {}
    for shot in (each for each in shots if look_of(each) == look):
        gallery.show(shot, picture=False)
        found[shot.file] = gallery.faults()
    assert found, "a look that is never shown"
    assert {file: faults for file, faults in found.items() if faults} == {}


def test_sample_brings_every_two_together() -> None:
    shots = [shot for scene in SCENES for shot in sample(scene)]
    said = [(s.scene, s.orientation, s.language, s.mode) for s in shots]
    axes = (list(SCENES), list(ORIENTATIONS), LANGUAGES, list(MODES))
    for first, second in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
        met = {(one[first], one[second]) for one in said}
        assert set(product(axes[first], axes[second])) <= met


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_pages_have_room_for_a_language_of_longer_words(gallery: Gallery, orientation: str) -> None:
    """French made longer by two fifths, with accents, in brackets that show where it is cut."""
    for scene in SCENES:
        gallery.show(Shot(scene, orientation, "fr", "normal"), picture=False)
        with Pseudo(gallery.shell):
            gallery.draw()
            assert gallery.faults() == [], scene
