"""Random sessions through the screen: whatever is shown offers a way on, and nothing of a patron is
on screen for the next."""

from __future__ import annotations

import pytest

from kiosk.session.pages import Page
from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig
from support.session_walks import AT_REST, Walk, identify
from ui.kiosk.items import find_item, touchable

SESSIONS = 200
"""So many of `--sessions` are two through the screen, in each orientation."""


def tap_something(rig: KioskRig, walk: Walk) -> None:
    """A finger on one of the buttons that are there; now and then she knows what she does."""
    if walk.state.page in (Page.IDENTIFY, Page.PIN) and walk.rng.random() < 0.6:
        identify(walk)
        return
    offered = sorted(
        button.objectName() for button in rig.buttons() if touchable(rig.window, button)
    )
    assert offered, walk.state.page
    name = walk.rng.choice(offered)
    if find_item(rig.window, name) is not None:
        rig.tap(name)


def way_on(rig: KioskRig, walk: Walk) -> bool:
    """Something to touch, or the page ends by itself."""
    leads = {"action-main", "action-back", "choose-borrow", "choose-return", "help-close"}
    there = set(rig.names()) & leads
    waits = walk.state.closes_at_ms is not None or walk.state.page is Page.RESTING
    return bool(there) or waits


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_random_sessions_on_screen_find_a_way_on_and_leave_nothing(
    rig: KioskRig, request: pytest.FixtureRequest, size: object
) -> None:
    rig.resize(size)
    for seed in range(max(1, request.config.getoption("--sessions") // SESSIONS)):
        walk = Walk(seed, lambda walk: tap_something(rig, walk), show=rig.view.show_state)
        rig.view.attach(walk.send)
        for _ in range(2):
            walk.session()
            rig.settle()
            assert walk.state.page in AT_REST, (seed, walk.person)
            assert walk.left_over() == "", (seed, walk.person)
            assert walk.mark not in rig.said(), (seed, walk.person)
            assert way_on(rig, walk), (seed, walk.person)
            assert rig.view.flow.lines.rows == rig.view.rows.rows == ()
            assert rig.view.look.hits.rows == rig.view.look.suggestions.rows == ()
