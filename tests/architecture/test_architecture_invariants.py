"""docs/invariants.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_named_in_the_invariants_exists() -> None:
    named = re.findall(
        r"`(?:tests/\w+/)?(test_\w+)(?:\.py)?`", (ROOT / "docs/invariants.md").read_text()
    )
    files = list((ROOT / "tests").rglob("test_*.py"))
    there = {path.stem for path in files}
    there |= {
        name for path in files for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)
    }
    assert len(named) > 25
    assert set(named) <= there
