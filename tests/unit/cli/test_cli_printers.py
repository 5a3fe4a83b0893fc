"""`beaupre printers`, and the doctor's word on the printer and a town's own receipts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.sim.escpos_twin import EscposTwin, Roll
from kiosk.sim.printer_server import PrinterServer
from ui.cli.doctor_devices import examine_devices
from ui.cli.finding import Status
from ui.cli.main import run


def written(folder: Path, printer: str, receipts: str = "") -> Path:
    config = folder / "kiosk.toml"
    config.write_text(
        'station = "s"\nbranch = "b"\nserver_url = "http://127.0.0.1:9"\n'
        f'state_dir = "{folder}"\nreader_url = "feig+tcp:127.0.0.1:9"\nprinter = "{printer}"\n'
        f"[receipts]\n{receipts}\n"
    )
    return config


@contextmanager
def twin() -> Iterator[tuple[str, PrinterServer, EscposTwin]]:
    made = EscposTwin()
    with PrinterServer(("127.0.0.1", 0), made) as server:
        yield f"escpos+tcp://127.0.0.1:{server.port}", server, made


def doctors(config: Path, name: str) -> list[tuple[Status, str]]:
    from kiosk.config.model import read_config

    return [
        (found.status, found.text)
        for found in examine_devices(read_config(config))
        if found.name == name
    ]


def test_printer_is_asked_and_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with twin() as (address, server, printer):
        config = written(tmp_path, address, "width_mm = 58")
        assert run(["printers", "status", "--config", str(config)]) == 0
        assert run(["printers", "test", "--config", str(config), "--language", "es"]) == 0
        assert "there is paper\nprinted\n" in capsys.readouterr().out
        assert doctors(config, "printer") == [(Status.OK, address)]
        server.set_paper(Roll.OUT)
        assert run(["printers", "status", "--config", str(config)]) == 1
        assert run(["printers", "test", "--config", str(config)]) == 3
        assert doctors(config, "printer") == [(Status.PROBLEM, "there is no paper")]
    assert "Prestado el 21/11/2026" in printer.text
    assert run(["printers", "status", "--config", str(config)]) == 3
    assert doctors(config, "printer")[0][0] is Status.UNREACHABLE


def test_printer_that_is_not_set_is_wrong_use(tmp_path: Path) -> None:
    config = written(tmp_path, "")
    assert run(["printers", "test", "--config", str(config)]) == 2
    assert doctors(config, "printer")[0][0] is Status.NONE
    assert doctors(config, "receipts") == []


def test_doctor_reads_the_towns_own_receipts(tmp_path: Path) -> None:
    config = written(tmp_path, "", f'templates = "{tmp_path}"')
    (tmp_path / "loans.txt").write_text("{{ town }}")
    assert doctors(config, "receipts")[0][0] is Status.OK
    (tmp_path / "loans.txt").write_text("{{ twon }}")
    [(status, said), *_] = doctors(config, "receipts")
    assert status is Status.PROBLEM
    assert "twon" in said


def test_simulated_printer_draws_what_a_station_prints(tmp_path: Path) -> None:
    """As its user runs it: orders in, happenings out, pictures in the folder."""
    arguments = ["printers", "simulate", "--tcp", "127.0.0.1:0", "--folder", str(tmp_path / "out")]
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli.main", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        ready = json.loads(running.stdout.readline())
        config = written(tmp_path, f"escpos+tcp://{ready['tcp']}")
        assert run(["printers", "test", "--config", str(config)]) == 0
        assert json.loads(running.stdout.readline())["event"] == "receipt"
        for order in ({"do": "paper", "state": "low"}, {"do": "dance"}, {"do": "quit"}):
            running.stdin.write(json.dumps(order) + "\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["event"] == "done"
        assert json.loads(running.stdout.readline())["event"] == "refused"
        assert running.wait(20) == 0
    assert (tmp_path / "out" / "latest.png").exists()
