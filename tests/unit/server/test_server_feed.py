"""The change feed: everything once, nothing missed, and never a name."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from catalogue.db.people import Card, Patron
from catalogue.db.present import FeedPending
from catalogue.domain.operations import Kind, Presence
from catalogue.services.feed import Feed, begin_epoch, read_cursor
from catalogue.services.marking import mark
from catalogue.services.rows import card_wire_key
from catalogue.wire.v1 import Change, Changes
from support.central import CARDS, MINUTE, PIN, T0, Kiosk, LittleTown, patron_of


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


class Reader:
    """A station's snapshot, kept up to date by the feed."""

    def __init__(self, town: LittleTown, kiosk: Kiosk, page_rows: int = 500) -> None:
        self.feed = Feed(town.services.database, town.clock, page_rows)
        self.town = town
        self.kiosk = kiosk
        self.cursor = ""
        self.rows: dict[tuple[str, str], dict[str, object]] = {}
        self.pages: list[Changes] = []

    def page(self) -> Changes:
        found = self.feed.page(self.town.caller(self.kiosk), self.cursor)
        self.pages.append(found)
        if found.reset:
            self.rows.clear()
        for change in found.changes:
            self.apply(change)
        self.cursor = found.cursor
        return found

    def apply(self, change: Change) -> None:
        if change.row is None:
            self.rows.pop((change.table, change.key), None)
        else:
            self.rows[change.table, change.key] = change.row

    def pull(self) -> list[Change]:
        """Everything there is; the changes."""
        found = []
        while True:
            page = self.page()
            found += page.changes
            if not page.more:
                return found


def test_snapshot_holds_every_table_and_pages_have_their_limit(
    town: LittleTown, kiosk: Kiosk
) -> None:
    town.send(kiosk, kiosk.check_out(T0))
    reader, paged = Reader(town, kiosk), Reader(town, kiosk, page_rows=3)
    reader.pull()
    paged.pull()
    assert {table for table, _ in reader.rows} == {"branch", "card", "item", "policy", "title"}
    assert paged.rows == reader.rows
    assert [page.reset for page in paged.pages] == [True] + [False] * (len(paged.pages) - 1)
    assert all(len(page.changes) <= 3 for page in paged.pages)


def test_only_what_changed_comes_after_the_snapshot(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, kiosk.check_in(T0))
    reader = Reader(town, kiosk)
    reader.pull()
    assert reader.pull() == []
    town.send(kiosk, kiosk.check_out(T0 + 1))
    [change] = reader.pull()
    assert (change.table, change.key) == ("item", "x")
    assert change.row is not None
    assert (change.row["status"], change.row["branch"], change.row["home"]) == ("on_loan", "A", "A")


