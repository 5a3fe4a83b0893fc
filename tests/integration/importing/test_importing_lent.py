"""Imports in a town that lends: nothing lent is deleted, and a run is undone exactly."""

from __future__ import annotations

from sqlalchemy import select

from catalogue.db.holdings import Item, Title
from catalogue.db.present import ItemRow
from catalogue.domain.operations import Presence
from catalogue.services.importing.model import RemarkKind, RunState
from catalogue.services.importing.runs import Importing
from catalogue.services.operating.rebuild import rebuild
from catalogue.services.operating.state import state_digest
from support.central import MINUTE, T0, Kiosk, LittleTown
from support.importing import contents, counts, gone, put_all, reasons, record, start, undo

THREE = (record(1, "b1", "b2"), record(2, "b3"), record(3, "b4"))


def title_of(town: LittleTown, name: str) -> str | None:
    with town.services.database.read() as session:
        return session.scalar(select(Title.id).where(Title.title == name))


def status(town: LittleTown, item: str) -> str | None:
    with town.services.database.read() as session:
        row = session.get(ItemRow, item)
        return None if row is None or session.get(Item, item) is None else row.status


def lend(town: LittleTown, item: str) -> Kiosk:
    kiosk = town.kiosk("k")
    town.send(kiosk, kiosk.check_out(T0, "P", item))
    return kiosk


def assert_folds_alike(town: LittleTown) -> None:
    """Guard: `rehome` and the states of new items; without them a fold from the records differs."""
    with town.services.database.write() as session:
        before = state_digest(session)
        rebuild(session, T0)
        assert state_digest(session) == before


def test_what_is_lent_waited_for_or_on_its_way_is_listed_and_kept(
    town: LittleTown, imports: Importing
) -> None:
    """Guard: the reasons in `vanishing.withdraw`, and `waited_for` in `vanish`."""
    put_all(imports, (*THREE, record(4, "b5")))
    kiosk = lend(town, "b1")
    third = title_of(town, "Titre 3")
    hold = kiosk.write(
        "hold_place",
        T0 + MINUTE,
        title=third,
        card="2104800000003",
        presence=Presence.NONE,
        pickup="A",
    )
    sent = kiosk.write("transit_send", T0 + 2 * MINUTE, item="b3", to="B")
    town.send(kiosk, hold, sent)
    run = put_all(imports, (record(4, "b5"),))
    assert run.counts.deleted == 0
    told = {each.subject: each.reason for each in reasons(imports, run)}
    assert all(each.kind is RemarkKind.KEPT for each in reasons(imports, run))
    assert "on loan" in told["b1"]
    assert "on its way" in told["b3"]
    assert "somebody waits" in told[str(third)]
    assert (status(town, "b1"), status(town, "b2")) == ("on_loan", "withdrawn")
    assert_folds_alike(town)


def test_what_was_kept_goes_once_it_is_back(town: LittleTown, imports: Importing) -> None:
    put_all(imports, THREE)
    kiosk = lend(town, "b1")
    put_all(imports, THREE[1:])
    town.send(kiosk, kiosk.check_in(T0 + MINUTE, "b1"))
    run = put_all(imports, THREE[1:])
    assert counts(run) == (2, 0, 0, 2, 1, 0)
    assert (status(town, "b1"), reasons(imports, run)) == ("withdrawn", [])
    assert put_all(imports, THREE[1:]).counts.deleted == 0


def test_a_lent_copy_its_record_has_no_more_stays(town: LittleTown, imports: Importing) -> None:
    put_all(imports, THREE)
    lend(town, "b1")
    run = put_all(imports, (record(1, "b2"), *THREE[1:]))
    assert counts(run) == (3, 0, 1, 2, 0, 0)
    assert [each.subject for each in reasons(imports, run)] == ["b1"]
    assert status(town, "b1") == "on_loan"


def test_a_run_is_undone_exactly(town: LittleTown, imports: Importing) -> None:
    """Guard: each branch of `rollback.Undoing`."""
    put_all(imports, THREE)
    before = contents(town.services.database)
    changed = record(1, "b2", "b9", title="Autre", publisher="Essai", year=2020)
    run = put_all(imports, (changed, record(3, "b4"), record(5, "b6", "b7"), record(6)))
    assert counts(run) == (4, 2, 1, 1, 1, 0)
    undo(imports, run.id)
    assert imports.run(run.id).state is RunState.ROLLED_BACK
    assert reasons(imports, run) == []
    after = contents(town.services.database)
    told = {"operations", "item_state"}
    assert {name: rows for name, rows in after.items() if name not in told} == {
        name: rows for name, rows in before.items() if name not in told
    }
    assert {item: status(town, item) for item in ("b1", "b2", "b3", "b4", "b9")} == {
        **dict.fromkeys(("b1", "b2", "b3", "b4"), "available"),
        "b9": None,
    }
    assert_folds_alike(town)
    undone_twice = imports.rollback(run.id, "tests")
    assert undone_twice.done


def test_undoing_keeps_what_was_lent_or_changed_since(town: LittleTown, imports: Importing) -> None:
    first = put_all(imports, THREE)
    lend(town, "b1")
    put_all(imports, (*THREE[:2], record(3, "b4", title="Autre")))
    undo(imports, first.id)
    assert [title_of(town, f"Titre {n}") is not None for n in (1, 2)] == [True, False]
    assert title_of(town, "Autre") is not None
    assert len(reasons(imports, first)) == 2


def test_the_first_import_is_undone_to_nothing(town: LittleTown, imports: Importing) -> None:
    before = contents(town.services.database)
    run = put_all(imports, THREE)
    undo(imports, run.id)
    assert contents(town.services.database) == before


def test_a_record_deleted_and_brought_again_is_lent_again(
    town: LittleTown, imports: Importing
) -> None:
    harvest = start(complete=False, format="oai")
    put_all(imports, THREE, harvest)
    put_all(imports, (gone(1),), harvest)
    assert title_of(town, "Titre 1") is None
    put_all(imports, (THREE[0],), harvest)
    assert (status(town, "b1"), status(town, "b2")) == ("available", "available")
    kiosk = town.kiosk("k")
    assert town.ask(kiosk, kiosk.check_out(T0 + MINUTE, "P", "b1")).verdict == "accepted"
    assert_folds_alike(town)
