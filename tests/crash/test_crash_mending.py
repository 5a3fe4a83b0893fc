"""R9: a wrong mark found at any contact is put right and told, by one piece of code."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.session.pages import Way
from rfid.sim.field import VirtualTag
from support.crash_bench import bench_at
from support.crash_ordeal import Ordeal
from support.crash_town import ON_LOAN, SECURED, book

WRONG = {
    "never programmed": ("afi", 0x00, False),
    "another system's": ("afi", 0xD7, False),
    "AFI without EAS": ("both", SECURED, False),
    "EAS without AFI": ("both", ON_LOAN, True),
    "neither": ("both", 0x5A, False),
}


def marked(wrong: str) -> tuple[dict[str, object], VirtualTag]:
    method, afi, eas = WRONG[wrong]
    made = book(1, afi=afi)
    made.icode.eas = eas
    return {"method": method}, made


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_mark_found_at_rest_is_put_right_and_told_the_town(disk: Path, wrong: str) -> None:
    """Guard: Repairs._mend."""
    security, found = marked(wrong)
    with bench_at(disk, security=security) as bench:
        bench.ready()
        bench.run(1.0)
        bench.field.lay(found)
        bench.run(3.0)
        assert (found.afi, found.icode.eas) == (SECURED, bench.with_eas)
        bench.until(lambda: len(bench.town.stored) > 0)
        (told,) = (op for op in bench.town.stored.values() if op["kind"] == "tag_state")
        said = told["payload"]
        assert isinstance(said, dict)
        assert (said["found"], said["wanted"], said["reason"]) == ("secured", "secured", "mended")


@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_mark_found_in_a_session_ends_as_the_session_wants_it(
    disk: Path, wrong: str, way: Way
) -> None:
    security, before = marked(wrong)
    with bench_at(disk, security=security) as bench:
        ordeal = Ordeal(bench, way)
        ordeal.book.afi, ordeal.book.icode.eas = before.afi, before.icode.eas
        ordeal.run(lambda _: "", 4.0)
        assert ordeal.done()
        lent = way is Way.BORROW
        assert ordeal.book.afi == (ON_LOAN if lent else SECURED)
        assert ordeal.book.icode.eas == (bench.with_eas and not lent)
        bench.leave()
        ordeal.check_end()
