"""The demo's conductor, where a program it started is not what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.cli.conductor.screen import Screen
from ui.cli.errors import CliError


def test_kiosk_that_ended_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="ended before it opened"):
        Screen(tmp_path / "screen", alive=lambda: False, timeout_s=3600)


def test_kiosk_that_never_opens_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="did not open"):
        Screen(tmp_path / "screen", alive=lambda: True, timeout_s=-1)
