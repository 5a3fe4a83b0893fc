"""A misspelt key is one line that names it; a productive server refuses what is unsafe."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.errors import ServerConfigurationError
from catalogue.server.settings import load_settings
from catalogue.services.secret_keys import load_keys, load_or_make_keys, load_tag_password


def toml(folder: Path, text: str) -> Path:
    path = folder / "server.toml"
    path.write_text(text, "utf-8")
    return path


def complaint(*args: object, **kwargs: object) -> str:
    with pytest.raises(ServerConfigurationError) as found:
        load_settings(*args, **kwargs)
    assert "\n" not in str(found.value)
    return str(found.value)


def test_file_environment_and_arguments_in_ascending_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = toml(tmp_path, 'port = 1\nhost = "::1"\npin_tries = 3\n')
    monkeypatch.setenv("BEAUPRE_SERVER_PORT", "2")
    monkeypatch.setenv("BEAUPRE_SERVER_HOST", "127.0.0.2")
    settings = load_settings(file, port=3, host=None)
    assert (settings.port, settings.host, settings.pin_tries) == (3, "127.0.0.2", 3)


def test_misspelt_key_is_named(tmp_path: Path) -> None:
    assert (
        complaint(toml(tmp_path, "prot = 80\n")) == f"{tmp_path / 'server.toml'}: prot: unknown key"
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [('port = "many"', "port"), ("pin_tries = 9", "pin_tries"), ("port = 99999", "port")],
)
def test_value_that_cannot_be_is_named(tmp_path: Path, text: str, key: str) -> None:
    assert f": {key}: " in complaint(toml(tmp_path, text))


def test_file_that_is_no_toml_or_not_there_is_named(tmp_path: Path) -> None:
    assert "server.toml" in complaint(toml(tmp_path, "port = = 1"))
    assert "no such file" in complaint(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"demo": True}, "demo"),
        ({"host": "192.0.2.1"}, "plain http"),
        ({"host": "0.0.0.0"}, "plain http"),
        ({"host": "kiosk.example"}, "plain http"),
        ({"argon2_memory_kib": 64}, "argon2_memory_kib"),
        ({"argon2_time_cost": 1}, "argon2_time_cost"),
    ],
)
def test_production_refuses_what_is_unsafe(given: dict[str, object], word: str) -> None:
    assert word in complaint(production=True, **given)
    load_settings(**given)


def test_production_is_content_with_loopback_or_with_tls(tmp_path: Path) -> None:
    assert load_settings(production=True, host="localhost").production
    assert load_settings(
        production=True, host="0.0.0.0", tls_certificate=tmp_path / "c", tls_key=tmp_path / "k"
    ).production


def test_half_of_tls_is_refused(tmp_path: Path) -> None:
    assert "both or neither" in complaint(tls_key=tmp_path / "k")


def test_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "town.db.keys"
    made, read = load_or_make_keys(path), load_or_make_keys(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert (made.pepper, made.admin_token, bytes(made.box)) == (
        read.pepper,
        read.admin_token,
        bytes(read.box),
    )
    assert made.admin_token not in repr(made)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"pepper": 1}', '{"pepper": "eA==", "private_key": "eA=="}']
)
def test_broken_file_of_keys_is_named_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "town.db.keys"
    path.touch(mode=0o600)
    path.write_text(text)
    with pytest.raises(ServerConfigurationError, match=r"town\.db\.keys"):
        load_keys(path)
    assert path.read_text() == text


def test_file_of_keys_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "town.db.keys"
    load_or_make_keys(path)
    path.chmod(0o644)
    with pytest.raises(ServerConfigurationError, match="chmod 600"):
        load_keys(path)


def test_keys_of_a_database_elsewhere_need_a_place() -> None:
    settings = load_settings(database="postgresql://town@db/town")
    with pytest.raises(ServerConfigurationError, match="secrets_file"):
        _ = settings.secrets_path


def test_tag_password_is_eight_digits_in_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.touch(0o600)
    path.write_text("00ab12ef\n")
    assert load_tag_password(path) == "00AB12EF"
    path.chmod(0o640)
    with pytest.raises(ServerConfigurationError, match="chmod 600"):
        load_tag_password(path)
    with pytest.raises(ServerConfigurationError, match="No such file"):
        load_tag_password(tmp_path / "none")


@pytest.mark.parametrize("content", [b"", b"1234567", b"123456789", b"secret!!", b"\xff\xfe"])
def test_what_is_no_tag_password_is_refused_without_being_told(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "password"
    path.touch(0o600)
    path.write_bytes(content)
    with pytest.raises(ServerConfigurationError) as caught:
        load_tag_password(path)
    assert "8 hexadecimal digits" in str(caught.value)
    assert "secret" not in str(caught.value)
