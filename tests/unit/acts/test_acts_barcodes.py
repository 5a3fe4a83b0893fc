"""Lent by its barcode: what is recorded, what is not even asked, and the tag that is read later."""

from __future__ import annotations

import pytest

from catalogue.wire.operating import StationHealth
from catalogue.wire.v1 import ItemStanding
from kiosk.acts.barcodes import Barcodes
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.line import Line
from kiosk.gateway.protocol import Decision
from kiosk.session.effects import CheckGate, LendItem, LookUpBarcode
from kiosk.session.events import GateChecked, LoanDecided
from kiosk.session.scan_events import BarcodeTold, ScannedThing, TagOpened
from kiosk.session.states import Finding
from kiosk.session.titles import TitleInfo
from kiosk.store.rows import DecidedBy
from kiosk.sync.health_report import HealthReport
from rfid.events import SecurityOutcome
from rfid.types import Security
from support.acts_bench import Bench, patron
from support.station_feed import RESERVED, change, item_row, page
from support.station_store import CARD, ITEM, UID, HandClock

NO = Decision(False, DecidedBy.SERVER, recorded=False, reason="limit")


def ask(bench: Bench, item: str = ITEM) -> LoanDecided:
    """She asks for a thing by its barcode."""
    bench.circulation.lend(LendItem(item, item, (), None, patron()))
    answer = bench.posted[-1]
    assert isinstance(answer, LoanDecided)
    return answer


def lay_and_work(bench: Bench, security: Security = Security.SECURED) -> None:
    bench.lay(security)
    bench.repairs.work_off(UID)


def problems(bench: Bench) -> dict[str, str]:
    """What the server is told of the station."""
    told: list[StationHealth] = []

    class Client:
        def tell_health(self, health: StationHealth) -> None:
            told.append(health)

    clock = HandClock()
    HealthReport(
        *(Client(), bench.journal, bench.snapshot, Line(clock), clock, lambda: ()),
        reader="pad",
        version="0",
        every_s=60.0,
    ).step(0.0)
    return {each.device: each.problem for each in told[0].problems}


def test_loan_by_barcode_is_recorded_as_scanned_without_a_tag(bench: Bench) -> None:
    answer = ask(bench)
    assert (answer.accepted, answer.online) == (True, True)
    (record,) = bench.bodies()
    assert record["presence"] == "scan"
    assert "evidence" not in record
    assert (bench.open_bits(), bench.listed()) == ([], [])


@pytest.mark.parametrize("word", ["server", "feed", "own journal"])
def test_thing_somebody_has_on_loan_is_not_asked_for_by_its_barcode(
    bench: Bench, word: str
) -> None:
    """Asked for and refused it would be a sighting, and end that loan. Guard:
    `Circulation._unproven`."""
    if word == "server":
        bench.gateway.standings[ITEM] = ItemStanding(item=ITEM, known=True, loan="l-1")
    elif word == "feed":
        bench.fed(item_row(ITEM, status="on_loan"))
    else:
        bench.lend()
    before = len(bench.bodies())
    answer = ask(bench)
    assert (answer.accepted, answer.operation, answer.reason) == (False, None, "lent_already")
    assert len(bench.bodies()) == before


def test_cut_off_nothing_is_recorded_that_the_rules_refuse(bench: Bench) -> None:
    """Guard: the verdict in `Circulation._unproven`."""
    answer = ask(bench, RESERVED)
    assert (answer.operation, answer.reason, bench.bodies()) == (None, "reserved", [])


def test_refused_by_the_server_it_is_undone(bench: Bench) -> None:
    bench.gateway.standings[ITEM] = ItemStanding(item=ITEM, known=True)
    bench.gateway.answers.append(NO)
    answer = ask(bench)
    assert (answer.accepted, answer.reason) == (False, "limit")
    assert bench.kinds() == ["check_out", "undo"]


def test_tag_read_later_is_opened_and_told(bench: Bench) -> None:
    """Guard: `Repairs._open_lent`."""
    loan = ask(bench).operation
    lay_and_work(bench)
    assert bench.open_bits() == [(UID, "on_loan")]
    assert bench.answer().wanted is Security.ON_LOAN
    assert bench.posted[-1] == TagOpened(ITEM, UID)
    assert (bench.open_bits(), bench.listed()) == ([], [])
    told = bench.bodies()[-1]
    assert (told["kind"], told["refs"]) == ("tag_state", {"about": loan})
    lay_and_work(bench)
    assert bench.orders == [], "once told, its tag is a tag like any other"


