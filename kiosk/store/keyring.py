"""The station's credentials in use: one value shared by threads, a change goes to the file."""

from __future__ import annotations

import threading
from pathlib import Path

from catalogue.wire.v1 import StationInfo
from kiosk.config.credentials import Credentials, write_credentials


class Keyring:
    """`keep_station_key` False leaves the station key out of the file (mode 0600)."""

    def __init__(self, path: Path, credentials: Credentials, *, keep_station_key: bool) -> None:
        self._path = path
        self._credentials = credentials
        self._keep_station_key = keep_station_key
        self._lock = threading.Lock()

    @property
    def now(self) -> Credentials:
        """The credentials in use."""
        with self._lock:
            return self._credentials

    @property
    def station_key(self) -> bytes | None:
        """HMAC key of the cards in the snapshot and of `patron_ref`; None until the server told
        it."""
        credentials = self.now
        return credentials.station_key_bytes() if credentials.station_key else None

    @property
    def server_public_key(self) -> bytes | None:
        """X25519 key the sidecars are sealed to; None until the server told it."""
        credentials = self.now
        return credentials.server_key_bytes() if credentials.server_public_key else None

    def learn(self, info: StationInfo) -> Credentials:
        """Take over what the server says of this station. Raises ConfigError when it cannot be
        kept; it is in use nevertheless."""
        update = info.model_dump(exclude={"station", "epoch", "server_ms"})
        return self._take({**update, "epoch": info.epoch, "owners": tuple(info.owners)})

    def forget_key(self) -> None:
        """Drop the station key, here and on disk, until the server tells it again. Raises
        ConfigError like `learn`."""
        self._take({"station_key": ""})

    def renew(self, enrolled: Credentials) -> None:
        """The station was enrolled again; its file says so already."""
        with self._lock:
            self._credentials = enrolled

    def start_epoch(self, epoch: int) -> Credentials:
        """The server gave a new epoch. Raises ConfigError like `learn`."""
        return self._take({"epoch": epoch})

    def _take(self, update: dict[str, object]) -> Credentials:
        with self._lock:
            known = self._credentials
            self._credentials = fresh = known.model_copy(update=update)
        if fresh != known:
            write_credentials(self._path, fresh, keep_station_key=self._keep_station_key)
        return fresh
