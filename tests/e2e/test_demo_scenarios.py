"""Each demo scenario as its user runs it: the real command, its exit code and its report."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.invariants_canaries import files_below, nobody_is_named

KEYS = {"id", "kind", "item", "station", "origin", "outcome", "reason"}
SEARCHED = {"journal.db", "snapshot.db", "kiosk.log", "central.db", "server.log"}
Report = dict[str, Any]


def play(scenario: str, tmp_path: Path) -> tuple[Report, Path]:
    """Run one scenario; its report and the kept stores."""
    report, state = tmp_path / "report.json", tmp_path / "state"
    command = [sys.executable, "-m", "ui.cli.main", "demo", "--headless", "--scenario", scenario]
    done = subprocess.run(
        [*command, "--report", str(report), "--state", str(state)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in files_below(state)} >= SEARCHED
    # Guards: sealed sidecars, `secure_delete`, logs without persons, receipts without a name.
    assert nobody_is_named(state, report) == []
    return json.loads(report.read_text()), state


def of_kind(report: Report, kind: str, **wanted: Any) -> list[dict[str, Any]]:
    """Operations of a kind with the wanted values."""
    return [
        row
        for row in report["operations"]
        if row["kind"] == kind and all(row[key] == value for key, value in wanted.items())
    ]


def bits_agree_with_loans(report: Report) -> bool:
    """A tag carries C2 exactly where an open loan is."""
    lent = {loan["item"] for loan in report["server"]["loans"]}
    return all((tag["afi_after"] == "C2") == (tag["item"] in lent) for tag in report["tags"])


def check_shape(report: Report, scenario: str) -> None:
    """What holds of every report."""
    assert report["scenario"] == scenario
    ids = [row["id"] for row in report["operations"]]
    assert len(ids) == len(set(ids)), "an operation is listed twice"
    for row in report["operations"]:
        assert set(row) == KEYS
        assert row["origin"] in ("online", "offline")
        assert row["outcome"] in ("applied", "superseded", "conflict", "malformed", "refused")
        assert str(uuid.UUID(row["id"])) == row["id"]
        assert uuid.UUID(row["id"]).version == 7
        assert row["station"] != "central"
    assert len({tag["uid"] for tag in report["tags"]}) == len(report["tags"])
    assert report["outbox"]["pending"] == 0
    assert report["outbox"]["quarantined"] == 0
    assert report["outbox"]["delivered"] == len(report["operations"])
    assert report["duration_s"] > 0
    assert report["screens"]


def test_borrow_return_lends_four_refuses_the_reserved_one_and_takes_two_back(
    tmp_path: Path,
) -> None:
    report, state = play("borrow-return", tmp_path)
    check_shape(report, "borrow-return")
    loans, returns = sorted((state / "station" / "receipts").glob("receipt-*.txt"))
    assert "Emprunté le" in loans.read_text()
    assert "Rendu le" in returns.read_text()
    assert loans.with_suffix(".png").stat().st_size > 1000
    assert len(of_kind(report, "check_out", outcome="applied", origin="online")) == 4
    (refused,) = of_kind(report, "check_out", outcome="refused")
    assert refused["reason"] == "reserved"
    assert len(of_kind(report, "undo", outcome="applied", item=refused["item"])) == 1
    assert len(of_kind(report, "check_in", outcome="applied", origin="online")) == 2
    assert len(report["server"]["loans"]) == 2
    assert report["server"]["conflicts"] == 0
    assert report["repairs"] == []
    assert len(report["tags"]) == 5
    assert all(tag["afi_before"] == "07" for tag in report["tags"])
    assert bits_agree_with_loans(report)


def test_offline_lends_on_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    report, _ = play("offline", tmp_path)
    check_shape(report, "offline")
    assert len(of_kind(report, "check_out", outcome="applied", origin="offline")) == 3
    assert len(of_kind(report, "check_out", outcome="applied", origin="online")) == 2
    (returned,) = of_kind(report, "check_in", outcome="applied", origin="offline")
    loans = report["server"]["loans"]
    assert len(loans) == 4
    (again,) = [loan for loan in loans if loan["item"] == returned["item"]]
    assert {loan["patron"] for loan in loans if loan is not again} != {again["patron"]}
    assert report["server"]["conflicts"] == 0
    assert report["repairs"] == []
    assert bits_agree_with_loans(report)


def test_early_lift_lends_both_and_lists_only_the_one_not_put_back(tmp_path: Path) -> None:
    report, _ = play("early-lift", tmp_path)
    check_shape(report, "early-lift")
    assert len(of_kind(report, "check_out", outcome="applied")) == 2
    assert len(report["server"]["loans"]) == 2
    (repair,) = report["repairs"]
    bits = {tag["item"]: tag["afi_after"] for tag in report["tags"]}
    assert bits.pop(repair["item"]) == "07"
    assert list(bits.values()) == ["C2"]


def test_power_cut_leaves_one_loan_and_its_bit(tmp_path: Path) -> None:
    report, _ = play("power-cut", tmp_path)
    check_shape(report, "power-cut")
    assert len(of_kind(report, "check_out")) == 1
    assert len(report["server"]["loans"]) == 1
    assert report["repairs"] == []
    assert bits_agree_with_loans(report)


def test_unplugged_reader_comes_back_within_the_session(tmp_path: Path) -> None:
    report, _ = play("unplug", tmp_path)
    check_shape(report, "unplug")
    assert len(of_kind(report, "check_out", outcome="applied")) == 1
    assert len(report["server"]["loans"]) == 1
    assert report["repairs"] == []
    assert bits_agree_with_loans(report)


def programs_of(folder: Path) -> list[str]:
    """Command lines of running processes that name the folder."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


def test_demo_that_is_ended_takes_its_programs_along(tmp_path: Path) -> None:
    state = tmp_path / "state"
    command = [sys.executable, "-m", "ui.cli.main", "demo", "--headless", "--scenario", "unplug"]
    with subprocess.Popen([*command, "--state", str(state)], stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        running.stderr.readline()
        wait_until(
            lambda: len(programs_of(state)) == 4
        )  # the demo, the server, the pad, the printer
        running.terminate()
        assert running.wait(60) == 143
    assert programs_of(state) == []


def wait_until(there: Callable[[], bool]) -> None:
    """Until what is bound to happen has happened."""
    deadline = time.monotonic() + 60
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_stores_of_a_stranger_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    command = [sys.executable, "-m", "ui.cli.main", "demo", "--headless"]
    done = subprocess.run(
        [*command, "--scenario", "unplug", "--state", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "mine"
