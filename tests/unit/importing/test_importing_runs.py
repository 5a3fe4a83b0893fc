"""What a run makes of records: created, updated, unchanged, deleted, refused."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from catalogue.db.database import Database
from catalogue.db.digital import EbookLicence
from catalogue.db.holdings import Branch, Item, Title
from catalogue.db.importing import TitleAvailability, TitleLink
from catalogue.db.present import FeedPending, ItemRow
from catalogue.feeds.record import Availability, FeedCopy, FeedLink, Refused
from catalogue.services.central import CentralRecord
from catalogue.services.importing.dry import DryRun
from catalogue.services.importing.model import (
    Arrival,
    RemarkKind,
    RunMoved,
    RunState,
    TooManyGone,
)
from catalogue.services.importing.runs import Importing
from catalogue.services.ledger import LedgerCache
from support.central import HandClock, LittleTown
from support.importing import (
    arrivals,
    contents,
    counts,
    finish,
    gone,
    put_all,
    reasons,
    record,
    start,
    undo,
)

THREE = (record(1, "b1", "b2"), record(2, "b3"), record(3))


def titles(town: LittleTown) -> dict[str, Title]:
    with town.services.database.read() as session:
        found = session.scalars(select(Title).where(Title.title.like("Titre%")))
        return {title.title: title for title in found}


def items(town: LittleTown) -> dict[str, Item]:
    with town.services.database.read() as session:
        found = session.scalars(select(Item).where(Item.id.like("b%")))
        return {item.id: item for item in found}


def status(town: LittleTown, item: str) -> str:
    with town.services.database.read() as session:
        row = session.get(ItemRow, item)
        assert row is not None
        return row.status


def test_new_records_become_titles_with_available_copies(
    town: LittleTown, imports: Importing
) -> None:
    run = put_all(imports, THREE)
    assert (run.state, counts(run)) == (RunState.DONE, (3, 3, 0, 0, 0, 0))
    assert sorted(titles(town)) == ["Titre 1", "Titre 2", "Titre 3"]
    assert {name: item.home for name, item in items(town).items()} == dict.fromkeys(
        ("b1", "b2", "b3"), "A"
    )
    assert status(town, "b1") == "available"


def test_stations_are_told_of_every_title_and_copy(town: LittleTown, imports: Importing) -> None:
    town.services.feed.number()
    put_all(imports, THREE)
    with town.services.database.read() as session:
        told = session.execute(select(FeedPending.table_name, func.count()).group_by("table_name"))
        assert dict(told.all()) == {"title": 3, "item": 3}
    station = town.kiosk("k")
    page = town.services.feed.page(town.caller(station), "")
    hashes = {change.key: change.row["hash"] for change in page.changes if change.table == "item"}
    with town.services.database.read() as session:
        states = session.scalars(select(ItemRow).where(ItemRow.item.like("b%")))
        assert {row.item: row.row_hash for row in states} == {
            key: hashes[key] for key in ("b1", "b2", "b3")
        }


def test_the_same_again_changes_nothing(town: LittleTown, imports: Importing) -> None:
    put_all(imports, THREE)
    before = contents(town.services.database)
    assert counts(put_all(imports, THREE)) == (3, 0, 0, 3, 0, 0)
    assert contents(town.services.database) == before


def test_known_bytes_are_enough(town: LittleTown, imports: Importing) -> None:
    begun = start()
    run = imports.begin(begun, "tests")
    imports.put(
        run.id, None, [Arrival("1", record(1), "aa" * 16), Arrival("2", record(2), "bb" * 16)]
    )
    finish(imports, run.id)
    assert set(imports.known("", begun, ["aa" * 16, "cc" * 16])) == {"aa" * 16}
    assert imports.known("", start(branch="B"), ["aa" * 16]) == {}
    again = imports.begin(begun, "tests")
    arrived = [Arrival("1", None, "aa" * 16, 1), Arrival("2", None, "bb" * 16, 2)]
    imports.put(again.id, None, [*arrived, Arrival("3", None, "aa" * 16, 3)])
    assert counts(finish(imports, again.id)) == (3, 0, 0, 2, 0, 1)
    assert [each.record for each in reasons(imports, again)] == [3]


def test_what_changed_is_updated_and_what_is_left_out_deleted(
    town: LittleTown, imports: Importing
) -> None:
    put_all(imports, THREE)
    changed = record(1, "b1", "b2", title="Titre neuf", year=2026)
    assert counts(put_all(imports, (changed, record(2, "b3")))) == (2, 0, 1, 1, 1, 0)
    assert sorted(titles(town)) == ["Titre 2", "Titre neuf"]


def test_copies_come_move_and_go_with_their_record(town: LittleTown, imports: Importing) -> None:
    put_all(imports, THREE)
    copies = (FeedCopy("b2", "B", call_number="R AUT"), FeedCopy("b4", "C", not_for_loan=True))
    assert counts(put_all(imports, (record(1, copies=copies), *THREE[1:]))) == (3, 0, 1, 2, 0, 0)
    now = items(town)
    assert (now["b2"].home, now["b2"].call_number, now["b4"].not_for_loan) == ("B", "R AUT", True)
    assert (status(town, "b1"), status(town, "b2")) == ("withdrawn", "available")
    with town.services.database.read() as session:
        row = session.get(ItemRow, "b2")
        assert row is not None
        assert row.branch == "B"
    assert counts(put_all(imports, THREE)) == (3, 0, 1, 2, 0, 0)
    assert (status(town, "b1"), status(town, "b4")) == ("available", "withdrawn")


def test_a_copy_moves_between_records_once_the_first_gave_it_up(
    town: LittleTown, imports: Importing
) -> None:
    put_all(imports, THREE)
    moved = (record(1, "b1"), record(2, "b2", "b3"), record(3))
    put_all(imports, moved)
    put_all(imports, moved)
    assert items(town)["b2"].title == items(town)["b3"].title
    assert status(town, "b2") == "available"
    assert counts(put_all(imports, moved)) == (3, 0, 0, 3, 0, 0)


def test_a_barcode_of_another_title_is_refused_and_its_title_kept(
    town: LittleTown, imports: Importing
) -> None:
    put_all(imports, THREE)
    run = put_all(imports, (record(7, "x", "b1", "b9"),), start("other"))
    assert counts(run) == (1, 1, 0, 0, 0, 0)
    told = {each.subject: each.reason for each in reasons(imports, run)}
    assert "“Title t” that no feed brought" in told["x"]
    assert "“Titre 1” of the source sigb" in told["b1"]
    assert items(town)["b9"].title == titles(town)["Titre 7"].id


def test_an_unknown_branch_refuses_the_copy_and_keeps_the_title(
    town: LittleTown, imports: Importing
) -> None:
    lost = record(1, copies=(FeedCopy("b1", "Annexe"), FeedCopy("b2", "branch a")))
    run = put_all(imports, (lost,))
    [remark] = reasons(imports, run)
    assert (remark.kind, remark.subject) == (RemarkKind.COPY, "b1")
    assert "“Annexe” is no branch" in remark.reason
    assert set(items(town)) == {"b2"}
    again = put_all(imports, (lost,), start(branch="C"))
    assert counts(again) == (1, 0, 1, 0, 0, 0)
    assert items(town)["b1"].home == "C"


def test_a_record_that_cannot_be_taken_is_refused_by_number(imports: Importing) -> None:
    bad = (record(1), record(2, title=" "), record(3, year=2**60), Refused(4, "damaged"))
    run = put_all(imports, (*bad, record(5, title="a\0b"), record(1, title="Autre")))
    assert counts(run) == (6, 1, 0, 0, 0, 5)
    assert [each.record for each in reasons(imports, run)] == [2, 3, 4, 5, 1]


def test_nothing_is_deleted_while_a_record_cannot_be_read(
    town: LittleTown, imports: Importing
) -> None:
    put_all(imports, THREE)
    run = put_all(imports, (THREE[0], Refused(2, "damaged")))
    assert (run.counts.deleted, len(titles(town))) == (0, 3)
    assert "2 titles are not in the feed" in reasons(imports, run)[-1].reason


def test_a_feed_of_changes_deletes_only_what_it_says(town: LittleTown, imports: Importing) -> None:
    put_all(imports, THREE)
    run = put_all(imports, (gone(2), gone(9)), start(complete=False, format="oai"))
    assert counts(run) == (2, 0, 0, 0, 1, 0)
    assert sorted(titles(town)) == ["Titre 1", "Titre 3"]


def test_a_feed_that_lost_most_of_its_titles_deletes_none_unasked(
    town: LittleTown, imports: Importing
) -> None:
    put_all(imports, [record(n) for n in range(1, 131)])
    run = imports.begin(start(), "tests")
    imports.put(run.id, None, arrivals([record(1)]))
    with pytest.raises(TooManyGone, match="129 of 130"):
        imports.finish(run.id)
    assert len(titles(town)) == 130
    assert finish(imports, run.id, delete_many=True).counts.deleted == 129


def test_a_run_goes_on_behind_its_last_batch(imports: Importing) -> None:
    run = imports.begin(start(), "tests")
    imports.put(run.id, None, arrivals(THREE[:2]))
    imports.interrupt(run.id)
    again = imports.begin(start(), "tests")
    assert (again.id, again.position, again.counts.created) == (run.id, "2", 2)
    imports.put(again.id, "2", arrivals(THREE[2:], 3))
    assert counts(finish(imports, run.id)) == (3, 3, 0, 0, 0, 0)


def test_another_file_of_the_source_begins_another_run(imports: Importing) -> None:
    run = imports.begin(start(fingerprint="1"), "tests")
    again = imports.begin(start(fingerprint="2"), "tests")
    assert again.id != run.id
    assert imports.run(run.id).state is RunState.FAILED
    with pytest.raises(RunMoved, match="failed"):
        imports.put(run.id, None, [])


def test_a_batch_that_is_sent_twice_is_applied_once(imports: Importing) -> None:
    run = imports.begin(start(), "tests")
    imports.put(run.id, None, arrivals(THREE))
    with pytest.raises(RunMoved, match="at 3"):
        imports.put(run.id, None, arrivals(THREE))
    assert counts(finish(imports, run.id)) == (3, 3, 0, 0, 0, 0)


def test_links_and_availability_of_a_digital_title_are_kept(
    town: LittleTown, imports: Importing
) -> None:
    link = FeedLink("borrow", "https://e.example/1", properties={"holds": {"total": 2}})
    online = record(1, kind="ebook", links=(link,), availability=Availability("available"))
    put_all(imports, (online,))
    taken = record(1, kind="ebook", links=(link,), availability=Availability("unavailable"))
    assert counts(put_all(imports, (taken,))) == (1, 0, 1, 0, 0, 0)
    with town.services.database.read() as session:
        assert session.scalars(select(TitleAvailability.state)).all() == ["unavailable"]
        assert session.scalars(select(TitleLink.properties)).all() == [{"holds": {"total": 2}}]


def test_an_e_book_the_town_has_a_licence_of_stays(town: LittleTown, imports: Importing) -> None:
    """Guard: `vanishing.used`."""
    put_all(imports, (record(1, kind="ebook"), record(2)))
    with town.services.database.write() as session:
        session.add(EbookLicence(id="l", title=titles(town)["Titre 1"].id))
    run = put_all(imports, (record(2),))
    assert run.counts.deleted == 0
    assert ["digital loans" in each.reason for each in reasons(imports, run)] == [True]


def test_titles_of_two_sources_share_a_work_and_stay_two(
    town: LittleTown, imports: Importing
) -> None:
    isbn = "9782070360024"
    put_all(imports, (record(1, title="Titre", isbns=(isbn,)),))
    put_all(imports, (record(1, kind="ebook", title="Titre : roman", isbns=(isbn,)),), start("e"))
    one, other = titles(town).values()
    assert one.id != other.id
    assert one.work == other.work


def test_a_dry_run_says_what_an_import_does_and_writes_nothing(
    town: LittleTown, imports: Importing
) -> None:
    put_all(imports, THREE)
    before = contents(town.services.database)
    new = (
        record(1, "b1", "b2", title="Titre neuf"),
        record(2, "b3"),
        record(4),
        Refused(5, "x", "r5"),
    )
    trial = DryRun(start(), imports.differences, imports.followed)
    changes = [*trial.put(arrivals(new)), *trial.finish()]
    assert [(each.change, each.source_id) for each in changes] == [
        ("created", "r4"),
        ("updated", "r1"),
        ("deleted", "r3"),
    ]
    assert changes[1].fields == (("title", "Titre 1", "Titre neuf"),)
    assert contents(town.services.database) == before
    assert trial.counts == put_all(imports, new).counts


def test_a_town_that_is_not_set_up_takes_the_branches_of_its_feed(tmp_path: Path) -> None:
    with closing(Database(str(tmp_path / "new.db"))) as database:
        imports = Importing(database, CentralRecord(LedgerCache(), HandClock()), HandClock())
        run = put_all(imports, (record(1, copies=(FeedCopy("b1", "Bibliothèque n° 2"),)),))
        with database.read() as session:
            found = [(branch.id, branch.name) for branch in session.scalars(select(Branch))]
        assert found == [("bibliotheque-n-2", "Bibliothèque n° 2")]
        undo(imports, run.id)
        with database.read() as session:
            assert session.scalars(select(Branch)).all() == []
