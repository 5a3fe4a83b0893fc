"""Things whose tag is not read, at a whole station with its server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from catalogue.db.present import ItemRow
from catalogue.db.record import StoredOperation
from kiosk.session.scan_events import NotRead, Scanned
from kiosk.session.states import RowState, SessionState
from support.stations import Kiosk, Twin

if TYPE_CHECKING:
    from conftest import Town


def scan(kiosk: Kiosk, item: str) -> None:
    """Under the scanner, not to be seen by the pad, and through."""

    def told(state: SessionState) -> bool:
        row = state.row(item)
        return row is not None and row.state in (RowState.DONE, RowState.REFUSED)

    kiosk.until_true(lambda: kiosk.station_knows(item), "the catalogue")
    kiosk.send(Scanned(item))
    kiosk.until(lambda state: state.row(item) is not None, f"{item} looked up")
    kiosk.send(NotRead())
    kiosk.until(told, f"{item} lent or not")


def reason(kiosk: Kiosk, item: str) -> str | None:
    row = kiosk.state.row(item)
    return None if row is None else row.reason


def at_server(town: Town, item: str) -> tuple[str, str]:
    """Status there, and how the newest record of it says that it was in hand."""
    with town.little.services.database.read() as session:
        state = session.get(ItemRow, item)
        records = session.scalars(select(StoredOperation).where(StoredOperation.item == item))
        return (
            state.status if state else "",
            "".join(json.loads(each.body)["presence"] for each in records),
        )


def test_thing_lent_by_its_barcode_is_hers_at_the_server_and_opened_when_its_tag_is_read(
    kiosk: Kiosk, town: Town, twin: Twin
) -> None:
    kiosk.borrow()
    scan(kiosk, "x")
    assert (reason(kiosk, "x"), at_server(town, "x")) == ("barcode", ("on_loan", "scan"))
    twin.lay("x")
    kiosk.until(lambda _: reason(kiosk, "x") is None, "its tag")
    assert twin.afi("x") == "C2"
    kiosk.leave()
    kiosk.settled("check_out", "tag_state")


def test_cut_off_it_is_lent_by_the_same_rules_and_the_server_takes_it(
    kiosk: Kiosk, town: Town
) -> None:
    kiosk.borrow()
    kiosk.until_true(lambda: kiosk.station_knows("z"), "the catalogue")
    town.die()
    scan(kiosk, "z")
    assert (reason(kiosk, "z"), kiosk.state.row("z").confirmed) == ("barcode", False)
    kiosk.leave()
    kiosk.borrow("Q")
    scan(kiosk, "z")
    assert reason(kiosk, "z") == "lent_already"
    kiosk.leave()
    town.open()
    kiosk.until(lambda state: state.online, "the server back")
    kiosk.settled("check_out")
    assert at_server(town, "z") == ("on_loan", "scan")
