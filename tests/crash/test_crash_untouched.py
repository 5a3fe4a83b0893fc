"""What a station must leave alone, whatever goes wrong: renewed things, things of other libraries,
two tags with one UID; and locked tags, which end in a clear word and never half done."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import pytest

from catalogue.wire import v1
from kiosk.session.pages import Way
from kiosk.session.states import Reason, RowState
from rfid.sim import nxp
from rfid.sim.field import VirtualTag
from rfid.sim.images import image_for
from support.crash_bench import Bench, Killed, bench_at
from support.crash_checks import look
from support.crash_ordeal import Ordeal, commands, ordeal_at
from support.crash_town import ON_LOAN, SECURED, book, item_id, uid_of

FAULTS = ("none", "tag leaves", "reader dies", "process dies")
METHODS = ("afi", "both")
LOOK_S = 2.5
FOREIGN = ("DE526", "FR751131010")


def foreign(afi: int, owner: str = FOREIGN[0], eas: bool = False) -> VirtualTag:
    """A book of another library."""
    made = book(1)
    made.memory[:] = image_for(item_id(1), owner)
    made.afi, made.icode.eas = afi, eas
    return made


def state(tag: VirtualTag) -> tuple[bytes, int, int, bool]:
    return bytes(tag.memory), tag.afi, tag.dsfid, tag.icode.eas


def writes(bench: Bench) -> list[str]:
    return [each.name for each in bench.line.happened if each.name.startswith("write")]


def disturb(bench: Bench, tag: VirtualTag, fault: str, k: int) -> None:
    """This fault at the k-th command from now."""

    def strike(n: int) -> str:
        if n == k and fault == "tag leaves":
            bench.field.lift(tag)
        if n == k and fault == "reader dies":
            bench.line.pull()
        if n == k and fault == "process dies":
            raise Killed
        return ""

    bench.line.happened.clear()
    bench.line.count, bench.line.strike = 0, strike


def show(bench: Bench, way: Way | None, tag: VirtualTag, fault: str, k: int) -> Bench:
    """The tag is laid down in a session (or in none), something happens, it is laid down again; the
    bench it ended on. Nothing was ever written."""
    if way is not None:
        bench.begin(way)
    disturb(bench, tag, fault, k)
    bench.field.lay(tag)
    try:
        bench.run(LOOK_S)
        if bench.line.pulled:
            bench.line.plug()
        bench.field.lay(tag)
        bench.run(LOOK_S)
    except Killed:
        assert writes(bench) == []
        bench = bench.killed(bench.folder.with_name(bench.folder.name + "-again"))
        bench.field.lay(tag)
        bench.ready(1)
        bench.run(LOOK_S)
    assert writes(bench) == []
    return bench


@cache
def reach(way: Way) -> int:
    """Commands of a session that lends or takes back: as many are disturbed here."""
    return len(commands(way))


def every_case(fault: str, way: Way | None) -> range:
    return range(1, 2 if fault == "none" else reach(way or Way.BORROW) + 1)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_thing_she_has_already_is_noted_and_its_tag_untouched(
    disk: Path, fault: str, method: str
) -> None:
    """R1 for renewals: the due date is the server's business, the tag passes the gate as before.
    Guard: OWN_LOAN in `tray._new_row`."""
    for k in every_case(fault, Way.BORROW):
        mine = book(1, afi=ON_LOAN)
        before = state(mine)
        with ordeal_at(disk / str(k), Way.BORROW, method=method) as ordeal:
            ordeal.bench.town.loans = [v1.OpenLoan(item=item_id(1), due_ms=1)]
            bench = ordeal.bench = show(ordeal.bench, Way.BORROW, mine, fault, k)
            row = bench.state.row(item_id(1))
            if fault != "process dies":
                assert row is not None
                assert (row.state, row.reason) == (RowState.NOTED, Reason.OWN_LOAN)
            found = look(bench.folder / "journal.db")
            assert (found.kinds(), found.intents, found.repairs) == ([], {}, {})
            assert state(mine) == before


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN, None])
def test_a_thing_of_another_library_is_neither_lent_taken_back_nor_switched(
    disk: Path, way: Way | None, fault: str, method: str
) -> None:
    """R10. Its item id is one of the town's own; its marks say lent, in stock, neither, or
    contradict each other. Guards: the verdict in `tray.admit`, Repairs.work_off, `wanted_of`."""
    marks = itertools.cycle([(ON_LOAN, False), (SECURED, True), (0x5A, False), (ON_LOAN, True)])
    owners = itertools.cycle(FOREIGN)
    cases = range(1, 5) if fault == "none" else every_case(fault, way)
    for k, (afi, eas), owner in zip(cases, marks, owners, strict=False):
        theirs = foreign(afi, owner, eas)
        before = state(theirs)
        with ordeal_at(disk / str(k), Way.BORROW, method=method) as ordeal:
            bench = ordeal.bench = show(ordeal.bench, way, theirs, fault, k)
            if way is not None and fault != "process dies":
                (row,) = bench.state.rows
                assert (row.state, row.reason) == (RowState.REFUSED, "foreign")
            found = look(bench.folder / "journal.db")
            assert (found.kinds(), found.intents, found.repairs) == ([], {}, {})
            assert state(theirs) == before


@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_two_tags_with_one_uid_are_put_aside_and_nothing_is_lent(disk: Path, way: Way) -> None:
    """R6: nobody could say which of them was switched. Guards: `double` in InventoryTracker, the
    verdict in `tray.admit`."""
    one, other = book(1), book(2)
    other.uid = one.uid
    with bench_at(disk, one, other) as bench:
        bench.ready(1)
        bench.line.happened.clear()
        bench.begin(way)
        bench.run(3.0)
        (row,) = bench.state.rows
        assert (row.key, row.state, row.reason) == (uid_of(1), RowState.REFUSED, "double_uid")
        assert writes(bench) == []
        assert look(disk / "journal.db").kinds() == []
        bench.field.lift(other)
        bench.until(lambda: bench.state.row(item_id(1)) is not None, "the one that stays")


LOCKS = {
    "AFI locked": ("afi", "afi"),
    "AFI locked, EAS not": ("both", "afi"),
    "EAS protected": ("both", "eas"),
    "both protected": ("both", "all"),
    "AFI protected": ("afi", "protected"),
}


def lock(tag: VirtualTag, what: str) -> None:
    if what == "afi":
        tag.locked = frozenset({"afi"})
        return
    tag.icode.password = 0x01020304
    names = {"eas": {nxp.EAS}, "all": {nxp.EAS, nxp.AFI}, "protected": {nxp.AFI}}
    tag.icode.protected = frozenset(names[what])


@pytest.mark.parametrize("lock_name", LOCKS)
def test_a_tag_that_cannot_be_let_go_stays_secured_and_is_not_lent(
    disk: Path, lock_name: str
) -> None:
    """R11. Guards: the reading back, Switching._undo_half, the undo in `lending.switched`."""
    method, what = LOCKS[lock_name]
    with bench_at(disk, security={"method": method}) as bench:
        ordeal = Ordeal(bench, Way.BORROW)
        lock(ordeal.book, what)
        before = state(ordeal.book)
        ordeal.run(lambda _: "", 8.0)
        assert ordeal.row is not None
        assert (ordeal.row.state, ordeal.row.reason) == (RowState.REFUSED, "bit_not_switched")
        assert state(ordeal.book) == before
        assert look(disk / "journal.db").kinds() == ["check_out", "undo"]
        bench.leave()
        ordeal.check()


@pytest.mark.parametrize("lock_name", LOCKS)
def test_a_tag_that_cannot_be_secured_is_returned_and_put_on_the_list(
    disk: Path, lock_name: str
) -> None:
    """R11: the thing is here, whatever its marks say; staff get to know. Guard: OpenRepair in
    `returning.recorded`."""
    method, what = LOCKS[lock_name]
    with bench_at(disk, security={"method": method}) as bench:
        ordeal = Ordeal(bench, Way.RETURN)
        lock(ordeal.book, what)
        ordeal.run(lambda _: "", 8.0)
        assert ordeal.done()
        found = look(disk / "journal.db")
        assert "check_in" in found.kinds()
        assert "tag_state" in found.kinds()
        assert [wanted for _, wanted in found.repairs.values()] == ["secured"]
        bench.leave()
        ordeal.check()
