"""Random sessions through the screen: whatever is shown offers a way on, and nothing of a patron is
on screen, told to a screen reader or kept by the views for the next."""

from __future__ import annotations

import pytest

from kiosk.session.pages import Page
from kiosk.session.steps import working
from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig
from support.kiosk_traces import held, shown
from support.session_walks import AT_REST, Walk
from support.walk_people import who
from ui.kiosk.items import find_item, touchable

SESSIONS = 200
"""So many of `--sessions` are two through the screen, in each orientation."""
LEADS = ("action-main", "action-back", "choose-", "help-close", "panel-close", "receipt-", "stay")
"""Names of what leads on, or out."""


def offered(rig: KioskRig) -> list[str]:
    """What a finger can reach."""
    return sorted(b.objectName() for b in rig.buttons() if touchable(rig.window, b))


def tap_something(rig: KioskRig, walk: Walk) -> None:
    """A finger on one of the buttons that are there; now and then she knows what she does."""
    assert_in_order(rig, walk)
    if walk.state.page in (Page.IDENTIFY, Page.PIN) and walk.rng.random() < 0.6:
        for event in who(walk):
            walk.send(event)
        return
    there = offered(rig)
    leads = [name for name in there if name.startswith(LEADS)]
    name = walk.rng.choice(leads if leads and walk.rng.random() < 0.3 else there)
    if find_item(rig.window, name) is not None:
        rig.tap(name)


def assert_in_order(rig: KioskRig, walk: Walk) -> None:
    """There is a way on, or something is waited for; and nothing of whoever was there before."""
    where = (walk.seed, walk.person, walk.state.page)
    there = offered(rig)
    state = walk.state
    doing = state.checking or working(state) is not None
    assert doing or state.page is Page.RESTING or any(name.startswith(LEADS) for name in there), (
        *where,
        there,
    )
    earlier = tuple(f"q{person}z" for person in range(walk.person))
    assert not any(mark in rig.said() for mark in earlier), where


def left_behind(rig: KioskRig, walk: Walk) -> list[tuple[str, str]]:
    """Where anybody who was there is still named: on objects of the screen, seen or not, and in
    what the views hold."""
    gone = range(1, walk.person + 1)
    marks = (*(f"q{person}z" for person in gone), *(f"21048{person:08}" for person in gone))
    texts = [*shown([rig.window]), *held(rig.view, walk)]
    return [(where, text) for where, text in texts if any(mark in text for mark in marks)]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_random_sessions_on_screen_find_a_way_on_and_leave_nothing(
    rig: KioskRig, request: pytest.FixtureRequest, size: object
) -> None:
    """Guards: `KioskView.show_state` and its parts forget; `ending.end` begins a fresh state."""
    rig.resize(size)
    for seed in range(max(1, request.config.getoption("--sessions") // SESSIONS)):
        walk = Walk(seed, lambda walk: tap_something(rig, walk), show=rig.view.show_state)
        rig.view.attach(walk.send)
        for _ in range(2):
            walk.session()
            rig.settle()
            assert walk.state.page in AT_REST, (seed, walk.person)
            assert_in_order(rig, walk)
        assert left_behind(rig, walk) == [], seed
