"""Whole sessions: real server, real driver on a twin's bytes, real stores and threads."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.config import KioskConfig
from kiosk.session.events import Chosen, Confirmed, Digit, GaveUp
from kiosk.session.pages import Page, Way
from kiosk.session.states import RowState
from kiosk.store.journal import Journal
from support.acts_bench import FullDisk
from support.central import CARDS, PIN
from support.stations import Kiosk, Twin, running
from ui.cli.main import run

if TYPE_CHECKING:
    from conftest import Town


def test_two_items_are_borrowed_online_and_one_returned(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow()
    assert kiosk.state.patron is not None
    assert kiosk.state.patron.display == "PrénomP N."
    twin.lay("x", "z")
    kiosk.until_row("x", RowState.DONE)
    kiosk.until_row("z", RowState.DONE)
    row = kiosk.state.row("x")
    assert row is not None
    assert row.confirmed
    assert row.due_ms is not None
    assert (twin.afi("x"), twin.afi("z")) == ("C2", "C2")
    kiosk.leave()
    twin.lift("x", "z")
    kiosk.until(lambda state: not state.pad, "an empty pad")
    kiosk.give_back()
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    assert twin.afi("x") == "07"
    kiosk.leave()
    kiosk.settled("check_out", "check_out", "check_in")
    assert kiosk.count("outbox", "decided_by <> 'server'") == kiosk.count("repairs") == 0


def test_a_card_on_the_pad_identifies_and_a_wrong_pin_is_counted(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.ready()
    twin.lay(CARDS["P"], card=True)
    kiosk.until(lambda state: bool(state.pad), "the card")
    kiosk.send(Chosen(Way.BORROW))
    assert kiosk.state.page is Page.PIN
    kiosk.send(*(Digit(value) for value in "0000"), Confirmed())
    state = kiosk.until(lambda state: state.notice is not None, "the answer")
    assert (state.page, state.notice.code, state.notice.tries_left) == (Page.PIN, "wrong_pin", 4)
    kiosk.send(*(Digit(value) for value in PIN), Confirmed())
    kiosk.until(lambda state: state.page is Page.TRAY, "tray")
    assert kiosk.state.rows == ()


def test_a_denied_item_stays_secured_and_its_question_is_undone(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow("S")
    twin.lay("film")
    kiosk.until_row("film", RowState.REFUSED)
    row = kiosk.state.row("film")
    assert (row.reason, twin.afi("film")) == ("age", "07")
    kiosk.leave()
    kiosk.settled("check_out", "undo")
    assert kiosk.count("outbox", "decided_by <> 'server'") == 0


def test_things_of_others_make_no_operation(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow()
    twin.lay("strange", owner="FR888880000")
    kiosk.until(lambda state: bool(state.rows), "a row")
    assert kiosk.state.rows[0].reason == "foreign"
    kiosk.leave()
    kiosk.settled()


def test_the_server_lost_within_a_session_leaves_loans_and_returns(
    kiosk: Kiosk, twin: Twin, town: Town
) -> None:
    kiosk.borrow()
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    kiosk.until_true(lambda: kiosk.station_knows("z"), "the first snapshot")
    town.die()
    twin.lay("z")
    kiosk.until_row("z", RowState.DONE)
    assert kiosk.state.row("z").confirmed is False
    assert (twin.afi("z"), kiosk.state.online) == ("C2", False)
    kiosk.leave()
    twin.lift("x", "z")
    kiosk.until(lambda state: not state.pad, "an empty pad")
    kiosk.give_back()
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    assert kiosk.state.row("x").confirmed is False
    kiosk.leave()
    kiosk.until_true(
        lambda: kiosk.count("outbox", "decided_by = 'grounds' AND state = 'due'") == 2, "the queue"
    )
    town.open()
    kiosk.until(lambda state: state.online, "the server back")
    kiosk.settled("check_out", "check_out", "check_in")


def test_an_item_lifted_early_and_put_back_needs_no_repair(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow()
    twin.order("arm", trigger="lift@write_afi:1")
    twin.lay("x")
    kiosk.until_true(lambda: twin.fired("lift@write_afi:1"), "the order")
    twin.lift("x")
    kiosk.until(lambda state: state.page is Page.ATTENTION, "attention")
    kiosk.until_true(lambda: kiosk.count("repairs") == 1, "the repair")
    kiosk.until(lambda state: not state.pad, "an empty pad")
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    assert (kiosk.state.page, twin.afi("x")) == (Page.TRAY, "C2")
    kiosk.leave()
    kiosk.settled("check_out")
    assert kiosk.count("repairs") == 0


def test_an_item_not_put_back_is_a_repair_until_it_is_seen_again(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow()
    twin.order("arm", trigger="lift@write_afi:1")
    twin.lay("x")
    kiosk.until_true(lambda: twin.fired("lift@write_afi:1"), "the order")
    twin.lift("x")
    kiosk.until(lambda state: state.page is Page.ATTENTION, "attention")
    kiosk.until(lambda state: not state.pad, "an empty pad")
    kiosk.send(GaveUp())
    assert kiosk.state.page is Page.TRAY
    kiosk.leave()
    kiosk.settled("check_out", "tag_state")
    assert kiosk.rows("SELECT reason FROM repairs") == [("lifted",)]
    twin.lay("x")
    kiosk.until_true(lambda: kiosk.count("repairs") == 0, "the repair done")
    assert (kiosk.state.page, twin.afi("x")) == (Page.START, "C2")
    kiosk.settled("check_out", "tag_state", "tag_state")


def test_the_reader_pulled_while_a_bit_is_written_costs_nothing(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow()
    twin.order("arm", trigger="hold@write_afi:1")
    twin.lay("x")
    kiosk.until_true(lambda: twin.fired("hold@write_afi:1"), "the order")
    twin.order("unplug")
    kiosk.until(lambda state: not state.reader_up, "the reader gone")
    assert kiosk.state.row("x").state is RowState.DOING
    twin.order("plug")
    kiosk.until_row("x", RowState.DONE)
    assert twin.afi("x") == "C2"
    kiosk.leave()
    kiosk.settled("check_out")
    assert kiosk.count("repairs") == 0


def test_a_power_cut_between_the_answer_and_the_bit_is_resolved_at_the_next_start(
    config: KioskConfig, twin: Twin
) -> None:
    with running(config) as kiosk:
        kiosk.borrow()
        twin.order("arm", trigger="hold@write_afi:1")
        twin.lay("x")
        kiosk.until_true(lambda: twin.fired("hold@write_afi:1"), "the order")
        assert kiosk.count("bit_intents") == 1
        twin.order("unplug")
    twin.order("drop")
    twin.order("plug")
    assert twin.afi("x") == "07"
    with running(config) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: kiosk.count("bit_intents") == 0, "the intent resolved")
        assert twin.afi("x") == "C2"
        kiosk.settled("check_out")
        assert kiosk.count("repairs") == 0


def test_a_tag_taken_away_after_a_power_cut_becomes_a_repair(
    config: KioskConfig, twin: Twin
) -> None:
    with running(config) as kiosk:
        kiosk.borrow()
        twin.order("arm", trigger="hold@write_afi:1")
        twin.lay("x")
        kiosk.until_true(lambda: twin.fired("hold@write_afi:1"), "the order")
        twin.order("unplug")
    twin.lift("x")
    twin.order("plug")
    with running(config.model_copy(update={"repair_grace_s": 1})) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: kiosk.count("repairs") == 1, "a repair")
        kiosk.settled("check_out", "tag_state")
        assert kiosk.rows("SELECT wanted, reason FROM repairs") == [("on_loan", "not_seen_again")]


def test_a_station_never_enrolled_waits_for_its_server(
    config: KioskConfig, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.station.RETRY_S", 0.2)
    town.die()
    with running(config) as kiosk:
        kiosk.until(lambda state: state.resting == "setup", "rest")
        assert kiosk.state.page is Page.RESTING
        town.open()
        kiosk.ready()
        assert kiosk.station.credentials.branch == "A"


def test_a_station_enrolled_before_works_cut_off(
    config: KioskConfig, town: Town, twin: Twin
) -> None:
    with running(config) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
    town.die()
    with running(config) as kiosk:
        kiosk.ready()
        assert not kiosk.state.online
        kiosk.borrow()
        twin.lay("x")
        kiosk.until_row("x", RowState.DONE)
        assert (twin.afi("x"), kiosk.state.row("x").confirmed) == ("C2", False)
        kiosk.leave()
        assert kiosk.rows("SELECT decided_by, state FROM records WHERE kind = 'check_out'") == [
            ("grounds", "due")
        ]


def test_an_outage_that_has_lasted_too_long_is_told_before_anybody_begins(
    config: KioskConfig, town: Town
) -> None:
    """Guard: `Station._watch_outage`."""
    with running(config) as kiosk:
        kiosk.ready()
    town.die()
    offline = config.offline.model_copy(update={"hours": 0.0})
    with running(config.model_copy(update={"offline": offline})) as kiosk:
        kiosk.ready()
        kiosk.until(lambda state: state.offline_limit == 0, "the end of lending")
        kiosk.send(Chosen(Way.BORROW))
        assert kiosk.state.page is Page.START


def test_no_pin_and_no_card_number_is_on_the_stations_disk(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow()
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    kiosk.leave()
    kiosk.settled("check_out")
    kiosk.stop()
    for path in kiosk.config.state_dir.iterdir():
        content = path.read_bytes()
        assert CARDS["P"].encode() not in content, path.name
        assert b"Nomdefamille" not in content, path.name


def test_a_stopped_station_has_no_threads_left(config: KioskConfig) -> None:
    with running(config) as kiosk:
        kiosk.ready()
    workers = {"circ", "lookup", "periph", "sync", "reader-pad"}
    left = [thread for thread in threading.enumerate() if thread.name in workers]
    for thread in left:
        # A program that ends does not wait longer than its deadline for one caught in a call.
        thread.join(30)
    assert [thread.name for thread in left if thread.is_alive()] == []


def test_doctor_finds_a_whole_station_well(
    config: KioskConfig, town: Town, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with running(config) as kiosk:
        kiosk.ready()
        kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
    values = {"station": "kiosk-1", "branch": "A", "state_dir": str(config.state_dir)}
    values |= {"server_url": config.server_url, "reader_url": config.reader_url}
    path = tmp_path / "kiosk.toml"
    path.write_text("\n".join(f'{key} = "{value}"' for key, value in values.items()))
    run(["doctor", "--config", str(path), "--json"])
    found = {row["name"]: row for row in json.loads(capsys.readouterr().out)["checks"]}
    well = ("config", "state_folder", "journal", "snapshot", "reader", "enrolment", "server")
    assert {name: found[name]["status"] for name in well} == dict.fromkeys(well, "ok")
    assert "simulated" in found["reader"]["text"]
    # This server's clock stands at a day to come.
    assert found["clock"]["status"] == "problem"
    town.little.services.enrolments.revoke("kiosk-1")
    assert run(["doctor", "--config", str(path)]) == 1
    assert "revoked" in capsys.readouterr().out


def test_a_disk_that_is_full_ends_in_rest_and_comes_back_alone(
    config: KioskConfig, twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.station.STORAGE_WATCH_S", 0.1)
    with running(config) as kiosk:
        kiosk.borrow()
        with monkeypatch.context() as full:
            full.setattr(Journal, "record_check_out", FullDisk())
            full.setattr(Journal, "probe", FullDisk())
            twin.lay("x")
            kiosk.until_row("x", RowState.REFUSED)
            assert (kiosk.state.row("x").reason, twin.afi("x")) == ("storage", "07")
            kiosk.until(lambda state: state.resting == "storage", "the wish to rest")
            assert kiosk.state.page is Page.TRAY
            kiosk.send(Confirmed())
            assert kiosk.state.page is Page.RESTING
        kiosk.ready()
        kiosk.settled()
