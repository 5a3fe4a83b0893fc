from __future__ import annotations

import base64
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.config.credentials import Credentials, read_credentials, write_credentials

KEY = base64.b64encode(b"k" * 32).decode()


def credentials(**other: object) -> Credentials:
    values = {"station": "s", "branch": "b", "epoch": 1, "token": "secret-token"}
    return Credentials.model_validate({**values, **other})


def test_what_was_written_is_read_again_by_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "station.key"
    known = credentials(station_key=KEY, server_public_key=KEY, owners=("FR1",))
    write_credentials(path, known, keep_station_key=True)
    assert read_credentials(path) == known
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["station.key"]


def test_the_station_key_can_be_kept_off_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "station.key"
    write_credentials(path, credentials(station_key=KEY), keep_station_key=False)
    assert KEY not in path.read_text()
    known = read_credentials(path)
    assert known is not None
    assert not known.complete


def test_a_station_never_enrolled_has_none(tmp_path: Path) -> None:
    assert read_credentials(tmp_path / "station.key") is None


def test_a_damaged_file_is_one_line_without_its_content(tmp_path: Path) -> None:
    path = tmp_path / "station.key"
    path.write_text('{"token": "secret-token"')
    with pytest.raises(ConfigError) as caught:
        read_credentials(path)
    assert "secret" not in str(caught.value)


def test_keys_are_bytes_of_the_right_length() -> None:
    known = credentials(station_key=KEY, server_public_key="AAAA")
    assert known.complete
    assert known.station_key_bytes() == b"k" * 32
    with pytest.raises(ConfigError, match="enrol it again"):
        known.server_key_bytes()
    with pytest.raises(ConfigError, match="enrol it again"):
        credentials(station_key="nein!").station_key_bytes()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"station\.key"):
        write_credentials(tmp_path / "file" / "station.key", credentials(), keep_station_key=True)


def test_no_secret_is_in_a_repr() -> None:
    known = credentials(station_key=KEY)
    assert "secret-token" not in repr(known)
    assert KEY not in repr(known)
