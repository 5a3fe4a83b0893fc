"""Lines of an export rebuild the town they came from, in any order; a bad line stops no other."""

from __future__ import annotations

import json
import random
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.db.database import Database
from catalogue.db.present import LoanRow
from catalogue.services.operating.checking import check_record
from catalogue.services.operating.exporting import export
from catalogue.services.operating.lines import read_lines
from catalogue.services.operating.replaying import Replayed, replay
from catalogue.services.operating.state import state_digest
from support.central import CARDS, MINUTE, T0, HandClock, LittleTown
from support.invariants_histories import Wild, pieces


def wild_town(town: LittleTown, seed: int) -> None:
    rng = random.Random(seed)
    kiosks = [town.kiosk(name, branch) for name, branch in (("a", "A"), ("b", "B"))]
    written = Wild(rng, kiosks, town.clock).play(100)
    for kiosk in kiosks:
        for piece in pieces(rng, [op for op in written if op.station == kiosk.name]):
            town.send(kiosk, *piece)


def exported(town: LittleTown, **how: bool) -> list[str]:
    options = {"full": True, "patrons": True, **how}
    with town.services.database.read() as session:
        return [json.dumps(line) for line in export(session, "salt", lambda _n: None, **options)]


def replayed(database: Database, texts: list[str], *, unchained: bool = False) -> Replayed:
    lines, bad = read_lines(texts, unchained=unchained)
    with database.write() as session:
        return replay(session, lines, bad, T0, lambda _n: None)


@pytest.fixture
def empty(tmp_path: Path):
    folder = tmp_path / "empty"
    folder.mkdir()
    with closing(Database(str(folder / "town.db"))) as database:
        yield database


@pytest.fixture
def twin(tmp_path: Path, town_template: Path):
    """A town with the same titles and patrons and no records."""
    folder = tmp_path / "twin"
    made = LittleTown(folder, HandClock(), town_template)
    yield made
    made.services.close()


@pytest.mark.parametrize("seed", range(3))
def test_full_export_rebuilds_the_same_state(town: LittleTown, twin: LittleTown, seed: int) -> None:
    wild_town(town, seed)
    texts = exported(town)
    random.Random(seed).shuffle(texts)
    result = replayed(twin.services.database, texts)
    with town.services.database.read() as session:
        before = state_digest(session)
    assert before.differing(result.digest) == []
    assert result.bad == ()
    assert len(result.outcomes) == len(texts) > 90
    with twin.services.database.read() as session:
        assert check_record(session).findings == ()


@pytest.mark.parametrize("how", ["full", "pseudonyms", "flat"])
def test_order_of_the_lines_changes_nothing(town: LittleTown, tmp_path: Path, how: str) -> None:
    """Guards: the whole set is folded at once; an unchained record's chain follows from the set."""
    wild_town(town, 7)
    texts = exported(town, full=how != "flat", patrons=how == "full")
    found = set()
    for n in range(3):
        with closing(Database(str(tmp_path / f"{n}.db"))) as database:
            result = replayed(database, texts, unchained=how == "flat")
            found.add(result.digest.digest)
            assert result.bad == ()
        random.Random(n).shuffle(texts)
    assert len(found) == 1


def test_file_replayed_again_changes_nothing(town: LittleTown, empty: Database) -> None:
    wild_town(town, 1)
    texts = exported(town)
    first = replayed(empty, texts)
    again = replayed(empty, texts[::-1])
    assert again.digest == first.digest
    assert again.totals()["duplicates"] == len(texts)


def test_file_in_two_halves_comes_to_the_same_record(town: LittleTown, empty: Database) -> None:
    """The second half joins what the first one published."""
    kiosk = town.kiosk("a")
    for n, item in enumerate("xyzx"):
        kiosk.check_out(T0 + n * MINUTE, "PQRS"[n], item)
    town.send(kiosk)
    texts = exported(town)
    replayed(empty, texts[2:])
    result = replayed(empty, texts[:2])
    with town.services.database.read() as session:
        whole = state_digest(session)
    assert [loan.patron for loan in result.loans if loan.end_ms is None] == open_patrons(town)
    assert whole.parts["operations"] == result.digest.parts["operations"]


def open_patrons(town: LittleTown) -> list[str]:
    with town.services.database.read() as session:
        rows = session.scalars(
            select(LoanRow).where(LoanRow.open).order_by(LoanRow.start_ms, LoanRow.id)
        )
        return [row.patron_id for row in rows]


