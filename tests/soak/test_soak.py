"""Two servers on one PostgreSQL, forty stations, nobody spared: nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.soak import Soak


@pytest.mark.timeout(600)
def test_town_with_two_servers_loses_and_doubles_nothing_while_they_are_killed(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    # Guard: `hold_subjects`: without it two servers fold one item past each other.
    seconds = request.config.getoption("--soak-s")
    soak = Soak(tmp_path, request.config.getoption("--seed"), seconds, stations=40, titles=40)
    report = soak.run()
    record_property("tell", report.line())
    assert report.wrong == []
    assert report.counts["PostgreSQL stopped"] == 1
    assert report.counts["server killed"] >= 1
