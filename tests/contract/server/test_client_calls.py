"""Calls for help and why a gate rings: client, server and desk on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.client import CentralClient
from catalogue.errors import Refused
from catalogue.services.calls import PATIENCE_MS, Calls, UnknownCall
from catalogue.wire.v1 import ItemStanding
from support.central import T0, Kiosk, LittleTown, client_of, serving


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


@pytest.fixture
def client(town: LittleTown, kiosk: Kiosk) -> Iterator[CentralClient]:
    with serving(town) as url, client_of(town, url, kiosk) as made:
        yield made


@pytest.fixture
def calls(town: LittleTown) -> Calls:
    return Calls(town.services.database, town.clock, iter(map(str, range(100))).__next__)


def anywhere(_branch: str | None) -> bool:
    return True


def test_patron_sees_that_somebody_comes_and_that_it_is_over(
    client: CentralClient, calls: Calls
) -> None:
    call = client.call_help("tray")
    assert (call.state, client.help_call(call.id)) == ("waiting", call)
    (seen,) = calls.waiting(anywhere).calls
    assert (seen.id, seen.station, seen.branch, seen.page) == (call.id, "a1", "A", "tray")
    assert calls.acknowledge(call.id, "Marie", anywhere).coming_by == "Marie"
    assert client.help_call(call.id).state == "coming"
    calls.end(call.id, anywhere)
    assert client.help_call(call.id).state == "ended"
    assert calls.waiting(anywhere).calls == []


def test_pressing_again_is_the_same_call_until_it_is_over(client: CentralClient) -> None:
    call = client.call_help("tray")
    assert client.call_help("start") == call
    client.end_help_call(call.id)
    assert client.call_help("start").id != call.id


def test_call_nobody_answers_is_over_after_a_while(
    client: CentralClient, calls: Calls, town: LittleTown
) -> None:
    call = client.call_help("tray")
    town.clock.pass_ms(PATIENCE_MS)
    assert client.help_call(call.id).state == "ended"
    assert calls.waiting(anywhere).calls == []
    assert client.call_help("tray").id != call.id


def test_first_who_says_that_she_comes_is_the_one(client: CentralClient, calls: Calls) -> None:
    call = client.call_help("tray").id
    calls.acknowledge(call, "Marie", anywhere)
    assert calls.acknowledge(call, "Paul", anywhere).coming_by == "Marie"


def test_call_of_another_branch_is_not_ones_own(client: CentralClient, calls: Calls) -> None:
    call = client.call_help("tray").id
    assert calls.waiting(lambda branch: branch == "B").calls == []
    with pytest.raises(UnknownCall):
        calls.acknowledge(call, "Marie", lambda branch: branch == "B")


def test_call_of_another_station_is_nobodys(client: CentralClient, town: LittleTown) -> None:
    call = client.call_help("tray").id
    other = town.kiosk("a2")
    with serving(town) as url, client_of(town, url, other) as stranger:
        with pytest.raises(Refused) as refused:
            stranger.help_call(call)
        with pytest.raises(Refused):
            stranger.end_help_call(call)
    assert refused.value.problem.code == "call_unknown"


def test_thing_on_loan_names_its_loan_and_nobody(
    client: CentralClient, town: LittleTown, kiosk: Kiosk
) -> None:
    loan = kiosk.check_out(T0)
    town.send(kiosk, loan)
    item = loan.item or ""
    assert client.item_standing(item) == ItemStanding(item=item, known=True, loan=loan.id)
    town.send(kiosk, kiosk.check_in(T0 + 1, item))
    assert client.item_standing(item) == ItemStanding(item=item, known=True)
    assert client.item_standing("a b/c?d") == ItemStanding(item="a b/c?d", known=False)
