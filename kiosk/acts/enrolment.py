"""How a station gets to know itself: enrolled once, introduced once, ready offline ever after."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from catalogue.wire.v1 import Enrolment, StationInfo
from kiosk.config.credentials import Credentials, read_credentials, write_credentials
from kiosk.config.errors import ConfigError
from kiosk.store.keyring import Keyring

_log = logging.getLogger(__name__)


class EnrolClient(Protocol):
    """What enrolment uses of CentralClient. Its calls raise CentralError."""

    def enrol(self, code: str, station: str) -> Enrolment: ...

    def station(self) -> StationInfo: ...


class NotEnrolled(ConfigError):
    """This station has no token and no code to get one."""


def known_station(path: Path, station: str) -> Credentials | None:
    """What is on disk. Raises ConfigError for a damaged file or another station's."""
    credentials = read_credentials(path)
    if credentials is not None and credentials.station != station:
        raise ConfigError(f"{path}: belongs to station {credentials.station}, not {station}")
    return credentials


def enrol(
    client: EnrolClient, path: Path, station: str, code: str | None, *, keep_station_key: bool
) -> Credentials:
    """Turn the one-time code into a token, kept before anything else is asked. Raises NotEnrolled
    without a code, CentralError, ConfigError."""
    if code is None:
        raise NotEnrolled("this station is not enrolled: set enrolment_code")
    answer = client.enrol(code, station)
    credentials = Credentials(
        station=answer.station, branch=answer.branch, epoch=answer.epoch, token=answer.token
    )
    write_credentials(path, credentials, keep_station_key=keep_station_key)
    _log.info("enrolled as %s at branch %s", answer.station, answer.branch)
    return credentials


def introduce(client: EnrolClient, keyring: Keyring) -> Credentials:
    """Ask the server what it knows of this station, keys included. Raises CentralError,
    ConfigError."""
    return keyring.learn(client.station())
