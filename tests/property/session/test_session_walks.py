"""Many random sessions, one after the other at one kiosk: no dead end, and nothing of one is left
for the next. `--sessions 10000` takes some minutes."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from kiosk.session.events import Event
from kiosk.session.pages import Page
from support.session_walks import AT_REST, Walk
from support.walk_people import any_finger

PER_SEED = 20


def test_random_sessions_end_and_leave_nothing(request: pytest.FixtureRequest) -> None:
    """Of each step, see `support.walk_oracle`. Guards: `ending.end` begins a fresh state and closes
    its sessions; `deadlines.expire` ends what is left alone; each effect of a question."""
    sessions = request.config.getoption("--sessions")
    visited: set[Page] = set()
    happened: set[type] = set()
    for seed in range(-(-sessions // PER_SEED)):
        walk = Walk(seed, any_finger)
        for _ in range(PER_SEED):
            walk.session()
            where = (seed, walk.person, walk.state.page)
            assert walk.state.page in AT_REST, where
            assert walk.left_over() == "", where
        visited |= walk.visited
        happened |= walk.happened
    assert visited == set(Page) or sessions < 200
    assert happened == kinds(Event) or sessions < 2000, kinds(Event) - happened


def kinds(union: Any) -> set[type]:
    """The members of a union, and of the unions in it."""
    inner = get_args(union)
    return {kind for each in inner for kind in kinds(each)} if inner else {union}


@pytest.mark.parametrize("seed", range(3))
def test_walk_is_the_same_from_the_same_seed(seed: int) -> None:
    def pages() -> list[Page]:
        seen: list[Page] = []
        walk = Walk(seed, any_finger, show=lambda state: seen.append(state.page))
        walk.session()
        return seen

    assert pages() == pages()
