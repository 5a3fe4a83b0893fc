"""However a session ends, nothing of it is left for the next patron (K2).

Searched are all objects of the screen with all their texts (visible or not), the models, what a
screen reader is told, and what the program holds in Python. Each way to end has its guard beside
it; that the search finds what is there is tried while the session runs.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.session import kitting
from kiosk.session.account_state import Asked
from kiosk.session.pages import Page
from kiosk.session.receipt_state import Given
from kiosk.session.states import RowState
from support.kiosk_running import RunningKiosk, World, kiosk_in
from support.kiosk_traces import held, leaks
from support.people import Canary, canary

End = Callable[[RunningKiosk, World, Canary], None]
ENDS: dict[str, End] = {}


def end(made: End) -> End:
    ENDS[made.__name__] = made
    return made


def borrow(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Her card on the pad and one book; both stay there."""
    kiosk.until_page(Page.START)
    world.twin.lay(who.card, card=True)
    kiosk.until(lambda state: bool(state.pad), "the card")
    kiosk.tap("choose-borrow")
    kiosk.until_page(Page.PIN)
    kiosk.type(who.pin)
    kiosk.tap("action-main")
    kiosk.until_page(Page.TRAY)
    world.twin.lay(who.books[0].item)
    kiosk.until_row(who.books[0].item, RowState.DONE)


