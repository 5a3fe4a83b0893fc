"""PIN check, lock-out and sessions."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from catalogue.db.people import Lockout, Patron, PatronSession
from catalogue.domain.denial import DenialReason
from catalogue.services.accounts import SessionDenied, session_patron
from catalogue.services.enrolment import Caller
from catalogue.wire.v1 import PatronSession as Granted
from support.central import (
    CARDS,
    DAY,
    MINUTE,
    PIN,
    T0,
    HandClock,
    LittleTown,
    add_patron,
    patron_of,
)

WRONG = "0000"


@pytest.fixture
def kiosk(town: LittleTown) -> Caller:
    town.kiosk("a1")
    return town.caller("a1")


def identify(town: LittleTown, caller: Caller, card: str = CARDS["P"], pin: str = PIN):
    return town.services.accounts.identify(caller, card, pin)


def denied(reason: DenialReason, left: int | None = None) -> SessionDenied:
    return SessionDenied(reason, left)


def test_right_pin_lets_the_patron_in(town: LittleTown, kiosk: Caller) -> None:
    assert isinstance(identify(town, kiosk), Granted)


def test_wrong_pins_count_down_and_lock_the_card(town: LittleTown, kiosk: Caller) -> None:
    found = [identify(town, kiosk, pin=WRONG) for _ in range(5)]
    counting = [denied(DenialReason.WRONG_PIN, left) for left in (4, 3, 2, 1)]
    assert found == [*counting, denied(DenialReason.LOCKED, 0)]


def test_locked_card_stays_locked_for_the_right_pin_and_at_every_kiosk(
    town: LittleTown, kiosk: Caller
) -> None:
    for _ in range(5):
        identify(town, kiosk, pin=WRONG)
    town.kiosk("b1", "B")
    assert identify(town, town.caller("b1")) == denied(DenialReason.LOCKED, 0)


def test_lock_is_of_one_channel(town: LittleTown, kiosk: Caller) -> None:
    for _ in range(5):
        identify(town, kiosk, pin=WRONG)
    desk = Caller(kiosk.name, kiosk.branch, "desk", kiosk.epoch, kiosk.station_key)
    assert isinstance(identify(town, desk), Granted)


def test_lock_ends_after_its_time(town: LittleTown, kiosk: Caller, clock: HandClock) -> None:
    for _ in range(5):
        identify(town, kiosk, pin=WRONG)
    clock.pass_ms(15 * MINUTE)
    assert identify(town, kiosk, pin=WRONG) == denied(DenialReason.WRONG_PIN, 4)
    assert isinstance(identify(town, kiosk), Granted)


def test_right_pin_forgets_the_wrong_ones(town: LittleTown, kiosk: Caller) -> None:
    for _ in range(4):
        identify(town, kiosk, pin=WRONG)
    assert isinstance(identify(town, kiosk), Granted)
    assert identify(town, kiosk, pin=WRONG) == denied(DenialReason.WRONG_PIN, 4)


def test_wrong_pins_of_long_ago_are_forgotten(
    town: LittleTown, kiosk: Caller, clock: HandClock
) -> None:
    for _ in range(4):
        identify(town, kiosk, pin=WRONG)
    clock.pass_ms(DAY + 1)
    assert identify(town, kiosk, pin=WRONG) == denied(DenialReason.WRONG_PIN, 4)


def test_parallel_guesses_get_no_more_tries(town: LittleTown, kiosk: Caller) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: identify(town, kiosk, pin=WRONG), range(24)))
    assert sum(each.reason == DenialReason.WRONG_PIN for each in found) == 4
    assert sum(each.reason == DenialReason.LOCKED for each in found) == 20


def test_unknown_number_costs_the_same_work(
    town: LittleTown, kiosk: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    fits = town.services.hasher.fits
    monkeypatch.setattr(
        type(town.services.hasher),
        "fits",
        lambda self, pin_hash, pin: checked.append(pin_hash) or fits(pin_hash, pin),
    )
    identify(town, kiosk, "2104812345678")
    assert checked == [None]
    assert not fits(None, PIN)


@pytest.mark.parametrize("number", [CARDS["Q"], "2104812345678", "2104800000009"])
def test_answers_do_not_tell_which_numbers_exist(
    town: LittleTown, kiosk: Caller, clock: HandClock, number: str
) -> None:
    """A card, a number nobody has, and one that only a late record has named, until and after the
    lock. Guard: `identify` counts a try and answers alike for all three."""
    with town.services.database.write() as session:
        add_patron(town.services, session, "X", "2104800000009", placeholder=True, pin_hash=None)
    found = [identify(town, kiosk, number, WRONG) for _ in range(6)]
    clock.pass_ms(15 * MINUTE)
    found.append(identify(town, kiosk, number, WRONG))
    counting = [denied(DenialReason.WRONG_PIN, left) for left in (4, 3, 2, 1)]
    locked = denied(DenialReason.LOCKED, 0)
    assert found == [*counting, locked, locked, counting[0]]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"expires": dt.date(2027, 1, 14)}, DenialReason.EXPIRED),
        ({"block": "staff"}, DenialReason.BLOCKED),
        ({"debt_cents": 1000}, DenialReason.DEBT),
        ({"category": None}, DenialReason.BLOCKED),
    ],
)
def test_card_not_in_good_standing_is_told_so_after_the_right_pin_only(
    town: LittleTown, kiosk: Caller, change: dict[str, object], reason: DenialReason
) -> None:
    with town.services.database.write() as session:
        add_patron(town.services, session, "X", "2104800000009", **change)
    assert identify(town, kiosk, "2104800000009", WRONG).reason == DenialReason.WRONG_PIN
    assert identify(town, kiosk, "2104800000009") == denied(reason)


def test_card_is_good_on_its_last_day(town: LittleTown, kiosk: Caller) -> None:
    with town.services.database.write() as session:
        add_patron(town.services, session, "X", "2104800000009", expires=dt.date(2027, 1, 15))
    assert isinstance(identify(town, kiosk, "2104800000009"), Granted)


def test_session_is_worth_nothing_elsewhere_later_or_once_left(
    town: LittleTown, kiosk: Caller, clock: HandClock
) -> None:
    town.kiosk("b1", "B")
    first = identify(town, kiosk).session
    assert not town.services.accounts.leave(town.caller("b1"), first)
    assert town.services.accounts.leave(kiosk, first)
    second = identify(town, kiosk).session
    with town.services.database.read() as session:
        assert session_patron(session, kiosk, first, T0) is None
        assert session_patron(session, town.caller("b1"), second, T0) is None
        assert session_patron(session, kiosk, second, T0) is not None
        assert session_patron(session, kiosk, second, T0 + 15 * MINUTE) is None


def test_next_patron_at_a_kiosk_ends_the_session_nobody_ended(
    town: LittleTown, kiosk: Caller
) -> None:
    """Guard: `_let_in` deletes the sessions of the calling kiosk."""
    town.kiosk("b1", "B")
    elsewhere = identify(town, town.caller("b1")).session
    first = identify(town, kiosk).session
    second = identify(town, kiosk, card=CARDS["Q"]).session
    with town.services.database.read() as session:
        assert session_patron(session, kiosk, first, T0) is None
        assert session_patron(session, kiosk, second, T0) is not None
        assert session_patron(session, town.caller("b1"), elsewhere, T0) is not None


def test_request_that_arrives_twice_leaves_the_first_session_alive(
    town: LittleTown, kiosk: Caller
) -> None:
    """Guard: `_let_in` spares the sessions of the patron herself: a network may double a request,
    and the answer that reached the kiosk was the first."""
    first, _doubled = identify(town, kiosk).session, identify(town, kiosk).session
    with town.services.database.read() as session:
        assert session_patron(session, kiosk, first, T0) == patron_of("P")


def test_outlived_sessions_are_swept(town: LittleTown, kiosk: Caller, clock: HandClock) -> None:
    town.kiosk("b1", "B")
    identify(town, town.caller("b1"))
    clock.pass_ms(15 * MINUTE)
    identify(town, kiosk)
    with town.services.database.read() as session:
        assert len(session.scalars(select(PatronSession)).all()) == 1


def test_neither_pin_nor_token_nor_typed_number_is_stored(town: LittleTown, kiosk: Caller) -> None:
    granted = identify(town, kiosk)
    identify(town, kiosk, pin="98761234")
    identify(town, kiosk, card="98765432", pin=PIN)
    with town.services.database.read() as session:
        stored = [row.pin_hash for row in session.scalars(select(Patron))]
        stored += [row.token_hash for row in session.scalars(select(PatronSession))]
        stored += [row.card_key for row in session.scalars(select(Lockout))]
    assert all(text.startswith("$argon2id$") for text in stored if text.startswith("$"))
    for secret in (PIN, granted.session, "98761234", "98765432", CARDS["P"]):
        assert all(secret not in text for text in stored)


def test_pin_hash_is_worth_nothing_without_the_pepper(town: LittleTown, tmp_path) -> None:
    (tmp_path / "other").mkdir()
    other = LittleTown(tmp_path / "other", HandClock())
    stolen = town.services.hasher.hash(PIN)
    assert town.services.hasher.fits(stolen, PIN)
    assert not other.services.hasher.fits(stolen, PIN)
    other.services.close()


def test_names_tokens_and_pins_are_not_in_reprs(town: LittleTown, kiosk: Caller) -> None:
    from catalogue.wire.v1 import PatronSessionRequest

    granted = identify(town, kiosk)
    shown = repr(granted) + repr(PatronSessionRequest(card=CARDS["P"], pin=PIN))
    for secret in (PIN, CARDS["P"], granted.display, granted.session):
        assert secret not in shown


def test_sessions_of_one_pile_stay_open_beside_each_other(town: LittleTown, kiosk: Caller) -> None:
    """Guard: `Accounts._let_in` spares what the station names as its own; nobody else's."""
    accounts = town.services.accounts
    first = accounts.identify(kiosk, CARDS["P"], PIN)
    assert isinstance(first, Granted)
    accounts.identify(kiosk, CARDS["Q"], PIN, [first.session])
    assert accounts.account(kiosk, first.session) is not None
    accounts.identify(kiosk, CARDS["R"], PIN)
    assert accounts.account(kiosk, first.session) is None
