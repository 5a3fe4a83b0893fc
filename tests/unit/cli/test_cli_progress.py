"""Progress on stderr: at most a line a second, with rate and time left."""

from __future__ import annotations

import pytest

from ui.cli import progress


def test_records_are_told_with_share_rate_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress.Loading() as loading:
        loading.at(500, 10_000, 100_000)
        now[0] += 2
        loading.at(2500, 50_000, 100_000)
        loading.at(2600, 52_000, 100_000)
        now[0] += 100
        loading.at(3000, 60_000, None)
    assert capsys.readouterr().err.splitlines() == [
        "2500 records (50 %), 1,000/s, 2 s left",
        "3000 records, 25/s",
    ]


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 s"), (90, "2 min"), (5400, "1.5 h")])
def test_a_time_to_wait_is_said_shortly(seconds: float, said: str) -> None:
    assert progress.span(seconds) == said
