"""What enrolment and the server gave this station, on disk for its own user alone.

The token authenticates the station; the station key reads the snapshot's cards and may be kept out
of the file (`keep_station_key`): then it is fetched at each boot, and a boot without network cannot
lend. Called by the station's set-up and by `beaupre doctor`.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.config.errors import ConfigError

KEY_BYTES: Final = 32


class Credentials(BaseModel):
    """Keys in base64, as the server sends them; empty until they are known."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    station: str
    branch: str
    epoch: int
    token: Annotated[str, Field(repr=False)]
    branch_name: str = ""
    town: str = ""
    time_zone: str = "Europe/Paris"
    server_public_key: str = ""
    staff_token_key: str = ""
    station_key: Annotated[str, Field(repr=False)] = ""
    owners: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Are both keys known, so that the station can lend?"""
        return bool(self.station_key and self.server_public_key)

    def station_key_bytes(self) -> bytes:
        """The HMAC key of this station, 32 bytes. Raises ConfigError where it is none."""
        return _key(self.station_key)

    def server_key_bytes(self) -> bytes:
        """The server's X25519 key, 32 bytes. Raises ConfigError where it is none."""
        return _key(self.server_public_key)

    def staff_token_key_bytes(self) -> bytes:
        """The server's Ed25519 key for staff tokens, 32 bytes. Raises ConfigError where it is
        none."""
        return _key(self.staff_token_key)


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigError("the keys of this station are damaged: enrol it again")
    return key


def read_credentials(path: Path) -> Credentials | None:
    """None for a station never enrolled. Raises ConfigError for a file that cannot be used."""
    try:
        return Credentials.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: damaged, enrol this station again") from error


def write_credentials(path: Path, credentials: Credentials, *, keep_station_key: bool) -> None:
    """Replace the file at once, mode 0600. Raises ConfigError where the folder cannot be
    written."""
    kept = credentials if keep_station_key else credentials.model_copy(update={"station_key": ""})
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(kept.model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