@end
def finished(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `ending.end` begins a fresh state."""
    borrow(kiosk, world, who)
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-none")


@end
def took_a_receipt(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `ending.end` begins a fresh state; the paper is hers alone."""
    borrow(kiosk, world, who)
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-paper")
    kiosk.until(lambda state: not state.checking, "the receipt")
    assert kiosk.state.receipt is not None
    assert kiosk.state.receipt.given is Given.DONE
    kiosk.tap("action-main")


@end
def walked_away_from_her_receipt(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """With titles and a code on screen. Guards: `deadlines.expire`, `ReceiptView.show_state`."""
    borrow(kiosk, world, who)
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-screen")
    kiosk.until_page(Page.RECEIPT)
    assert {"shown", "told"} <= {way for way, _ in leaks(kiosk.traces(), (who.books[0].title,))}
    kiosk.wait(61, Page.START)


@end
def walked_away_from_the_tray(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `deadlines.expire`."""
    borrow(kiosk, world, who)
    kiosk.wait(61, Page.FINISH)
    kiosk.wait(21, Page.START, Page.RESTING)


@end
def walked_away_from_the_pin(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `ending.end` begins a fresh state."""
    kiosk.tap("choose-borrow")
    kiosk.scan(who.card)
    kiosk.until_page(Page.PIN)
    kiosk.type(who.pin[:-1])
    kiosk.wait(61, Page.START)


@end
def cancelled_with_a_number_half_typed(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `identify.back` ends the session."""
    kiosk.tap("choose-borrow")
    kiosk.type(who.card[:-1])
    kiosk.tap("action-back")


@end
def cancelled_at_the_pin(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `identify._card_again` forgets card and PIN."""
    kiosk.tap("choose-borrow")
    kiosk.scan(who.card)
    kiosk.until_page(Page.PIN)
    kiosk.type(who.pin[:-1])
    kiosk.tap("action-back")
    kiosk.until_page(Page.IDENTIFY)
    assert leaks(kiosk.traces(), who.person) == []
    kiosk.tap("action-back")


@end
def wrong_pin_and_gone(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `identify.confirm` drops the PIN it sends."""
    kiosk.tap("choose-borrow")
    kiosk.scan(who.card)
    kiosk.until_page(Page.PIN)
    kiosk.type(who.pin[::-1])
    kiosk.tap("action-main")
    kiosk.until(lambda state: state.notice is not None, "the refusal")
    assert leaks(kiosk.traces(), (who.pin[::-1],)) == []
    kiosk.wait(61, Page.START)


@end
def another_card_laid_down(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """It changes nothing, and what is known of it goes, too. Guard: `identify.card_shown`."""
    borrow(kiosk, world, who)
    other = PEOPLE["another_card_laid_down, the other"]
    world.twin.lay(other.card, card=True)
    kiosk.until(lambda state: len(state.pad) == 3, "the other card")
    assert kiosk.state.patron is not None
    assert kiosk.state.patron.card == who.card
    world.twin.lift(who.card, other.card)
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-none")


@end
def reader_lost(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: a pad that is gone lets the session end (`deadlines.expire`)."""
    borrow(kiosk, world, who)
    world.twin.order("unplug")
    kiosk.until(lambda state: not state.reader_up, "the reader gone")
    kiosk.wait(61, Page.FINISH)
    kiosk.wait(21, Page.START, Page.RESTING)
    assert leaks(kiosk.traces(), (*who.person, *who.reading), "held") == []
    world.twin.order("plug")


@end
def server_lost(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `ending.end` begins a fresh state."""
    borrow(kiosk, world, who)
    world.die()
    world.twin.lay(who.books[1].item)
    kiosk.until_row(who.books[1].item, RowState.DONE)
    assert not kiosk.state.online
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-none")
    world.open()
    kiosk.until(lambda state: state.online, "the server back")


@end
def lifted_and_given_up(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: the attention page is closed by `deadlines.expire`."""
    borrow(kiosk, world, who)
    world.twin.order("arm", trigger="lift@write_afi:1")
    world.twin.lay(who.books[1].item)
    kiosk.until(lambda _: world.twin.fired("lift@write_afi:1"), "the order")
    world.twin.lift(who.books[1].item)
    kiosk.until_page(Page.ATTENTION)
    kiosk.wait(61, Page.FINISH)
    kiosk.wait(21, Page.START, Page.RESTING)


@end
def given_back(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `KioskView.show_state` shows what the new state has."""
    kiosk.tap("choose-return")
    world.twin.lay(who.books[0].item, who.books[1].item)
    for book in who.books:
        kiosk.until_row(book.item, RowState.DONE)
    assert {"shown", "told"} <= {way for way, _ in leaks(kiosk.traces(), who.reading)}
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-none")


@end
def counted_and_signed_for(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """An e-reader by touch, with the town's server. Guards: `ending.end` begins a fresh state,
    `KitView.show_state` shows what it has."""
    borrow(kiosk, world, who)
    item = who.books[1].item
    world.twin.lay(item)
    kiosk.until(lambda state: kitting.to_open(state) is not None, "the kit")
    kiosk.tap("action-main")
    kiosk.until_page(Page.PARTS)
    kiosk.tap("part-0")
    kiosk.tap("part-1")
    kiosk.tap("action-main")
    kiosk.until_page(Page.CHARTER)
    kiosk.tap("charter-whole")
    assert {"shown", "told", "held"} <= {way for way, _ in leaks(kiosk.traces(), (item,))}
    kiosk.tap("action-main")
    kiosk.until_row(item, RowState.DONE)
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-none")


def look_at_account(kiosk: RunningKiosk, who: Canary) -> None:
    """Her account, with what she has at home on screen."""
    kiosk.until_page(Page.START)
    kiosk.tap("choose-account")
    kiosk.scan(who.card)
    kiosk.until_page(Page.PIN)
    kiosk.type(who.pin)
    kiosk.tap("action-main")
    kiosk.until_page(Page.ACCOUNT)


def take_home(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """A loan to be seen in her account."""
    borrow(kiosk, world, who)
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-none")
    nobody_there(kiosk, world)


@end
def looked_at_her_account(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `ending.end` begins a fresh state, `FlowView.show_state` shows what it has."""
    take_home(kiosk, world, who)
    look_at_account(kiosk, who)
    assert {"shown", "told"} <= {way for way, _ in leaks(kiosk.traces(), (who.books[0].title,))}
    kiosk.tap("line-button-0")
    kiosk.until(lambda state: not state.checking, "the renewal")
    kiosk.tap("action-main")


@end
def listened_to_her_account(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `listening.end` in `KioskView._start_afresh`."""
    take_home(kiosk, world, who)
    kiosk.listen()
    look_at_account(kiosk, who)
    kiosk.until(lambda _: who.books[0].title in str(kiosk.listening._reading), "the page read")
    kiosk.tap("action-back")


@end
def walked_away_from_her_account(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `deadlines.expire` on the pages of the account."""
    take_home(kiosk, world, who)
    look_at_account(kiosk, who)
    kiosk.tap("to-messages")
    kiosk.wait(61, Page.START)


@end
def loan_taken_back_and_gone(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `undoing.undone` and `ending.end`."""
    borrow(kiosk, world, who)
    kiosk.tap("wish-undo")
    kiosk.until_page(Page.UNDO)
    kiosk.tap("line-button-0")
    kiosk.until_row(who.books[0].item, RowState.NOTED)
    kiosk.tap("action-main")


@end
def looked_at_at_the_gate(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `ending.finish` leads from the gate straight out."""
    kiosk.tap("help")
    kiosk.tap("choose-gate")
    kiosk.until_page(Page.GATE)
    world.twin.lay(who.books[0].item)
    kiosk.until(lambda state: any(row.reason == "not_lent" for row in state.rows), "the finding")
    kiosk.tap("action-back")


@end
def looked_around_and_reserved(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """By touch, with the town's server. Guards: `ending.end` begins a fresh state,
    `LookView.show_state` shows what it has."""
    kiosk.look_for(who)
    kiosk.tap("suggest-0")
    kiosk.until(lambda state: bool(state.look and state.look.title.loaded), "the title")
    title = kiosk.state.look.title.hit.info.title
    assert {"shown", "told", "held"} <= {way for way, _ in leaks(kiosk.traces(), (title,))}
    kiosk.tap("action-main")
    kiosk.until_page(Page.IDENTIFY)
    kiosk.scan(who.card)
    kiosk.until_page(Page.PIN)
    kiosk.type(who.pin)
    kiosk.tap("action-main")
    kiosk.until_page(Page.PICKUP)
    kiosk.until(lambda state: bool(state.look.hold.branches), "the branches")
    kiosk.tap("pickup-0")
    kiosk.tap("action-main")
    kiosk.until(lambda state: state.look.hold.asked is Asked.REFUSED, "it stands on the shelf here")
    assert kiosk.state.look.hold.reason == "on_shelf"
    kiosk.tap("pickup-1")
    kiosk.tap("action-main")
    kiosk.until(lambda state: state.look.hold.asked is Asked.GRANTED, "the hold")
    assert kiosk.state.look.hold.place == 1
    kiosk.tap("action-main")


@end
def walked_away_from_a_search(kiosk: RunningKiosk, world: World, who: Canary) -> None:
    """Guard: `deadlines.expire` on the pages of looking around."""
    kiosk.look_for(who)
    kiosk.wait(61, Page.START)


NAMES = (*ENDS, "another_card_laid_down, the other", "the next", "left behind", "power cut")
PEOPLE = {name: canary(number) for number, name in enumerate(NAMES)}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    kit = PEOPLE["counted_and_signed_for"].books[1].item
    made = World(tmp_path_factory.mktemp("world"), list(PEOPLE.values()), kits=(kit,))
    yield made
    made.close()


@pytest.fixture(scope="module")
def kiosk(qapp: QGuiApplication, world: World) -> Iterator[RunningKiosk]:
    with kiosk_in(qapp, world.config) as running:
        running.until(lambda _: running.knows(PEOPLE["the next"].books[0].item), "the snapshot")
        yield running


def nobody_there(kiosk: RunningKiosk, world: World) -> None:
    """Everybody has left with her things."""
    world.twin.lift_all()
    kiosk.until_page(Page.START, Page.RESTING)
    kiosk.until(lambda state: not state.pad, "an empty pad")
    kiosk.at_rest()


def days(kiosk: RunningKiosk) -> tuple[str, ...]:
    """When her books are due, as the view model says it."""
    due = {row.due_ms for row in kiosk.state.rows if row.due_ms is not None}
    here = ZoneInfo("Europe/Paris")
    return tuple(datetime.fromtimestamp(ms / 1000, here).date().isoformat() for ms in due)


@pytest.mark.parametrize("how", ENDS)
def test_next_patron_finds_nothing_after(kiosk: RunningKiosk, world: World, how: str) -> None:
    who = PEOPLE[how]
    hers = (*who.person, *who.reading)
    ENDS[how](kiosk, world, who)
    nobody_there(kiosk, world)
    assert leaks(kiosk.traces(), hers) == []
    kiosk.identify(PEOPLE["the next"])
    found = kiosk.traces()
    kiosk.tap("action-back")
    kiosk.until_page(Page.START)
    assert leaks(found, hers) == []


def test_search_finds_what_a_running_session_shows(kiosk: RunningKiosk, world: World) -> None:
    """Else nothing would be proven by finding nothing."""
    who = PEOPLE["the next"]
    borrow(kiosk, world, who)
    found, due = kiosk.traces(), days(kiosk)
    kiosk.tap("action-main")
    receipt = kiosk.traces()
    kiosk.tap("receipt-none")
    nobody_there(kiosk, world)
    book = who.books[0]
    for text, ways in {
        who.first: {"shown", "told", "held"},
        who.card: {"held"},
        book.title: {"shown", "told", "held"},
        book.author: {"shown", "held"},
        book.item: {"shown", "held"},
        due[0]: {"shown", "held"},
    }.items():
        assert {way for way, _ in leaks(found, (text,))} == ways, text
    assert {way for way, _ in leaks(receipt, (book.title,))} == {"shown", "told", "held"}
    assert leaks([*found, *receipt], (who.pin, who.last)) == []
    assert leaks(kiosk.traces(), due) == []


def test_thing_left_on_the_pad_is_not_named_to_the_next_patron(
    kiosk: RunningKiosk, world: World
) -> None:
    """Guard: `steps.nameless` and `tray._left_behind`."""
    who = PEOPLE["left behind"]
    borrow(kiosk, world, who)
    kiosk.tap("action-main")
    kiosk.until_page(Page.FINISH)
    kiosk.tap("receipt-none")
    kiosk.identify(PEOPLE["the next"])
    world.twin.order("unplug")
    kiosk.until(lambda state: not state.reader_up, "the reader gone")
    arrived = kiosk.count_arrivals()
    world.twin.order("plug")
    kiosk.until(lambda _: len(arrived) == 2, "card and thing read anew")
    kiosk.at_rest()
    found = kiosk.traces()
    known = [("held", *trace) for trace in held(kiosk.state)]
    kiosk.tap("action-main")
    nobody_there(kiosk, world)
    assert leaks(known, who.reading[:3]) == []
    # The pad itself must know which card and which thing lie there.
    assert leaks(found, (*who.person, *who.reading), "held") == []


def test_kiosk_that_starts_again_after_a_power_cut_knows_nobody(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    """The disk as it was in the middle of a session. Guard: a station begins with an empty state,
    and nothing personal is written (tests/e2e search its files)."""
    who, state = PEOPLE["power cut"], tmp_path / "copy"
    hers = (*who.person, *who.reading)
    with closing(World(tmp_path, [who, PEOPLE["the next"]])) as world:
        with kiosk_in(qapp, world.config) as kiosk:
            kiosk.until(lambda _: kiosk.knows(who.books[0].item), "the snapshot")
            borrow(kiosk, world, who)
            shutil.copytree(world.config.state_dir, state)
        world.twin.lift_all()
        with kiosk_in(qapp, world.config.model_copy(update={"state_dir": state})) as again:
            again.at_rest()
            assert leaks(again.traces(), hers) == []
            again.identify(PEOPLE["the next"])
            assert leaks(again.traces(), hers) == []
