"""Receipts carried out: on paper with the printer's state told, by mail over the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from catalogue.client import Ambiguous, Refused, Unreachable
from catalogue.wire.receipts import ReceiptMailed, ReceiptWanted
from catalogue.wire.v1 import Problem
from kiosk.acts.mailing import ReceiptMails
from kiosk.acts.printing import Printing
from kiosk.devices.health import DeviceHealth, Health
from kiosk.devices.printing import Paper, PrinterFault
from kiosk.receipts.content import Heading
from kiosk.receipts.layout import Layout, Slip
from kiosk.session.effects import MailReceipts, MailWish, PrintReceipts, SlipWish
from kiosk.session.events import Event
from kiosk.session.receipt_events import PrinterSaid, ReceiptGiven
from kiosk.session.receipt_state import By
from kiosk.session.states import RowState, TrayRow

HEADING = Heading("Valbreuil", "Les Tilleuls", "Europe/Paris", 1_764_340_200_000)
ROWS = (TrayRow("1", "1", ("E0",), RowState.DONE, operation="op", due_ms=1_765_580_399_999),)


@dataclass
class Printer:
    """`says`: what it says next; a text: it faults with it."""

    says: list[Paper | str]
    printed: list[Slip] = field(default_factory=list)

    def print_slips(self, slips: Sequence[Slip]) -> Paper:
        said = self.paper()
        self.printed += slips
        return said

    def paper(self) -> Paper:
        said = self.says.pop(0)
        if not isinstance(said, Paper):
            raise PrinterFault(said)
        return said


def printing_of(printer: Printer | None, told: list[Event], health: Health) -> Printing:
    return Printing(printer, Layout(42), health, lambda: HEADING, "fr", told.append)


def test_each_slip_is_in_its_language_and_the_town_speaks_for_who_said_nothing() -> None:
    told: list[Event] = []
    printer = Printer([Paper.FINE])
    slips = (SlipWish(ROWS, ""), SlipWish(ROWS, "en"), SlipWish(ROWS, "fr", "Paul M."))
    printing_of(printer, told, Health(lambda: 0)).receipts(PrintReceipts(slips))
    french, english, named = printer.printed
    assert "Retour le" in french.text
    assert "Due " in english.text
    assert "Paul M." in named.text
    assert told == [PrinterSaid("fine"), ReceiptGiven(By.PAPER, True)]


def test_paper_that_ran_out_is_told_to_the_page_and_to_health_and_paper_put_in_too() -> None:
    changes: list[DeviceHealth] = []
    told: list[Event] = []
    health = Health(lambda: 7, changes.append)
    printer = Printer(["gone wrong", Paper.OUT, Paper.FINE, Paper.LOW])
    printing = printing_of(printer, told, health)
    printing.receipts(PrintReceipts((SlipWish(ROWS, "fr"),)))
    assert told == [PrinterSaid("gone"), PrinterSaid("out"), ReceiptGiven(By.PAPER, False, "paper")]
    assert printing.look()
    assert printing.look()
    assert told[3:] == [PrinterSaid("fine"), PrinterSaid("low")]
    assert [change.problem for change in changes] == [
        "gone wrong",
        "there is no paper",
        None,
        "the paper is almost used up",
    ]


def test_printer_that_is_not_there_is_said_so() -> None:
    told: list[Event] = []
    printing = printing_of(Printer(["away", "away"]), told, Health(lambda: 0))
    printing.receipts(PrintReceipts((SlipWish(ROWS, "fr"),)))
    assert told[-1] == ReceiptGiven(By.PAPER, False, "printer")
    nobody = printing_of(None, told, Health(lambda: 0))
    nobody.receipts(PrintReceipts((SlipWish(ROWS, "fr"),)))
    assert told[-1] == ReceiptGiven(By.PAPER, False, "printer")
    assert not nobody.look()


class Server:
    """Answers with what is next: a fault, or that it waits."""

    def __init__(self, *said: Exception | None) -> None:
        self.said = list(said)
        self.asked: list[ReceiptWanted] = []

    def mail_receipt(self, wanted: ReceiptWanted) -> ReceiptMailed:
        self.asked.append(wanted)
        fault = self.said.pop(0)
        if fault is not None:
            raise fault
        return ReceiptMailed(id=wanted.id, state="waiting")


REFUSED = Refused(Problem(title="No address", status=409, code="no_address"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ((None, None), ReceiptGiven(By.MAIL, True, None, 2)),
        ((REFUSED, None), ReceiptGiven(By.MAIL, True, None, 1)),
        ((REFUSED, REFUSED), ReceiptGiven(By.MAIL, False, "mail")),
        ((Unreachable("x"), Unreachable("x")), ReceiptGiven(By.MAIL, False, "no_network")),
        ((Ambiguous("x"), None, None), ReceiptGiven(By.MAIL, True, None, 2)),
    ],
)
def test_server_is_asked_for_each_card_and_what_it_says_is_told(
    said: tuple[Exception | None, ...], answer: ReceiptGiven
) -> None:
    """What was not answered is asked again with its id. Guard: `TRIES`."""
    told: list[Event] = []
    server, ids = Server(*said), iter(["m1", "m2"])
    wishes = (MailWish("s-1", ("op-1",), "fr"), MailWish("s-2", ("op-2",), "en"))
    ReceiptMails(server, lambda: next(ids), told.append).send(MailReceipts(wishes))
    assert told == [answer]
    assert {each.id for each in server.asked} == {"m1", "m2"}
    assert server.asked[-1].language == "en"
