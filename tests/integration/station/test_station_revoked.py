"""What the server takes back: a station it does not know any more serves nobody, and a patron's
session that ended cut off ends at the server as soon as it is back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from catalogue.db.operating import StationContact
from catalogue.db.people import PatronSession, Station
from kiosk.config import KioskConfig
from kiosk.outside import Outside
from kiosk.session.events import CardShown, Chosen
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, RowState
from kiosk.sync.worker import Pace
from support.central import CARDS
from support.stations import Twin, running

if TYPE_CHECKING:
    from conftest import Town

QUICK = Pace(idle_s=0.2, pull_s=0.2, retry_first_s=0.1, retry_longest_s=0.2)
SELDOM = Pace(idle_s=600, pull_s=600)


def at(pace: Pace) -> Outside:
    return replace(Outside(), pace=pace)


def sessions(town: Town) -> int:
    with town.little.services.database.read() as session:
        return session.scalar(select(func.count()).select_from(PatronSession)) or 0


def key_on_disk(config: KioskConfig) -> bool:
    return '"station_key":""' not in config.credentials_path.read_text()


def test_session_ended_cut_off_is_revoked_when_the_server_is_back(
    config: KioskConfig, town: Town
) -> None:
    """Guard: the line's listener in `kiosk.parts._gateway`."""
    with running(config, at(QUICK)) as kiosk:
        kiosk.borrow()
        assert sessions(town) == 1
        town.die()
        kiosk.until(lambda state: not state.online, "the line down")
        kiosk.leave()
        town.open()
        kiosk.until(lambda state: state.online, "the server back")
        kiosk.until_true(lambda: sessions(town) == 0, "the session's end at the server")


def test_station_revoked_within_a_session_lends_nothing_more(
    config: KioskConfig, town: Town, twin: Twin
) -> None:
    """Guards: `FailoverGateway` asks its `Standing`; `ENROLMENT` is needed in `kiosk.station`."""
    with running(config, at(SELDOM)) as kiosk:
        kiosk.borrow()
        kiosk.until_true(lambda: kiosk.station_knows("z"), "the first snapshot")
        twin.lay("x")
        kiosk.until_row("x", RowState.DONE)
        town.little.services.enrolments.revoke("kiosk-1")
        twin.lay("z")
        kiosk.until_row("z", RowState.REFUSED)
        assert (kiosk.state.row("z").reason, twin.afi("z")) == ("storage", "07")
        assert not key_on_disk(config)
        kiosk.leave_to_rest()
        assert kiosk.state.resting == "setup"


def test_revoked_station_rests_at_the_next_contact_and_delivers_once_enrolled_again(
    config: KioskConfig, town: Town, twin: Twin
) -> None:
    """Guards: `Sync` tells `Standing`; the journal is kept; `_introduce` enrols anew."""
    with running(config, at(QUICK)) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
        town.die()
        kiosk.until(lambda state: not state.online, "the line down")
        town.little.services.enrolments.revoke("kiosk-1")
        kiosk.borrow()
        twin.lay("x")
        kiosk.until_row("x", RowState.DONE)
        kiosk.leave()
        town.open()
        kiosk.until(lambda state: state.resting == "setup", "rest")
        assert kiosk.count("outbox", "state = 'due'") > 0
    with running(config, at(QUICK)) as kiosk:  # its one-time code is used up
        kiosk.until_true(lambda: kiosk.station.health.of("server") is not None, "a refusal")
        assert kiosk.state.page is Page.RESTING
    code = town.little.services.enrolments.make_code("kiosk-1", "A")
    with running(config.model_copy(update={"enrolment_code": code}), at(QUICK)) as kiosk:
        kiosk.ready()
        kiosk.settled("check_out", "epoch_start")
        assert key_on_disk(config)


def test_revoked_station_cut_off_again_has_no_key_to_lend_with(
    config: KioskConfig, town: Town
) -> None:
    """Guard: the key leaves the disk, too (`Keyring.forget_key`). Without the catalogue it stops
    inviting to borrow as soon as it has noticed."""
    with running(config, at(QUICK)) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
        town.little.services.enrolments.revoke("kiosk-1")
        kiosk.until(lambda state: state.page is Page.RESTING, "rest")
    town.die()
    with running(config, at(QUICK)) as kiosk:
        kiosk.ready()
        kiosk.send(Chosen(Way.BORROW), CardShown(CARDS["P"], Means.SCANNED))
        kiosk.until(lambda state: state.notice is not None, "a word")
        assert kiosk.state.page in (Page.START, Page.IDENTIFY)
        assert kiosk.state.patron is None


def test_revoked_station_keeps_its_queue_and_nothing_else_of_the_town(
    config: KioskConfig, town: Town
) -> None:
    """Guards: `Sync` lets the snapshot forget; `_introduce` removes its files."""

    def catalogue() -> int:
        """-1: the file is being made."""
        with closing(sqlite3.connect(config.snapshot_path)) as snapshot:
            try:
                return snapshot.execute("SELECT count(*) FROM items").fetchone()[0]
            except sqlite3.Error:
                return -1

    with running(config, at(QUICK)) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
        assert catalogue() > 0
        town.little.services.enrolments.revoke("kiosk-1")
        kiosk.until_true(lambda: catalogue() == 0, "an empty snapshot")
        assert kiosk.count("outbox", "1") > 0
    config.snapshot_path.write_text("left by an older version")
    with running(config, at(QUICK)) as kiosk:
        kiosk.until_true(lambda: kiosk.station.health.of("server") is not None, "a refusal")
        assert not config.snapshot_path.exists()
    with town.little.services.database.read() as session:
        assert session.get_one(StationContact, "kiosk-1").turned_away_ms is not None


def test_station_tells_how_it_is(config: KioskConfig, town: Town) -> None:
    def told() -> StationContact | None:
        with town.little.services.database.read() as session:
            row = session.get(StationContact, "kiosk-1")
            return row if row is not None and row.report else None

    with running(config, at(QUICK)) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: told() is not None, "a report")
    row = told()
    assert row is not None
    assert row.report is not None
    assert row.report["version"]
    assert abs(row.report["offset_ms"]) >= 0
    assert row.report["reader"] in ("ok", "unknown")


def test_station_known_again_serves_again(config: KioskConfig, town: Town) -> None:
    """Guard: the introduction is due while the station is not known."""
    with running(config, at(QUICK)) as kiosk:
        kiosk.ready()
        town.little.services.enrolments.revoke("kiosk-1")
        kiosk.until(lambda state: state.page is Page.RESTING, "rest")
        with town.little.services.database.write() as session:
            session.get_one(Station, "kiosk-1").revoked_ms = None
        kiosk.borrow()
        assert key_on_disk(config)
