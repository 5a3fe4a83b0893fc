"""Captures: what is written down, what is played, what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from rfid.errors import ConfigurationError, ReaderFault
from rfid.factory import open_reader
from rfid.feig.driver import FeigReader
from rfid.sim.feig_twin import FeigTwin
from rfid.sim.field import VirtualField
from rfid.transport.loopback import LoopbackTransport
from rfid.transport.recording import (
    NotRecorded,
    Recorder,
    RecordingTransport,
    ReplayTransport,
    read_capture,
)
from support.rfid_rig import VirtualClock, tag, uid


def captured(path: Path, identify: bool = True) -> list[dict[str, object]]:
    """One book on a FEIG reader, listed and asked; then the cable is pulled."""
    field = VirtualField()
    field.lay(tag(1))
    clock = VirtualClock()
    pulled: list[bool] = []
    out = io.StringIO()
    recorder = Recorder(out, "feig", clock)
    line = LoopbackTransport(FeigTwin(field), lambda: clock.pass_by(0.05), lambda: bool(pulled))
    reader = FeigReader(RecordingTransport(line, recorder), "loopback:", True, clock=clock)
    if identify:
        recorder.identified(reader.info())
    reader.inventory()
    clock.pass_by(1.5)
    reader.system_info(uid(1))
    pulled.append(True)
    with pytest.raises(ReaderFault):
        reader.inventory()
    recorder.close()
    path.write_text(out.getvalue())
    return [json.loads(each) for each in out.getvalue().splitlines()]


def test_header_names_the_reader_and_every_byte_has_its_direction_and_time(tmp_path: Path) -> None:
    header, *lines = captured(tmp_path / "a.jsonl")
    assert header == {
        "beaupre_capture": 1,
        "family": "feig",
        "model": "FEIG ISC.MR102",
        "firmware": "3.3.0",
    }
    assert lines[0] == {"at": 0.0, "opened": True}
    assert lines[1] == {"at": 0.0, "to": "reader", "hex": "020007FF656E61"}
    assert lines[2]["to"] == "host"
    assert lines[-1] == {"at": 1.5, "lost": "the cable is pulled"}
    assert {each["to"] for each in lines if "to" in each} == {"reader", "host"}


def test_reader_that_never_said_who_it_is_is_captured_too(tmp_path: Path) -> None:
    header, *lines = captured(tmp_path / "a.jsonl", identify=False)
    assert header["model"] == "unknown"
    assert len(lines) > 5


def test_capture_is_opened_like_a_reader(tmp_path: Path) -> None:
    captured(tmp_path / "a.jsonl")
    reader = open_reader(f"replay:{tmp_path / 'a.jsonl'}")
    assert isinstance(reader, FeigReader)
    assert (reader.info().model, reader.info().simulated) == ("FEIG ISC.MR102", True)
    assert [each.uid for each in reader.inventory()] == [uid(1)]
    assert reader.system_info(uid(1)).afi == 0x07
    with pytest.raises(ReaderFault, match="the line was lost here"):
        reader.inventory()


def test_request_that_was_never_recorded_is_a_clear_error(tmp_path: Path) -> None:
    captured(tmp_path / "a.jsonl")
    reader = open_reader(f"replay:{tmp_path / 'a.jsonl'}")
    with pytest.raises(NotRecorded, match=r"a\.jsonl has no answer to .*: never recorded"):
        reader.read_blocks(uid(1), 0, 8)


def test_capture_can_be_polled_beyond_its_end(tmp_path: Path) -> None:
    captured(tmp_path / "a.jsonl")
    (session,) = read_capture(tmp_path / "a.jsonl").sessions
    played = ReplayTransport(session[:-1], "a", sleep=lambda _: None)
    clock = VirtualClock()
    reader = FeigReader(played, "a", True, clock=clock, sleep=clock.pass_by)
    for _ in range(5):
        assert [each.uid for each in reader.inventory()] == [uid(1)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no capture"),
        ("not json\n", "is no capture"),
        ("[1]\n", "is no capture"),
        ('{"beaupre_capture": 2, "family": "feig", "model": "x"}\n', "another version"),
        ('{"beaupre_capture": 1, "family": "acme", "model": "x"}\n', "another version or kind"),
        (
            '{"beaupre_capture": 1, "family": "feig", "model": "x"}\n{"to": "host", "hex": "0"}\n',
            "is no capture",
        ),
        (
            '{"beaupre_capture": 1, "family": "3m", "model": "x"}\n{"to": "host", "hex": "00"}\n',
            "is no capture",
        ),
    ],
)
def test_file_that_is_no_capture_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.jsonl").write_text(text)
    with pytest.raises(ConfigurationError, match=reason):
        open_reader(f"replay:{tmp_path / 'a.jsonl'}")


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        open_reader(f"replay:{tmp_path / 'a.jsonl'}")
