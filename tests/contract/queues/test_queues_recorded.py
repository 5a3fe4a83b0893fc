"""Queues of every version that ever stood in a town still drain, on both databases (E18)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from catalogue.services.operating.state import state_digest
from support.central import HandClock, LittleTown, serving
from support.recorded_queue import JOURNAL, KEYS, NAME, QUEUES, journal_of, open_loans
from support.station_in_town import station_at

VERSIONS = sorted(path.name for path in QUEUES.iterdir())


@dataclass
class Recording:
    """One version's queue, and a fresh town with the keys it was sealed for."""

    told: dict[str, object]
    folder: Path
    town: LittleTown

    def send(self, url: str, part: str) -> list[str]:
        """What the station sent then, byte for byte; what became of each record."""
        headers = {"Authorization": f"Bearer {self.town.tokens[NAME]}"}
        found = []
        for request in self.told[part]:
            response = requests.post(
                f"{url}/v1/operations", json=request, headers=headers, timeout=20
            )
            assert response.status_code == 200, response.text
            found += [result["status"] for result in response.json()["results"]]
        return found

    def is_drained(self) -> None:
        """All of it is there and came to something, and the loans are the recorded ones."""
        with self.town.services.database.read() as session:
            parts = state_digest(session).parts
        assert parts["operations"].rows == self.told["records"]
        assert open_loans(self.town) == self.told["loans"]


@pytest.fixture(params=VERSIONS)
def recording(
    request: pytest.FixtureRequest, tmp_path: Path, database_url: str
) -> Iterator[Recording]:
    kept = QUEUES / request.param
    folder = tmp_path / "town"
    folder.mkdir()
    shutil.copy(kept / KEYS, folder / KEYS)
    (folder / KEYS).chmod(0o600)
    (folder / "station").mkdir()
    shutil.copy(kept / JOURNAL, journal_of(folder))
    told = json.loads((kept / "queue.json").read_text(encoding="utf-8"))
    town = LittleTown(
        folder,
        HandClock(told["server_ms"]),
        database=database_url,
        secrets_file=folder / KEYS,
    )
    town.kiosk(NAME)
    yield Recording(told, folder, town)
    town.services.close()


def test_requests_of_an_older_station_are_taken_once(recording: Recording) -> None:
    with serving(recording.town) as url:
        first = recording.send(url, "before") + recording.send(url, "queue")
        again = recording.send(url, "before") + recording.send(url, "queue")
    assert first.count("recorded") == recording.told["records"]
    assert set(again) == {"duplicate"}
    recording.is_drained()


def test_disk_of_an_older_station_is_drained_by_the_program_of_today(recording: Recording) -> None:
    with serving(recording.town) as url, ExitStack() as stack:
        recording.send(url, "before")
        station = station_at(recording.folder / "station", recording.town, url, stack)
        station.back_online()
        station.settle()
        counts = station.journal.counts()
    assert (counts.pending, counts.quarantined) == (0, 0)
    # The program of today measured the server's clock, and says so.
    recording.told["records"] = counts.journalled
    recording.is_drained()


def test_this_version_has_a_recording() -> None:
    from importlib import metadata

    assert metadata.version("beaupre") in VERSIONS