def test_pseudonyms_name_nobody_and_differ_between_exports(town: LittleTown) -> None:
    kiosk = town.kiosk("a")
    kiosk.check_out(T0, "P", "x")
    kiosk.check_out(T0 + MINUTE, "P", "y")
    town.send(kiosk)
    texts = exported(town, patrons=False)
    names = {json.loads(text)["patron"] for text in texts}
    with town.services.database.read() as session:
        other = {
            line["patron"] for line in export(session, "other", print, full=True, patrons=False)
        }
    assert len(names) == 1
    assert names.isdisjoint(other)
    everything = "".join(texts)
    assert CARDS["P"] not in everything
    assert "sidecar" not in everything
    assert next(iter(json.loads(exported(town)[0])["sidecar"].values())) == f"card:{CARDS['P']}"


def foreign(**other: object) -> str:
    line = {
        "id": "op-1",
        "station": "desk",
        "seq": 1,
        "kind": "check_out",
        "item": "book-1",
        "patron": "reader-1",
        "at": "2026-03-01T10:00:00+01:00",
        "ground": "open",
        "due": "2026-03-22T23:59:59+01:00",
    }
    return json.dumps({**line, **other})


def test_foreign_lines_become_loans(empty: Database) -> None:
    texts = [
        foreign(id="op-3", seq=3, kind="check_in", due=None, patron=None, at=1772445600000),
        foreign(),
        foreign(id="op-2", seq=2, item="book-2", patron="reader-2"),
        foreign(
            id="op-4", seq=4, kind="undo", item="book-2", refs={"undoes": "op-2"}, at=1772445700000
        ),
    ]
    result = replayed(empty, texts, unchained=True)
    assert [each.outcome for each in result.outcomes] == [
        "applied",
        "applied",
        "superseded",
        "applied",
    ]
    assert [(loan.item, loan.end_ms) for loan in result.loans] == [("book-1", 1772445600000)]
    assert result.digest.parts["conflicts"].rows == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        (foreign(seq=None), "seq: is missing"),
        (foreign(seq="one"), "seq: not such a number"),
        (foreign(at=None), "at: is missing"),
        (foreign(at="yesterday"), "at: not a moment (ISO 8601, or milliseconds)"),
        (foreign(at="2026-03-01T10:00:00"), "at: say the offset from UTC"),
        (foreign(kind=5), "kind: not a text"),
        (foreign(station=""), "station: not a text"),
        (foreign(due=-4), "due: not such a moment"),
        (foreign(refs="op"), "refs: not an object"),
        (foreign(payload={"x": 1.5}), "no record: 1.5 is not an integer below 2^53"),
    ],
)
def test_bad_line_is_named_and_stops_no_other(empty: Database, text: str, reason: str) -> None:
    texts = [foreign(id="a", seq=8), text, "", foreign(id="b", seq=9, item="book-2")]
    result = replayed(empty, texts, unchained=True)
    assert [(each.number, each.reason) for each in result.bad] == [(2, reason)]
    assert [each.number for each in result.outcomes] == [1, 4]


def test_lines_without_records_want_to_be_called_so(empty: Database) -> None:
    result = replayed(empty, [foreign()])
    assert [each.reason for each in result.bad] == [
        "no record with a hash; --unchained takes lines without"
    ]


def test_altered_record_is_a_bad_line(town: LittleTown, empty: Database) -> None:
    """Guards: hash, id and sidecar of each line are looked at."""
    kiosk = town.kiosk("a")
    for n, item in enumerate("xyz"):
        kiosk.check_out(T0 + n * MINUTE, "P", item)
    town.send(kiosk)
    lines = [json.loads(text) for text in exported(town)]
    lines[0]["record"]["item"] = "z"
    lines[1]["id"] = lines[0]["id"]
    lines[2]["sidecar"]["key"] = "card:1"
    result = replayed(empty, [json.dumps(line) for line in lines])
    assert [(each.number, each.reason) for each in result.bad] == [
        (1, "the hash does not fit the record"),
        (2, "the id is not the record's"),
        (3, "the sidecar does not fit the record"),
    ]


def test_id_of_another_record_is_a_bad_line_whatever_comes_first(tmp_path: Path) -> None:
    texts = [foreign(), foreign(item="book-9")]
    digests = []
    for n, order in enumerate((texts, texts[::-1])):
        with closing(Database(str(tmp_path / f"{n}.db"))) as database:
            result = replayed(database, order, unchained=True)
            assert len(result.bad) == 1
            assert "another record's" in result.bad[0].reason
            digests.append(result.digest.digest)
    assert digests[0] == digests[1]
