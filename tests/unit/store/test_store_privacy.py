"""Nothing that names a patron is in the files of the station, and no PIN."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from nacl.public import PrivateKey, SealedBox

from catalogue.domain.operations import patron_commitment, patron_key
from catalogue.domain.policy import Means, OfflineRules
from catalogue.wire.v1 import Change, Changes
from kiosk.config.credentials import Credentials
from kiosk.gateway.central import CentralGateway
from kiosk.gateway.failover import FailoverGateway
from kiosk.gateway.line import Line
from kiosk.gateway.offline import OfflineGateway
from kiosk.gateway.standing import Standing
from kiosk.store.keyring import Keyring
from kiosk.store.sidecar import card_key, patron_ref, seal_patron
from kiosk.store.snapshot import Snapshot
from kiosk.sync.clock_keeper import ClockKeeper
from support.station_store import (
    CARD,
    STATION_KEY,
    HandClock,
    ScriptedServer,
    journal_at,
    lend,
    station_info,
)

PIN = "86317"
NAME = "Jeanne"


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_no_card_number_pin_or_name_is_in_the_files(tmp_path: Path, clock: HandClock) -> None:
    server = ScriptedServer(clock)
    keys = Credentials(station="kiosk-1", branch="A", epoch=1, token="token-of-a-test")
    keyring = Keyring(tmp_path / "station.key", keys, keep_station_key=True)
    keyring.learn(station_info())
    snapshot = Snapshot.open(tmp_path / "snapshot.db")
    card = {"key": card_key(STATION_KEY, CARD), "state": "ok", "category": "adult"}
    snapshot.apply(
        Changes(
            cursor="c",
            number=1,
            server_ms=0,
            reset=True,
            more=False,
            changes=[Change(table="card", key=str(card["key"]), row=card)],
        )
    )
    with journal_at(tmp_path / "journal.db", clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        line = Line(clock)
        central = CentralGateway(server, journal, ClockKeeper(journal, clock))
        offline = OfflineGateway(journal, snapshot, clock, OfflineRules(), keyring)
        standing = Standing(keyring, lambda _good: None)
        gateway = FailoverGateway(central, offline, line, standing, lambda _error: None)
        gateway.open_session(CARD, PIN, Means.READ)
        op = lend(journal, public_key=keyring.server_public_key or b"")
        journal.decide(op.id, "server", gateway.ask(op, "s-1").recorded)
        line.mark(up=False)
        gateway.open_session(CARD, PIN, Means.READ)

        content = bytes_of(tmp_path)
        snapshot.close()

    assert snapshot_key_is_known(content)
    for secret in (CARD, PIN, NAME):
        assert secret.encode() not in content
        assert base64.b64encode(secret.encode()).rstrip(b"=")[:-1] not in content


def snapshot_key_is_known(content: bytes) -> bool:
    """That the files were really written: the card is there by its keyed hash."""
    return card_key(STATION_KEY, CARD).encode() in content


def test_patron_reference_is_wiped_from_the_file(tmp_path: Path, clock: HandClock) -> None:
    ref = patron_ref(STATION_KEY, CARD).encode()
    with journal_at(tmp_path / "journal.db", clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        op = lend(journal)
        assert ref in bytes_of(tmp_path)
        journal.decide(op.id, "server", recorded=True)
        journal.feed_seen(journal.delivered_mark())

        assert ref not in bytes_of(tmp_path)


def test_server_opens_the_sidecar_and_finds_the_commitment() -> None:
    server = PrivateKey(b"p" * 32)

    sealed = seal_patron(CARD, bytes(server.public_key), lambda count: b"\x07" * count)

    content = json.loads(SealedBox(server).decrypt(base64.b64decode(sealed.sidecar)))
    assert content == {"key": f"card:{CARD}", "nonce": "07" * 16}
    assert sealed.commitment == patron_commitment(b"\x07" * 16, patron_key(CARD))


def test_two_loans_of_a_patron_cannot_be_linked_by_the_record() -> None:
    one, other = seal_patron(CARD, b"p" * 32), seal_patron(CARD, b"p" * 32)

    assert one.commitment != other.commitment
    assert one.sidecar != other.sidecar


def test_credentials_of_the_keyring_are_kept_without_the_key_if_the_site_wants(
    tmp_path: Path,
) -> None:
    path = tmp_path / "station.key"
    keys = Credentials(station="kiosk-1", branch="A", epoch=1, token="token-of-a-test")
    keyring = Keyring(path, keys, keep_station_key=False)
    assert keyring.station_key is None

    keyring.learn(station_info(epoch=2))

    assert keyring.station_key == STATION_KEY
    assert keyring.now.epoch == 2
    assert keyring.now.time_zone == "Europe/Paris"
    kept = json.loads(path.read_text())
    assert kept["station_key"] == ""
    assert kept["owners"] == ["FR999990001"]
    assert path.stat().st_mode & 0o077 == 0
