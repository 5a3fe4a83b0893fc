from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.acts_bench import Bench, bench_at


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with bench_at(tmp_path) as made:
        yield made


@pytest.fixture
def bench_listed(tmp_path: Path) -> Iterator[Bench]:
    """The town has UID on its repair list."""
    with bench_at(tmp_path, town_lists_uid=True) as made:
        yield made