def test_row_changed_twice_comes_once(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    reader.pull()
    town.send(kiosk, kiosk.check_out(T0))
    town.send(kiosk, kiosk.check_in(T0 + 1))
    keys = [(change.table, change.key) for change in reader.pull()]
    assert keys.count(("item", "x")) == 1


def test_row_that_changes_while_the_snapshot_is_fetched_comes_again(
    town: LittleTown, kiosk: Kiosk
) -> None:
    town.send(kiosk, kiosk.check_in(T0))
    reader = Reader(town, kiosk, page_rows=2)
    while ("item", "x") not in reader.rows:
        reader.page()
    town.send(kiosk, kiosk.check_out(T0 + 1))
    reader.pull()
    assert reader.rows["item", "x"]["status"] == "on_loan"


def test_row_that_is_gone_says_so(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    reader.pull()
    key = card_wire_key(town.caller(kiosk).station_key, CARDS["S"])
    assert ("card", key) in reader.rows
    with town.services.database.write() as session:
        session.delete(session.get_one(Card, CARDS["S"]))
        mark(session, "card", CARDS["S"])
    assert reader.pull() == [Change(table="card", key=key, row=None)]


def test_hash_of_an_item_row_is_over_the_row_as_sent(town: LittleTown, kiosk: Kiosk) -> None:
    import hashlib

    import rfc8785

    town.send(kiosk, kiosk.check_in(T0))
    reader = Reader(town, kiosk)
    reader.pull()
    row = dict(reader.rows["item", "x"])
    sent = row.pop("hash")
    assert hashlib.sha256(rfc8785.dumps(row)).hexdigest() == sent


def test_cards_are_keyed_for_each_station_and_carry_no_person(
    town: LittleTown, kiosk: Kiosk
) -> None:
    other = town.kiosk("b1", "B")
    here, there = Reader(town, kiosk), Reader(town, other)
    here.pull()
    there.pull()
    mine = {key for table, key in here.rows if table == "card"}
    theirs = {key for table, key in there.rows if table == "card"}
    assert len(mine) == len(theirs) == 4
    assert mine.isdisjoint(theirs)
    key = card_wire_key(town.caller(kiosk).station_key, CARDS["P"])
    assert here.rows["card", key] == {
        "key": key,
        "state": "ok",
        "expires": "2027-06-30",
        "category": "adult",
        "birth_year": 1980,
    }
    text = json.dumps([page.model_dump() for page in here.pages])
    for secret in ("Prénom", "Nomdefamille", *CARDS.values(), patron_of("P"), PIN):
        assert secret not in text


def test_block_and_debt_make_a_card_blocked(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    reader.pull()
    with town.services.database.write() as session:
        session.execute(update(Patron).where(Patron.id == patron_of("P")).values(block="staff"))
        session.execute(update(Patron).where(Patron.id == patron_of("Q")).values(debt_cents=5000))
        mark(session, "card", CARDS["P"])
        mark(session, "card", CARDS["Q"])
    assert [c.row["state"] for c in reader.pull() if c.row] == ["blocked", "blocked"]


def test_placeholder_is_nobodys_card(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    town.send(kiosk, kiosk.check_out(T0, "2104812345678"))
    reader.pull()
    assert len([key for table, key in reader.rows if table == "card"]) == 4


@pytest.mark.parametrize("cursor", ["x", "é", "AAAA", "MS4yLjM", "x" * 200, "Li4u"])
def test_cursor_that_is_none_starts_anew(town: LittleTown, kiosk: Kiosk, cursor: str) -> None:
    assert town.services.feed.page(town.caller(kiosk), cursor).reset


def test_restored_backup_and_new_station_key_start_anew(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    reader.pull()
    with town.services.database.write() as session:
        begin_epoch(session)
    assert reader.page().reset
    town.kiosk("a1")
    assert reader.page().reset
    assert not reader.page().reset


def test_cursor_beyond_the_feed_starts_anew(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    reader.pull()
    cursor = read_cursor(reader.cursor)
    assert cursor is not None
    from dataclasses import replace

    beyond = str(replace(cursor, number=cursor.number + 1))
    assert town.services.feed.page(town.caller(kiosk), beyond).reset


def test_change_of_a_transaction_that_failed_is_never_told(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    reader.pull()

    def fail_after_marking() -> None:
        with town.services.database.write() as session:
            mark(session, "item", "x")
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_marking()
    assert reader.pull() == []


def test_numbered_rows_no_longer_wait(town: LittleTown, kiosk: Kiosk) -> None:
    Reader(town, kiosk).pull()
    with town.services.database.read() as session:
        assert session.query(FeedPending).count() == 0


def test_hold_shows_on_all_copies_as_reserved(town: LittleTown, kiosk: Kiosk) -> None:
    for who in ("P", "Q"):
        kiosk.write(
            Kind.HOLD_PLACE,
            T0,
            title="t",
            card=CARDS[who],
            presence=Presence.NONE,
            pickup="A",
        )
    reader = Reader(town, kiosk)
    town.send(kiosk)
    reader.pull()
    assert [reader.rows["item", item]["reserved"] for item in ("x", "y")] == [True, True]


def test_repair_may_unlock_only_while_the_loan_is_open(town: LittleTown, kiosk: Kiosk) -> None:
    reader = Reader(town, kiosk)
    loan = kiosk.check_out(T0)
    state = kiosk.write(
        Kind.TAG_STATE, T0 + 1, item="x", uid="E0040000", found="secured", wanted="on_loan"
    )
    town.send(kiosk, loan, state)
    reader.pull()
    assert reader.rows["repair", "E0040000"] == {
        "uid": "E0040000",
        "item": "x",
        "wanted": "on_loan",
        "found": "secured",
        "confirmed_loan": loan.id,
    }
    town.send(kiosk, kiosk.check_in(T0 + MINUTE))
    reader.pull()
    assert "confirmed_loan" not in reader.rows["repair", "E0040000"]
    town.send(
        kiosk,
        kiosk.write(
            Kind.TAG_STATE,
            T0 + 2 * MINUTE,
            item="x",
            uid="E0040000",
            found="secured",
            wanted="secured",
        ),
    )
    reader.pull()
    assert ("repair", "E0040000") not in reader.rows
