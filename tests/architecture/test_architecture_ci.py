"""Under CI a test cannot get away with being skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.sources import ROOT

SKIPPED_TEST = """
import pytest

@pytest.mark.skip(reason="not today")
def test_one(): ...

def test_two():
    pytest.skip("nor tomorrow")
"""
SKIPPED_MODULE = """
import pytest

pytest.skip("never", allow_module_level=True)
"""


def run_pytest(folder: Path, test: str, ci: str) -> str:
    (folder / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text("utf-8"))
    (folder / "pytest.ini").write_text(f"[pytest]\npythonpath = {ROOT / 'tests'}\n")
    (folder / "test_skipped.py").write_text(test)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=folder,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
    ).stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("test", "ci", "ending"),
    [
        (SKIPPED_TEST, "true", "1 failed, 1 error"),
        (SKIPPED_MODULE, "true", "1 error"),
        (SKIPPED_TEST, "", "2 skipped"),
    ],
)
def test_skip_fails_the_run_only_under_ci(test: str, ci: str, ending: str, tmp_path: Path) -> None:
    assert run_pytest(tmp_path, test, ci).startswith(ending)
