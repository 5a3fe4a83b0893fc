"""The feed as one stream: the same as in pages, gone on with from any part."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice

import pytest
import requests
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from catalogue.client import CentralClient
from catalogue.db.holdings import Item
from catalogue.db.people import Card
from catalogue.db.present import ItemRow, LoanRow
from catalogue.errors import Ambiguous
from catalogue.server.routes_feed import takes_gzip
from catalogue.services import rows
from catalogue.services.enrolment import Caller
from catalogue.services.feed import begin_epoch
from catalogue.services.marking import mark
from catalogue.services.rows import card_wire_key
from catalogue.services.snapshots import NotKnownNow, Snapshots
from catalogue.wire.row_hash import row_hash, row_hashes
from catalogue.wire.v1 import Change, SnapshotPart
from kiosk.store.snapshot_schema import TARGETS
from support.central import CARDS, PIN, T0, Kiosk, LittleTown, client_of, patron_of, serving

Rows = dict[tuple[str, str], dict[str, object]]


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    made = town.kiosk("a1")
    town.send(made, made.check_out(T0), made.check_in(T0 + 1, "z"))
    return made


def parts(
    town: LittleTown, caller: Caller, cursor: str = "", size: int = 3
) -> Iterator[SnapshotPart]:
    services = town.services
    return Snapshots(services.database, services.feed, town.clock, size).parts(caller, cursor)


def apply(rows: Rows, part: SnapshotPart) -> None:
    """As a station takes a part."""
    if part.reset:
        rows.clear()
    for table in part.tables:
        for key in table.gone:
            rows.pop((table.table, key), None)
        for n, key in enumerate(table.keys):
            values = {name: column[n] for name, column in table.columns.items()}
            rows[table.table, key] = {k: v for k, v in values.items() if v is not None}


def in_pages(town: LittleTown, caller: Caller, rows: Rows, cursor: str = "") -> Rows:
    """What the pages behind a cursor say, as a part says it."""
    more = True
    while more:
        page = town.services.feed.page(caller, cursor)
        cursor, more = page.cursor, page.more
        for change in page.changes:
            if change.row is None:
                rows.pop((change.table, change.key), None)
            else:
                left_out = {"id"} | ({"hash"} if change.table == "item" else set())
                row = {k: v for k, v in change.row.items() if k not in left_out}
                row.pop("key", None) if change.table == "card" else None
                rows[change.table, change.key] = row
    return rows


def test_stream_says_what_the_pages_say(town: LittleTown, kiosk: Kiosk) -> None:
    """Guard: both read the same rows. `id` is the key, and a hash is made from the row."""
    caller, rows = town.caller(kiosk), Rows()
    found = list(parts(town, caller))
    for part in found:
        apply(rows, part)

    assert rows == in_pages(town, caller, {})
    assert {table for table, _ in rows} == {"branch", "card", "item", "policy", "title"}
    assert [part.reset for part in found] == [True] + [False] * (len(found) - 1)
    assert [part.more for part in found] == [True] * (len(found) - 1) + [False]
    assert found[-1].left == 0
    assert found[0].left == sum(len(t.keys) for part in found[1:] for t in part.tables)


def test_hash_of_an_item_follows_from_its_row(town: LittleTown, kiosk: Kiosk) -> None:
    caller = town.caller(kiosk)
    changes: list[Change] = town.services.feed.page(caller, "").changes
    hashes = {c.key: c.row["hash"] for c in changes if c.table == "item" and c.row}
    rows = Rows()
    apply(rows, next(parts(town, caller, size=500)))

    made = {
        key: row_hash({"id": key, **row}) for (name, key), row in rows.items() if name == "item"
    }

    assert made == hashes


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "kind", "call_number", "reserved", "n"]),
        st.text() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1),
    )
)
def test_row_hash_is_over_the_bytes_of_rfc_8785(row: dict[str, object]) -> None:
    import hashlib

    assert row_hash(row) == hashlib.sha256(rfc8785.dumps(row)).hexdigest()


@given(st.lists(st.tuples(st.text(), st.text(), st.booleans()), min_size=1))
def test_hashes_of_columns_are_those_of_the_rows(rows: list[tuple[str, str, bool]]) -> None:
    keys, titles, flags = (list(column) for column in zip(*rows, strict=True))
    made = row_hashes(keys, {"title": titles, "reserved": flags})

    assert made == [row_hash({"id": k, "title": t, "reserved": f}) for k, t, f in rows]


@pytest.mark.parametrize("column", [["a", None], [True, 1], [1, 2]])
def test_columns_of_several_kinds_are_not_hashed_at_once(column: list[object]) -> None:
    """Guard: `_written`. True and 1 are one key of a dictionary, and two texts."""
    with pytest.raises(ValueError, match="title"):
        row_hashes(["1", "2"], {"title": column})


def test_stream_goes_on_from_every_part_and_at_another_server(
    town: LittleTown, kiosk: Kiosk
) -> None:
    caller = town.caller(kiosk)
    whole = list(parts(town, caller))
    for cut in range(1, len(whole)):
        rows = Rows()
        for part in [*whole[:cut], *parts(town, caller, whole[cut - 1].cursor, size=2)]:
            apply(rows, part)
        assert rows == in_pages(town, caller, {})


def test_what_changes_and_goes_meanwhile_comes_behind(town: LittleTown, kiosk: Kiosk) -> None:
    """Guard: a part's cursor is one of the feed. Rows sent before they changed come again; of one
    that is gone the station hears."""
    caller, rows = town.caller(kiosk), Rows()
    stream = parts(town, caller, size=4)
    gone = ("card", card_wire_key(caller.station_key, CARDS["S"]))
    while gone not in rows or ("item", "x") not in rows:
        last = next(stream)
        apply(rows, last)
    with town.services.database.write() as session:
        session.delete(session.get_one(Card, CARDS["S"]))
        mark(session, "card", CARDS["S"])
    town.send(kiosk, kiosk.check_in(T0 + 2))
    for part in stream:
        last = part
        apply(rows, part)
    assert gone in rows

    assert in_pages(town, caller, rows, last.cursor) == in_pages(town, caller, {})
    assert gone not in rows
    assert rows["item", "x"]["status"] == "available"


def test_who_was_cut_off_hears_what_is_gone_and_who_begins_does_not(
    town: LittleTown, kiosk: Kiosk
) -> None:
    caller = town.caller(kiosk)
    first = next(parts(town, caller, size=1))
    with town.services.database.write() as session:
        session.delete(session.get_one(Card, CARDS["S"]))
        mark(session, "card", CARDS["S"])

    later = [t.gone for p in parts(town, caller, first.cursor) for t in p.tables if t.gone]
    anew = [t.gone for p in parts(town, caller) for t in p.tables if t.gone]

    assert later == [[card_wire_key(caller.station_key, CARDS["S"])]]
    assert anew == []


@pytest.mark.parametrize("what", ["revoked", "enrolled anew", "restored"])
def test_stream_ends_when_the_station_or_the_feed_is_another(
    town: LittleTown, kiosk: Kiosk, what: str
) -> None:
    caller = town.caller(kiosk)
    stream = parts(town, caller)
    first = next(stream)
    if what == "revoked":
        town.services.enrolments.revoke("a1")
    elif what == "enrolled anew":
        town.kiosk("a1")
    else:
        with town.services.database.write() as session:
            begin_epoch(session)

    with pytest.raises(NotKnownNow):
        next(stream)
    if what != "revoked":
        assert next(parts(town, town.caller(kiosk), first.cursor)).reset


def test_no_part_names_anybody(town: LittleTown, kiosk: Kiosk) -> None:
    text = json.dumps([part.model_dump() for part in parts(town, town.caller(kiosk))])
    for secret in ("Prénom", "Nomdefamille", *CARDS.values(), patron_of("P"), PIN):
        assert secret not in text


def test_nothing_is_locked_between_two_parts(town: LittleTown, kiosk: Kiosk) -> None:
    """Guard: a transaction of its own for each part. A writer gets its turn at once."""
    stream = parts(town, town.caller(kiosk))
    next(stream)
    with town.services.database.write() as session:
        mark(session, "item", "x")
    assert next(stream).tables


def test_over_http_it_is_compressed_and_each_part_comes_by_itself(
    town: LittleTown, kiosk: Kiosk
) -> None:
    with serving(town) as url, client_of(town, url, kiosk) as client:
        found = list(client.snapshot())
        address, header = f"{url}/v1/snapshot", {"Authorization": f"Bearer {client._token}"}
        packed = requests.get(address, headers={**header, "Accept-Encoding": "gzip"}, timeout=9)
        plain = requests.get(address, headers={**header, "Accept-Encoding": ""}, timeout=9)
        page = requests.get(
            f"{url}/v1/changes", headers={**header, "Accept-Encoding": "gzip"}, timeout=9
        )

    rows = Rows()
    for part in found:
        apply(rows, part)
    assert rows == in_pages(town, town.caller(kiosk), {})
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == (
        "gzip",
        None,
    )
    assert packed.headers["Content-Type"].startswith("application/x-ndjson")
    assert packed.text == plain.text
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Vary"] == "Accept-Encoding"


def test_stream_that_ends_early_is_no_answer(town: LittleTown, kiosk: Kiosk) -> None:
    """Guard: the last part says that it is the last."""

    class Cut(CentralClient):
        def stream(self, path: str, headers: dict[str, str], timeout_s: float) -> Iterator[bytes]:
            line = SnapshotPart.model_dump_json(next(parts(town, town.caller(kiosk))))
            yield line.encode()[:9]
            yield line.encode()[9:] + b"\n" + b"half a li"

    client = Cut("http://127.0.0.1:9")
    stream = client.snapshot()
    assert next(stream).reset
    with pytest.raises(Ambiguous):
        next(stream)


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("*", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
    ],
)
def test_compressed_only_for_who_takes_it(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_packed_lines_can_be_read_one_by_one() -> None:
    import zlib

    from catalogue.server.routes_feed import _packed

    lines = [b"first\n", b"second\n"]
    reader = zlib.decompressobj(wbits=31)
    pieces = _packed(iter(lines))
    assert [reader.decompress(piece) for piece in islice(pieces, 2)] == lines
    assert gzip.decompress(b"".join(_packed(iter(lines)))) == b"".join(lines)


def test_station_has_a_place_for_every_table_it_is_told(town: LittleTown, kiosk: Kiosk) -> None:
    """Guard: `TARGETS`. A row of each that is gone is told as gone, and goes at the station."""
    tables = {*rows.TABLES, *rows.OWN_TABLES}
    caller, size = town.caller(kiosk), 500
    cursor = [*parts(town, caller, size=size)][-1].cursor
    with town.services.database.write() as session:
        for table in tables:
            mark(session, table, "no more")

    gone = {table.table for part in parts(town, caller, cursor) for table in part.tables}
    paged = town.services.feed.page(caller, cursor).changes

    assert gone == tables == {*TARGETS}
    assert {change.table for change in paged if change.row is None} == tables


def test_item_that_is_gone_leaves_the_sums(town: LittleTown, kiosk: Kiosk) -> None:
    """Guard: `_Sums.drop`. Station and server would differ for ever."""
    caller = town.caller(kiosk)
    before = [*parts(town, caller)][-1].cursor
    sums = town.services.digests.of(caller, before).branches
    assert sums is not None
    with town.services.database.write() as session:
        for loan in session.scalars(select(LoanRow).where(LoanRow.item == "z")):
            session.delete(loan)
        session.delete(session.get_one(ItemRow, "z"))
        session.delete(session.get_one(Item, "z"))
        mark(session, "item", "z")
    later = [*parts(town, caller, before)]

    assert [table.gone for part in later for table in part.tables] == [["z"]]
    now = town.services.digests.of(caller, later[-1].cursor).branches
    assert now is not None
    assert now["A"].items == sums["A"].items - 1
