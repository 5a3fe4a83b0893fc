"""A full disk: the station stops lending before it cannot record, says so, and comes back alone.

A real station's process on a small file system of its own, which fills up while it works.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.crash_checks import Opener
from support.crash_processes import ROOT, ReadyMade, environment
from support.crash_runner import Case, as_argument
from support.crash_town import ON_LOAN, item_id, town_hall, uid_of

SIZE = "4m"
RESERVE_BYTES = 1 << 20
MOUNT = f'mount -t tmpfs -o size={SIZE} beaupre "$0" && exec "$@"'


def on_a_small_disk(place: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run it with a file system of its own at `place`: as a user who is root in a name space of her
    own, or as root where such name spaces are forbidden."""
    done = None
    for rights in (["--map-root-user"], []):
        done = subprocess.run(
            ["unshare", *rights, "--mount", "sh", "-c", MOUNT, str(place), *command],
            cwd=ROOT,
            env=environment(),
            text=True,
            capture_output=True,
            timeout=90,
            check=False,
        )
        if "unshare failed" not in done.stderr and "permission denied" not in done.stderr.lower():
            break
    assert done is not None
    return done


def lived(folder: Path, script: str) -> tuple[list[dict[str, Any]], Path]:
    """What the station said, and its state afterwards."""
    place, left, marks = folder / "disk", folder / "left", folder / "marks"
    place.mkdir()
    with town_hall() as hall:
        hall.town("town")
        ReadyMade(folder / "ready").copy("fresh", folder / "state", hall.town("town"))
        case = Case(
            script,
            str(place),
            hall.url("town"),
            marks=str(marks),
            storage_watch_s=0.3,
            reserve_bytes=RESERVE_BYTES,
            copied_from=str(folder / "state"),
            copied_to=str(left),
        )
        done = on_a_small_disk(
            place, [sys.executable, "-m", "support.crash_runner", as_argument(case)]
        )
    assert done.returncode == 0, done.stderr
    assert list(place.iterdir()) == []
    return [json.loads(line) for line in marks.read_text().splitlines()], left


@pytest.mark.parametrize("script", ["full", "full_of_hog"])
def test_station_on_a_full_disk_rests_in_time_and_comes_back_alone(
    tmp_path: Path, script: str
) -> None:
    """`full`: the reserve takes the last records. `full_of_hog`: nor does that help, for somebody
    takes all that is freed. Guards: Reserve, `Journal.probe` which holds it, the record before the
    bit, Station._watch_storage."""
    said, left = lived(tmp_path, script)

    rows = [(each["row"], each["reason"]) for each in said if "row" in each]
    rest = next(each for each in said if "problem" in each)
    back = next(each for each in said if "reserve" in each)
    if script == "full":
        assert rows == [("done", None)]
    else:
        # What fits into the log as it is may still be lent.
        assert rows[-1] == ("refused", "storage")
        assert set(rows[:-1]) <= {("done", None)}
    assert rest["page"] == "resting"
    assert rest["problem"].startswith("storage_full")
    assert (back["page"], back["reserve"]) == ("start", True)

    found = Opener().open(left / "journal.db")
    told = {each["done"] for each in said if "done" in each}
    assert told <= {each.id for each in found.records}
    done = {1, 3} | {each["number"] for each in said if each.get("row") == "done"}
    assert found.lent == {item_id(number) for number in done}
    switched = {each["uid"] for each in said if each.get("afi") == ON_LOAN}
    assert switched == {uid_of(number) for number in done}
