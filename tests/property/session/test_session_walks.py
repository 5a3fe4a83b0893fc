"""Many random sessions, one after the other at one kiosk: no dead end, and nothing of one is left
for the next. `--sessions 10000` takes some minutes."""

from __future__ import annotations

import pytest

from kiosk.session.pages import Page
from support.session_walks import AT_REST, Walk, any_finger

PER_SEED = 20


def test_random_sessions_end_and_leave_nothing(request: pytest.FixtureRequest) -> None:
    """Guards: `ending.end` begins a fresh state; `deadlines.expire` ends what is left alone."""
    sessions = request.config.getoption("--sessions")
    visited: set[Page] = set()
    for seed in range(-(-sessions // PER_SEED)):
        walk = Walk(seed, any_finger)
        for _ in range(PER_SEED):
            walk.session()
            where = (seed, walk.person, walk.state.page)
            assert walk.state.page in AT_REST, where
            assert walk.left_over() == "", where
        visited |= walk.visited
    assert visited == set(Page) or sessions < 200


@pytest.mark.parametrize("seed", range(3))
def test_walk_is_the_same_from_the_same_seed(seed: int) -> None:
    def pages() -> list[Page]:
        seen: list[Page] = []
        walk = Walk(seed, any_finger, show=lambda state: seen.append(state.page))
        walk.session()
        return seen

    assert pages() == pages()
