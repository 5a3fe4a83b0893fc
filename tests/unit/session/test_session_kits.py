"""An e-reader is borrowed: asked, counted, signed for, lent; and comes back, with or without its
cable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.session.effects import AskKit, LendItem, RecordMissing, RecordReturn, SignCharter
from kiosk.session.events import (
    CardAdded,
    CardShown,
    CharterRead,
    CharterSigned,
    Chosen,
    Confirmed,
    Digit,
    KitIncomplete,
    KitOpened,
    KitTold,
    MissingRecorded,
    NetworkChanged,
    PartTicked,
    ReturnRecorded,
    SessionOpened,
    WentBack,
)
from kiosk.session.kit_state import CharterText, Kit, KitPart
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, PadTag, RowState
from support.sessions import BIN, CARD, DUE_MS, PIN, Play, item_id, tag, uid

KIT = Kit((KitPart("reader", "La liseuse"), KitPart("cable", "Le câble", price_cents=800)))
TAGGED = Kit((KitPart("reader", "La liseuse", ordinal=1), KitPart("case", "L’étui", ordinal=2)))
CHARTER = CharterText("liseuse", 2, "fr", "Je promets.")
KEY = item_id(7)


def reader(kit: Kit = KIT, *, part: int = 1, parts: int = 1, number: int = 7) -> PadTag:
    """The tag of the e-reader, or another of its tags."""
    return replace(tag(number, item=KEY, part=part, parts=parts), kit=kit)


def told(denied: str | None = None, charter: CharterText | None = CHARTER) -> KitTold:
    return KitTold(KEY, CARD, denied, charter, None if charter else 2, DUE_MS)


def counting(charter: CharterText | None = CHARTER, kit: Kit = KIT) -> Play:
    """The parts are on screen."""
    play = Play()
    play.open_tray()
    play.lay(reader(kit))
    play.send(told(charter=charter), Confirmed())
    assert play.state.page is Page.PARTS
    return play


def test_e_reader_is_counted_signed_for_and_then_lent() -> None:
    play = Play()
    play.open_tray()

    (_, asked) = play.lay(reader())
    assert isinstance(asked, AskKit)
    assert (asked.item, asked.language) == (KEY, "fr")
    assert play.row(7).reason == "kit"
    play.send(told())
    assert (play.state.page, play.of(LendItem)) == (Page.TRAY, [])
    play.send(Confirmed())
    assert play.state.page is Page.PARTS
    play.send(Confirmed())
    assert play.state.page is Page.PARTS, "nothing is counted yet"
    play.send(PartTicked("reader"), PartTicked("cable"), Confirmed())
    assert play.state.page is Page.CHARTER
    (signing,) = play.send(Confirmed())
    assert isinstance(signing, SignCharter)
    assert (signing.name, signing.version, signing.language) == ("liseuse", 2, "fr")
    (lend,) = play.send(CharterSigned(KEY, CARD))

    assert isinstance(lend, LendItem)
    assert (lend.uids, lend.charter, play.state.page) == ((uid(7),), 2, Page.TRAY)


def test_who_has_signed_this_version_is_not_asked_again() -> None:
    play = counting(charter=None)

    (lend,) = play.send(PartTicked("reader"), PartTicked("cable"), Confirmed())

    assert isinstance(lend, LendItem)
    assert (lend.charter, play.of(SignCharter)) == (2, [])


def test_missing_part_keeps_the_e_reader_here_and_is_named() -> None:
    play = counting()

    play.send(PartTicked("reader"), KitIncomplete())

    row = play.row(7)
    assert (play.state.page, row.state, row.reason) == (Page.TRAY, RowState.REFUSED, "incomplete")
    assert row.kit is not None
    assert (row.kit.absent, play.of(LendItem)) == (("cable",), [])


@pytest.mark.parametrize(
    ("denied", "reason"),
    [
        ("not_for_loan", "unprepared"),
        ("age", "age"),
        ("guardian", "guardian"),
        ("offline_charter", "offline_charter"),
        ("storage", "storage"),
    ],
)
def test_who_may_not_have_it_is_told_before_counting(denied: str, reason: str) -> None:
    play = Play()
    play.open_tray()
    play.lay(reader())

    play.send(told(denied, None))

    assert (play.row(7).state, play.row(7).reason) == (RowState.REFUSED, reason)
    play.send(KitOpened(KEY))
    assert play.state.page is Page.TRAY


def test_pouch_may_be_lifted_while_it_is_counted_and_must_lie_there_to_be_lent() -> None:
    play = counting(charter=None)

    play.lift(7)
    play.send(PartTicked("reader"), PartTicked("cable"), Confirmed())
    assert (play.state.page, play.of(LendItem)) == (Page.PARTS, [])
    play.lay(reader())
    play.send(Confirmed())

    assert [effect.uids for effect in play.of(LendItem)] == [(uid(7),)]  # type: ignore[attr-defined]


def test_parts_with_a_tag_tick_themselves_and_by_nobody_s_finger() -> None:
    """Guard: `KitCheck.has` asks the tag of a part that has one, not her finger."""
    play = counting(charter=None, kit=TAGGED)

    play.send(PartTicked("case"), Confirmed())
    assert play.state.page is Page.PARTS
    play.lay(reader(TAGGED, part=2, parts=2, number=8))
    (lend,) = play.send(Confirmed())

    assert isinstance(lend, LendItem)
    assert set(lend.uids) == {uid(7), uid(8)}


def test_signature_that_is_not_taken_keeps_it_here() -> None:
    play = counting()
    play.send(PartTicked("reader"), PartTicked("cable"), Confirmed(), Confirmed())

    play.send(NetworkChanged(online=False), CharterSigned(KEY, CARD, "offline_charter"))

    assert (play.row(7).state, play.state.page) == (RowState.REFUSED, Page.TRAY)
    assert play.of(LendItem) == []


def test_newer_version_is_fetched_and_read_before_it_is_signed() -> None:
    play = counting()
    play.send(PartTicked("reader"), PartTicked("cable"), Confirmed(), Confirmed())

    (asked,) = play.send(CharterSigned(KEY, CARD, "charter_outdated"))
    assert isinstance(asked, AskKit)
    newer = replace(CHARTER, version=3)
    play.send(told(charter=newer))
    assert (play.state.page, play.state.notice is not None) == (Page.CHARTER, True)
    (signing,) = play.send(Confirmed())

    assert isinstance(signing, SignCharter)
    assert signing.version == 3


def test_charter_follows_the_language_of_the_screen() -> None:
    play = counting()
    play.send(PartTicked("reader"), PartTicked("cable"), Confirmed())

    assert play.send(CharterRead("fr")) == ()
    (asked,) = play.send(CharterRead("en"))
    assert isinstance(asked, AskKit)
    assert asked.language == "en"
    play.send(told(charter=replace(CHARTER, language="en", text="I promise.")))

    row = play.row(7)
    assert row.kit is not None
    assert row.kit.charter is not None
    assert row.kit.charter.text == "I promise."


def test_back_from_the_charter_to_the_parts_and_from_there_it_stays_here() -> None:
    play = counting()
    play.send(PartTicked("reader"), PartTicked("cable"), Confirmed(), WentBack())
    assert play.state.page is Page.PARTS

    play.send(WentBack())

    assert (play.state.page, play.row(7).reason) == (Page.TRAY, "not_taken")
    play.send(Confirmed())
    assert play.state.page is not Page.PARTS, "it does not hold up the end"


def test_in_a_family_she_signs_whose_loan_it_is() -> None:
    """Guard: `kitting._patron` is the patron of the row, not the one whose turn it is."""
    play = counting()
    play.send(PartTicked("reader"), PartTicked("cable"), WentBack())
    play.lift(7)
    play.lay(reader())
    play.send(told(), CardAdded(), CardShown("2104800000099", Means.SCANNED))
    play.send(*(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened("session-2", "Paul M.", "fr", (), 20))
    play.send(Confirmed(), PartTicked("reader"), PartTicked("cable"), Confirmed())

    (signing,) = play.send(Confirmed())

    assert isinstance(signing, SignCharter)
    assert signing.patron.card == CARD
    play.send(CharterSigned(KEY, "2104800000099"))
    assert play.of(LendItem) == [], "another's signature is none of hers"


def returning(kit: Kit = KIT, **more: int) -> Play:
    play = Play()
    play.send(Chosen(Way.RETURN))
    play.lay(reader(kit, **more))
    return play


def test_return_is_taken_at_once_and_counted_afterwards() -> None:
    play = returning()
    play.bit(7, key=KEY)
    play.send(ReturnRecorded(KEY, "op-7", True, BIN))
    assert play.row(7).state is RowState.DONE

    play.send(Confirmed())
    assert play.state.page is Page.PARTS
    (missing,) = play.send(PartTicked("reader"), KitIncomplete())
    play.send(MissingRecorded(KEY, DUE_MS))

    assert missing == RecordMissing(KEY, KEY, ("cable",))
    row = play.row(7)
    assert row.kit is not None
    assert (row.state, row.kit.absent, row.kit.until_ms) == (RowState.DONE, ("cable",), DUE_MS)
    play.send(Confirmed())
    assert play.state.page is Page.FINISH, "it is asked once"


def test_return_that_is_complete_or_not_counted_leaves_no_debt() -> None:
    play = returning()
    play.bit(7, key=KEY)
    play.send(ReturnRecorded(KEY, "op-7", True, BIN), Confirmed(), WentBack(), Confirmed())

    assert play.state.page is Page.FINISH
    assert play.of(RecordMissing) == []


def test_return_without_one_of_its_tags_waits_for_a_word_and_is_then_taken() -> None:
    play = returning(TAGGED, parts=2)
    assert (play.row(7).reason, play.of(RecordReturn)) == ("parts", [])

    play.send(Confirmed(), KitIncomplete())
    play.bit(7, key=KEY)
    (*_, missing, _sound) = play.send(ReturnRecorded(KEY, "op-7", True, BIN))

    assert missing == RecordMissing(KEY, KEY, ("case",))


def test_end_of_the_session_leaves_nothing_of_the_kit() -> None:
    play = counting()
    play.send(PartTicked("reader"), PartTicked("cable"), Confirmed())
    assert play.state.page is Page.CHARTER

    play.wait(play.policy.idle_s * 3 + play.policy.finish_s + 1)

    assert play.state.page is Page.START
    assert (play.state.kit_row, play.state.rows) == ("", ())
    assert [each.kit for each in play.state.pad] == [None]
    play.send(KitTold(KEY, CARD), CharterSigned(KEY, CARD))
    assert play.state.rows == ()
