"""The password of the tags: from the server, in memory, in nothing that outlives the process."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from catalogue.errors import Unauthorised, Unreachable
from kiosk.session.pages import Way
from kiosk.session.states import RowState
from rfid.sim import nxp
from support.crash_bench import Bench, Clock, bench_at
from support.crash_checks import look
from support.crash_ordeal import Ordeal
from support.crash_town import SECURED, Town
from support.invariants_canaries import disguises, files_below

PASSWORD = 0x9C3EA71B
SITE = {"method": "both", "password": True}


def forms() -> set[bytes]:
    """The password however it may be written down."""
    texts = {f"{PASSWORD:08X}", f"{PASSWORD:08x}", str(PASSWORD), hex(PASSWORD)}
    raw = {PASSWORD.to_bytes(4, "big"), PASSWORD.to_bytes(4, "little")}
    return raw | {form for text in texts for form in disguises(text)}


def traces(folder: Path, log: str, bench: Bench) -> list[str]:
    """Where the password stands, if anywhere."""
    parts = bench.station._parts
    held = repr((parts, bench.station, parts and parts.reader.password, bench.state))
    places = {"log": log.encode(), "repr": held.encode()}
    places |= {str(path): path.read_bytes() for path in files_below(folder)}
    return [name for name, content in places.items() if any(form in content for form in forms())]


def town_with(clock: Clock, password: int | None) -> Town:
    town = Town(clock)
    town.tag_password = None if password is None else f"{password:08X}"
    return town


def protect(ordeal: Ordeal) -> None:
    ordeal.book.icode.password = PASSWORD
    ordeal.book.icode.protected = frozenset({nxp.EAS, nxp.AFI})


@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_protected_tags_are_lent_and_taken_back_and_the_password_is_written_nowhere(
    disk: Path, way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    """Guards: TagSecrets keeps it in an attribute only, `repr=False`, TagPassword.give."""
    caplog.set_level(logging.DEBUG)
    clock = Clock()
    town = town_with(clock, PASSWORD)
    with bench_at(disk, town=town, clock=clock, security=SITE) as bench:
        bench.until(lambda: "secrets" in town.calls)
        ordeal = Ordeal(bench, way)
        protect(ordeal)
        ordeal.run(lambda _: "", 3.0)
        bench.until(ordeal.done)
        bench.leave()
        ordeal.check_end()
        assert bench.station._parts is not None
        assert bench.station._parts.reader.password.given == 1
        assert traces(disk, caplog.text, bench) == []


def test_the_search_would_find_it(disk: Path) -> None:
    with bench_at(disk / "kiosk") as bench:
        for number, form in enumerate(sorted(forms())):
            (disk / f"file{number}").write_bytes(b"x" + form + b"y")
        assert len(traces(disk, f"{PASSWORD:08x}", bench)) == len(forms()) + 1


def test_a_wrong_password_is_told_to_staff_and_the_loan_undone(
    disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Guards: `_silenced` in Switching, the undo in `lending.switched`."""
    caplog.set_level(logging.DEBUG)
    clock = Clock()
    town = town_with(clock, PASSWORD ^ 1)
    with bench_at(disk, town=town, clock=clock, security=SITE) as bench:
        bench.until(lambda: "secrets" in town.calls)
        ordeal = Ordeal(bench, Way.BORROW)
        protect(ordeal)
        ordeal.run(lambda _: "", 8.0)
        bench.leave()
        ordeal.check()
        assert ordeal.book.afi == SECURED
        assert look(disk / "journal.db").lent == frozenset()
        assert "did not take the password" in caplog.text
        bench.run(61.0)
        radio = bench.station.health.of("radio")
        assert radio is not None
        assert "password" in (radio.problem or "")


def test_a_station_without_the_password_lends_no_protected_thing(disk: Path) -> None:
    with bench_at(disk, security={"method": "both"}) as bench:
        ordeal = Ordeal(bench, Way.BORROW)
        protect(ordeal)
        ordeal.run(lambda _: "", 4.0)
        assert ordeal.row is not None
        assert (ordeal.row.state, ordeal.row.reason) == (RowState.REFUSED, "bit_not_switched")
        assert "secrets" not in bench.town.calls


class Hesitant(Town):
    """A server whose answer to one question, or to any, is a fault."""

    fault: Exception | None = Unreachable("cut off")
    asked = ("secrets",)

    def _called(self, name: str) -> None:
        super()._called(name)
        if self.fault is not None and name in self.asked:
            raise self.fault


def test_the_password_is_asked_for_until_it_is_there_and_forgotten_with_the_standing(
    disk: Path,
) -> None:
    """And keeps nothing else waiting. Guards: `_due` is cleared last in SecretsFetcher.step, which
    comes after the puller; `forget` in `kiosk.parts`."""
    clock = Clock()
    town = Hesitant(clock)
    town.tag_password = f"{PASSWORD:08X}"
    with bench_at(disk, town=town, clock=clock, security=SITE) as bench:
        bench.ready()
        parts = bench.station._parts
        assert parts is not None
        current = parts.reader.password.current
        bench.run(10.0)
        assert town.calls.count("secrets") > 1
        assert current() is None
        town.fault = None
        bench.until(lambda: current() == PASSWORD)
        town.fault = Unauthorised("not enrolled")
        town.asked = ("changes", "station", "operations", "secrets", "health", "digest")
        bench.until(lambda: current() is None)
        town.fault = None
        bench.until(lambda: current() == PASSWORD, "known again")
