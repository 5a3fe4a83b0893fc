"""A database remembers which keys it is used with: with others no PIN fits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalogue.errors import ServerConfigurationError
from catalogue.server.services import build_services
from support.central import settings_for


def start(folder: Path, database_url: str, keys: str) -> None:
    build_services(settings_for(folder, database=database_url, secrets_file=folder / keys)).close()


def test_servers_of_one_database_have_the_same_keys(tmp_path: Path, database_url: str) -> None:
    start(tmp_path, database_url, "first.keys")
    shutil.copy(tmp_path / "first.keys", tmp_path / "second.keys")
    start(tmp_path, database_url, "second.keys")
    first, second = ((tmp_path / f"{name}.keys").read_bytes() for name in ("first", "second"))
    assert first == second, "a second server must not change the keys it was given"


def test_server_with_the_keys_of_another_database_does_not_start(
    tmp_path: Path, database_url: str
) -> None:
    start(tmp_path, database_url, "first.keys")
    start(tmp_path, f"sqlite:///{tmp_path / 'other.db'}", "other.keys")
    with pytest.raises(ServerConfigurationError, match="not the keys of this database"):
        start(tmp_path, database_url, "other.keys")


def test_lost_keys_are_not_made_anew_for_a_database_in_use(
    tmp_path: Path, database_url: str
) -> None:
    start(tmp_path, database_url, "first.keys")
    with pytest.raises(ServerConfigurationError, match="copy the keys of this database there"):
        start(tmp_path, database_url, "second.keys")
    assert not (tmp_path / "second.keys").exists()
