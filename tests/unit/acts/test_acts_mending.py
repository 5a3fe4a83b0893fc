"""R9: tags that say neither of the two states are put right at any contact, and it is told."""

from __future__ import annotations

import pytest

from kiosk.acts.mending import wanted_of
from kiosk.session.events import LoanDecided
from rfid.events import SecurityDone, SecurityOutcome
from rfid.tagdata.model import ItemTag, TagReading, TypeOfUsage, Verdict
from rfid.types import Afi, Dsfid, Security, Uid
from support.acts_bench import Bench
from support.station_store import ITEM, UID

OTHER = Afi(0x5A)


def lay(
    bench: Bench,
    *,
    afi: Afi | None = OTHER,
    security: Security | None = None,
    verdict: Verdict = Verdict.ITEM,
    item: str = ITEM,
) -> None:
    """A tag arrives that says neither, unless said otherwise."""
    tag = ItemTag(item, 1, 1, "FR999990001", TypeOfUsage.CIRCULATING)
    bench.pad.arrived(TagReading(Uid.parse(UID), verdict, tag, afi, Dsfid(0x3E), security, ""))
    bench.repairs.work_off(UID)


def stays(bench: Bench) -> None:
    """The reader says that it still reads back neither."""
    order = bench.orders.pop(0)
    outcome = SecurityOutcome.STRANGE
    bench.pad.switched(
        SecurityDone("pad", order.token, order.uid, order.wanted, outcome, OTHER, OTHER)
    )


@pytest.mark.parametrize("lent", [False, True])
def test_a_tag_that_says_neither_is_made_what_its_record_says(bench: Bench, lent: bool) -> None:
    """Guard: the item's status in `wanted_of`."""
    if lent:
        loan = bench.lend()
        assert isinstance(loan, LoanDecided)
        assert loan.operation is not None
        bench.journal.close_intent(loan.operation, UID)
        bench.bits.session_over()
    before = bench.kinds()
    lay(bench)
    assert bench.open_bits() == [(UID, "on_loan" if lent else "secured")]
    assert bench.answer().wanted is (Security.ON_LOAN if lent else Security.SECURED)
    assert bench.kinds() == [*before, "tag_state"]
    assert bench.open_bits() == []


@pytest.mark.parametrize(
    "untouched",
    [
        {"verdict": Verdict.FOREIGN},
        {"verdict": Verdict.PATRON_CARD},
        {"verdict": Verdict.DAMAGED},
        {"item": "unknown"},
        {"afi": None},
        {"afi": Afi(0x07), "security": Security.SECURED},
        {"afi": Afi(0xC2), "security": Security.ON_LOAN},
    ],
)
def test_what_is_not_ours_not_known_or_plain_is_left_alone(
    bench: Bench, untouched: dict[str, object]
) -> None:
    """Each guard stands in `wanted_of`."""
    lay(bench, **untouched)
    assert (bench.orders, bench.kinds()) == ([], [])


@pytest.mark.parametrize("verdict", Verdict)
def test_only_what_is_an_item_of_the_site_has_a_state_to_be_in(
    bench: Bench, verdict: Verdict
) -> None:
    """Guard: the verdict in `wanted_of`, besides that of Repairs.work_off."""
    tag = ItemTag(ITEM, 1, 1, "FR999990001", TypeOfUsage.CIRCULATING)
    reading = TagReading(Uid.parse(UID), verdict, tag, OTHER, Dsfid(0x3E), None, "")
    wanted = wanted_of(reading, bench.snapshot.item(ITEM))
    assert (wanted is not None) == (verdict is Verdict.ITEM)


def test_nothing_is_put_right_while_the_record_may_be_another(bench: Bench) -> None:
    """Guard: `online` in Repairs.work_off."""
    bench.online = False
    lay(bench)
    assert bench.orders == []


def test_a_tag_of_the_running_session_is_left_to_it(bench: Bench) -> None:
    bench.bits.claim((UID,))
    lay(bench)
    assert bench.orders == []


def test_one_that_cannot_be_put_right_is_on_the_list_once(bench: Bench) -> None:
    """Guard: `TagState.listed` in Repairs._switched."""
    for _ in range(3):
        lay(bench)
        stays(bench)
    assert bench.kinds() == ["tag_state"]
    assert bench.open_bits() == []


def test_one_that_leaves_is_tried_again_at_the_next_contact(bench: Bench) -> None:
    lay(bench)
    bench.answer(SecurityOutcome.GONE)
    assert (bench.kinds(), bench.open_bits()) == ([], [])
    lay(bench)
    bench.answer()
    assert bench.kinds() == ["tag_state"]
