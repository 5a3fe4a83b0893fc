"""The demo's conductor, where a program it started is not what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.station_store import HandClock, journal_at
from ui.cli.conductor.screen import Screen
from ui.cli.conductor.world import knows_the_town
from ui.cli.errors import CliError


def test_kiosk_that_ended_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="ended before it opened"):
        Screen(tmp_path / "screen", alive=lambda: False, timeout_s=3600)


def test_kiosk_that_never_opens_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="did not open"):
        Screen(tmp_path / "screen", alive=lambda: True, timeout_s=-1)


def test_station_can_be_cut_off_once_it_has_read_the_feed(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with journal_at(path, HandClock()) as journal:
        journal.identity("kiosk-1", 1, "A")
        assert not knows_the_town(path)
        journal.note_contact()
        assert knows_the_town(path)