def test_tag_read_later_that_does_not_follow_leaves_the_loan_and_is_listed(bench: Bench) -> None:
    """Guard: `Repairs._never_left`."""
    loan = ask(bench).operation or ""
    lay_and_work(bench)
    bench.answer(SecurityOutcome.NOT_SWITCHED)
    assert bench.journal.loan_stands(loan)
    assert bench.listed() == [(UID, "on_loan", "not_switched")]
    assert bench.kinds() == ["check_out", "tag_state"]


def test_after_a_power_cut_the_tag_that_does_not_follow_leaves_the_loan_too(bench: Bench) -> None:
    loan = ask(bench).operation or ""
    lay_and_work(bench)
    bench.start()
    lay_and_work(bench)
    bench.answer(SecurityOutcome.NOT_SWITCHED)
    assert bench.journal.loan_stands(loan)


def test_tag_is_not_opened_for_a_loan_that_is_over_or_undecided(bench: Bench) -> None:
    """Guards: `barcode_loans`, `Projection.barcode_loan`."""
    ask(bench)
    bench.fed(item_row(ITEM, status="available"))
    lay_and_work(bench)
    assert bench.orders == [], "over elsewhere"
    bench.journal.record_check_in(ITEM, "A", {"uid": UID})
    lay_and_work(bench)
    assert bench.orders == [], "given back here"


def test_question_without_an_answer_opens_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.circulation, "_settle", lambda _op, _decision: False)
    ask(bench)
    lay_and_work(bench)
    assert bench.orders == []


def test_scanned_at_the_gate_it_is_told_and_left_alone(bench: Bench) -> None:
    bench.lay(Security.SECURED)
    for loan, finding in (("l-1", Finding.LENT_UNREAD), (None, Finding.NOT_LENT)):
        bench.gateway.standings[ITEM] = ItemStanding(item=ITEM, known=True, loan=loan)
        bench.gate.check(CheckGate(ITEM, ITEM, ""))
        assert bench.posted[-1] == GateChecked(ITEM, finding)
    assert bench.orders == []


def test_gate_page_opens_what_was_lent_by_its_barcode(bench: Bench) -> None:
    ask(bench)
    bench.lay(Security.SECURED)
    bench.gate.check(CheckGate(UID, ITEM, UID))
    assert bench.answer().wanted is Security.ON_LOAN
    assert bench.posted[-1] == GateChecked(UID, Finding.OPENED)


def test_server_is_told_of_tags_that_were_not_read_until_they_are(bench: Bench) -> None:
    assert "tags" not in problems(bench)
    ask(bench)
    assert problems(bench)["tags"] == f"1 lent by barcode, their tags were not read: {ITEM}"
    lay_and_work(bench)
    bench.answer()
    assert "tags" not in problems(bench)


def test_code_is_a_card_a_thing_or_neither(bench: Bench) -> None:
    bench.snapshot.apply(
        page(
            [
                item_row(CARD),
                item_row("kit-1", "k"),
                change("kit", "kit-1", parts=[{"code": "cable", "name": "câble"}]),
                change("title", "k", title="Liseuse", kind="ereader"),
            ],
            "c2",
        )
    )
    barcodes = Barcodes(
        bench.snapshot, bench.keyring, StorageWatch(bench.health), bench.posted.append
    )

    def told(code: str) -> BarcodeTold:
        barcodes.look(LookUpBarcode(code))
        answer = bench.posted[-1]
        assert isinstance(answer, BarcodeTold)
        return answer

    assert told(CARD) == BarcodeTold(CARD, card=True), "a card goes before a thing of its number"
    assert told(ITEM).thing == ScannedThing("t1", TitleInfo("Germinal", "Zola", "book"), True)
    assert told("kit-1").thing == ScannedThing("k", TitleInfo("Liseuse", "", "book"), False)
    assert told("9782070360024") == BarcodeTold("9782070360024")
