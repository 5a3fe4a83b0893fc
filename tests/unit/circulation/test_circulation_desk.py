"""Staff over REST: conflicts, holds, fees, items. As the operator, and as staff of one branch."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import requests
from sqlalchemy import select

from catalogue.db.present import ConflictRow
from catalogue.db.staff import AuditEntry
from support.central import DAY, DUE, MINUTE, T0, patron_of, serving
from support.circulation_town import BusyTown

Call = Callable[..., requests.Response]


@pytest.fixture
def call(busy: BusyTown) -> Iterator[Call]:
    """Asks the town's server as its operator."""
    with serving(busy) as url, requests.Session() as web:

        def ask(path: str, body: object = None, token: str | None = None) -> requests.Response:
            key = busy.services.keys.admin_token if token is None else token
            headers = {"Authorization": f"Bearer {key}"}
            if body is None:
                return web.get(url + "/v1/staff" + path, headers=headers, timeout=20)
            return web.post(url + "/v1/staff" + path, json=body, headers=headers, timeout=20)

        yield ask


def two_loans(busy: BusyTown) -> str:
    """Lent to P, then to Q elsewhere; the id of Q's loan."""
    a, b = busy.kiosk("a1", "A"), busy.kiosk("b1", "B")
    second = b.check_out(T0 + 60 * MINUTE, "Q")
    busy.send(a, a.check_out(T0))
    busy.send(b, second)
    busy.clock.pass_ms(DAY)
    return second.id


def test_conflict_is_listed_with_what_is_usual_and_settled(busy: BusyTown, call: Call) -> None:
    second = two_loans(busy)
    [found] = call("/conflicts").json()["conflicts"]
    assert (found["code"], found["default"], found["urgent"]) == ("loan_over_loan", "keep", False)
    assert found["told"] == ["desk", "old_borrower"]
    assert [each["patron"] for each in found["evidence"]] == [patron_of("P"), patron_of("Q")]
    assert ("loan_over_loan", False) in busy.told("P")
    done = call(f"/conflicts/{found['id']}/resolve", {"choice": "void", "void": [second]})
    assert done.status_code == 200, done.text
    assert busy.item().patron == patron_of("P")
    assert call("/conflicts").json()["conflicts"] == []
    again = call(f"/conflicts/{found['id']}/resolve", {"choice": "keep"})
    assert (again.status_code, again.json()["code"]) == (409, "too_late")
    with busy.services.database.read() as session:
        assert session.scalars(select(ConflictRow.state)).all() == ["resolved"]
        actions = session.scalars(select(AuditEntry.action)).all()
    assert "conflict.resolve" in actions


def test_only_records_of_the_evidence_can_be_void(busy: BusyTown, call: Call) -> None:
    two_loans(busy)
    [found] = call("/conflicts").json()["conflicts"]
    for body in (
        {"choice": "void", "void": ["another"]},
        {"choice": "void"},
        {"choice": "keep", "void": [found["evidence"][0]["operation"]]},
    ):
        assert call(f"/conflicts/{found['id']}/resolve", body).status_code == 404
    assert call("/conflicts/none/resolve", {"choice": "keep"}).status_code == 404


def test_hold_is_placed_for_a_patron_and_cancelled(busy: BusyTown, call: Call) -> None:
    body = {"patron": patron_of("P"), "title": "t", "pickup": "A"}
    refused = call("/holds", body)
    assert (refused.status_code, refused.json()["reason"]) == (409, "on_shelf")
    hold = call("/holds", {**body, "override": True}).json()["operation"]
    [line] = call("/titles/t/holds").json()["holds"]
    assert (line["id"], line["status"], line["patron"]) == (hold, "waiting", patron_of("P"))
    assert call("/branches/A/shelf").json() == {"fetch": ["x"], "clear": []}
    assert call(f"/holds/{hold}/cancel", {}).status_code == 200
    assert call(f"/holds/{hold}/cancel", {}).json()["code"] == "too_late"


def test_copy_of_a_cancelled_hold_is_cleared_for_the_next(busy: BusyTown, call: Call) -> None:
    first, second = busy.place("R"), busy.place("Q", T0 + 1)
    a = busy.kiosk("a1")
    busy.clock.pass_ms(DAY)
    busy.send(a, a.check_in(T0 + DAY))
    busy.clock.pass_ms(MINUTE)
    call(f"/holds/{first}/cancel", {})
    assert call("/branches/A/shelf").json()["clear"] == ["x"]
    busy.clock.pass_ms(MINUTE)
    assert call("/items/x/clear", {}).status_code == 200
    assert busy.hold(second).status == "ready"
    assert call("/branches/A/shelf").json()["clear"] == []


def test_loan_is_renewed_at_the_desk(busy: BusyTown, call: Call) -> None:
    a = busy.kiosk("a1")
    loan = a.check_out(T0)
    busy.send(a, loan)
    busy.clock.now_ms = DUE + DAY
    refused = call(f"/loans/{loan.id}/renew", {"branch": "A"})
    assert refused.json()["reason"] == "overdue"
    assert [each["item"] for each in call("/overdue").json()["loans"]] == ["x"]
    assert call(f"/loans/{loan.id}/renew", {"branch": "A", "override": True}).status_code == 200
    assert (busy.item().due_ms or 0) > DUE + 21 * DAY
    assert call("/overdue").json()["loans"] == []


def test_fees_are_assessed_set_and_paid(busy: BusyTown, call: Call) -> None:
    who = {"patron": patron_of("P")}
    fee = call("/fees", {**who, "cents": 500, "note": "couverture"}).json()["operation"]
    assert call(f"/fees/{fee}/adjust", {"cents": 800}).status_code == 200
    assert call(f"/fees/{fee}/pay", {"cents": 900}).json()["code"] == "too_late"
    busy.clock.pass_ms(1)
    assert call(f"/fees/{fee}/pay", {"cents": 300}).status_code == 200
    found = call("/fees/list", {"card": "2104800000001"}).json()
    [line] = found["lines"]
    assert (found["balance_cents"], line["cents"], line["paid_cents"]) == (500, 800, 300)
    assert call("/fees/none/pay", {"cents": 1}).status_code == 404
    assert call(f"/fees/{fee}/pay", {"cents": -1}).status_code == 422


def test_items_are_lost_found_and_withdrawn(busy: BusyTown, call: Call) -> None:
    for what, status in (
        ("item_lost", "lost"),
        ("item_found", "available"),
        ("item_withdrawn", "withdrawn"),
    ):
        busy.clock.pass_ms(MINUTE)
        assert call("/items/x/says", {"what": what, "branch": "A"}).status_code == 200
        assert busy.item().status == status
    assert call("/items/none/says", {"what": "item_lost"}).status_code == 404


def test_item_in_transit_arrives(busy: BusyTown, call: Call) -> None:
    b = busy.kiosk("b1", "B")
    busy.clock.pass_ms(DAY)
    busy.send(b, b.check_in(T0 + DAY))
    busy.clock.pass_ms(MINUTE)
    call("/items/x/says", {"what": "transit_receive", "branch": "A"})
    assert (busy.item().status, busy.item().branch) == ("available", "A")


def test_nobody_without_a_token_reads_anything(busy: BusyTown, call: Call) -> None:
    for path in ("/conflicts", "/overdue", "/titles/t/holds", "/branches/A/shelf"):
        assert call(path, token="wrong").status_code == 401
