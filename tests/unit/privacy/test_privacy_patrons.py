"""Patrons come in from a file, once; what a line says wrongly is refused with its number."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.db.people import Card, Patron
from catalogue.domain.rights import OPERATOR
from catalogue.services.patrons.reading import (
    PatronFileUnusable,
    PatronMapping,
    read_mapping,
    read_patrons,
)
from catalogue.wire.patrons import PatronBatch, PatronRefused, PatronRow, PatronsImported
from support.central import CARDS, LittleTown, patron_of

HEADER = "card,last_name,first_name,category,branch,language,birth,expires,email\n"
LEA = "2901,Serrano,Léa,adult,A,fr,1984-03-01,2027-06-30,lea@home.example\n"
SOURCE = "orphee"


def read(tmp_path: Path, text: str, mapping: PatronMapping | None = None) -> list[object]:
    file = tmp_path / "patrons.csv"
    file.write_text(text, "utf-8")
    return list(read_patrons(file, mapping or PatronMapping()))


def take(
    town: LittleTown, tmp_path: Path, text: str, *, dry: bool = False
) -> tuple[PatronsImported, list[PatronRefused]]:
    """What came of the lines; and those that were no lines."""
    found = read(tmp_path, text)
    rows = [row for row in found if isinstance(row, PatronRow)]
    batch = PatronBatch(source=SOURCE, rows=rows, dry_run=dry)
    bad = [row for row in found if isinstance(row, PatronRefused)]
    return town.services.patron_imports.take(batch, "operator"), bad


def patron_with(town: LittleTown, card: str) -> Patron | None:
    with town.services.database.read() as session:
        return session.scalar(
            select(Patron).join(Card, Card.patron == Patron.id).where(Card.number == card)
        )


def counts(done: PatronsImported) -> tuple[int, int, int]:
    return done.created, done.updated, done.unchanged


def test_same_file_twice_changes_nothing_and_a_dry_run_nothing_at_all(
    town: LittleTown, tmp_path: Path
) -> None:
    dry, _ = take(town, tmp_path, HEADER + LEA, dry=True)
    assert counts(dry) == (1, 0, 0)
    assert patron_with(town, "2901") is None
    assert counts(take(town, tmp_path, HEADER + LEA)[0]) == (1, 0, 0)
    assert counts(take(town, tmp_path, HEADER + LEA)[0]) == (0, 0, 1)
    moved = LEA.replace("lea@home", "lea@work")
    assert counts(take(town, tmp_path, HEADER + moved)[0]) == (0, 1, 0)
    lea = patron_with(town, "2901")
    assert lea is not None
    assert (lea.first_name, lea.email, lea.pin_hash) == ("Léa", "lea@work.example", None)
    assert (lea.source, lea.external, lea.seen_ms) == (SOURCE, "2901", town.clock())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LEA.replace("adult", "noble"), "category"),
        (LEA.replace(",A,", ",Z,"), "branch"),
        (LEA.replace("1984-03-01", "1. März"), "birth"),
        (LEA.replace("lea@home.example", "lea"), "email"),
        (LEA.replace("adult", ""), "category"),
    ],
)
def test_wrong_line_is_refused_by_its_number_and_stops_no_other(
    town: LittleTown, tmp_path: Path, line: str, reason: str
) -> None:
    other = LEA.replace("2901", "2902")
    done, _ = take(town, tmp_path, HEADER + line + other)
    assert [(each.record, each.reason.partition(":")[0]) for each in done.refused] == [(2, reason)]
    assert counts(done) == (1, 0, 0)
    assert "Serrano" not in str(done.refused)


def test_line_that_is_none_is_refused_by_its_number(town: LittleTown, tmp_path: Path) -> None:
    bad = [
        LEA.rstrip() + ",too,much\n",
        LEA.replace("2901", ""),
        LEA.replace("Léa", "L\x1béa"),
        LEA.replace("2901", "2903"),
        LEA.replace("2901", "2903"),
    ]
    done, refused = take(town, tmp_path, HEADER + "".join(bad))
    assert [each.record for each in refused] == [2, 3, 4, 6]
    assert "line 5" in refused[3].reason
    assert counts(done) == (1, 0, 0)


def test_year_alone_never_makes_her_older(town: LittleTown, tmp_path: Path) -> None:
    take(town, tmp_path, HEADER + LEA.replace("1984-03-01", "2011"))
    lea = patron_with(town, "2901")
    assert lea is not None
    assert str(lea.birth_date) == "2011-12-31"


def test_card_used_before_anybody_knew_it_keeps_its_loans(town: LittleTown, tmp_path: Path) -> None:
    """The placeholder becomes her account. Guard: `_find` by the card."""
    kiosk = town.kiosk("a1")
    town.send(kiosk, kiosk.check_out(town.clock(), "2901"))
    placeholder = patron_with(town, "2901")
    assert placeholder is not None
    assert placeholder.placeholder
    assert counts(take(town, tmp_path, HEADER + LEA)[0]) == (1, 0, 0)
    lea = patron_with(town, "2901")
    assert lea is not None
    assert (lea.id, lea.placeholder) == (placeholder.id, False)


def test_card_of_somebody_else_is_refused(town: LittleTown, tmp_path: Path) -> None:
    text = "card,number,category\n2901,7,adult\n2902,8,adult\n"
    take(town, tmp_path, text)
    done, _ = take(town, tmp_path, "card,number\n2902,7\n")
    assert [each.reason for each in done.refused] == ["card: another patron's"]


def test_new_card_takes_the_place_of_the_lost_one(town: LittleTown, tmp_path: Path) -> None:
    take(town, tmp_path, "card,number,category\n2901,7,adult\n")
    done, _ = take(town, tmp_path, "card,number\n2999,7\n")
    assert counts(done) == (0, 1, 0)
    assert patron_with(town, "2901") is None
    assert patron_with(town, "2999") is not None


def test_who_is_no_longer_in_a_complete_file_goes_unless_something_is_open(
    town: LittleTown, tmp_path: Path
) -> None:
    lines = "".join(LEA.replace("2901", number) for number in ("2901", "2902", "2903"))
    take(town, tmp_path, HEADER + lines)
    kiosk = town.kiosk("a1")
    town.send(kiosk, kiosk.check_out(town.clock(), "2902"))
    imports = town.services.patron_imports
    for dry in (True, False):
        done = imports.drop_missing(SOURCE, ["2901"], "operator", dry=dry)
        assert done.deleted == 1
        assert [(each.record, each.reason) for each in done.refused] == [
            ("2902", "stays: 1 on loan")
        ]
    assert patron_with(town, "2903") is None
    assert patron_with(town, CARDS["P"]) is not None


def test_file_with_pins_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(PatronFileUnusable, match="PIN"):
        read(tmp_path, "card,pin\n2901,4711\n")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[columns]\ncard = "Carte"\npin = "Code"\n')
    with pytest.raises(PatronFileUnusable, match="PINs are never imported"):
        read_mapping(mapping)


def test_mapping_reads_another_systems_file(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        'date_format = "%d/%m/%Y"\nsource = "orphee"\n[columns]\ncard = "N° carte"\n'
        'category = "Statut"\nbirth = "Né le"\n[values.category]\nADU = "adult"\n',
        "utf-8",
    )
    [row] = read(tmp_path, "N° carte;Né le;Statut\n2901;01/03/1984;ADU\n", read_mapping(mapping))
    assert isinstance(row, PatronRow)
    assert (row.line, row.card, row.category, row.birth) == (2, "2901", "adult", "1984-03-01")
    assert row.last_name is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns]\nname = 'Nom'\n", "columns.name: no such field"),
        ("[columns]\nlast_name = 'Nom'\n", "columns.card: is needed"),
        ("shape = 'x'\n", "unknown key shape"),
        ("columns = 3\n", "columns"),
    ],
)
def test_mapping_that_cannot_be_says_where(tmp_path: Path, text: str, said: str) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(text)
    with pytest.raises(PatronFileUnusable, match=said):
        read_mapping(mapping)


def test_pin_is_told_once_and_works_at_the_kiosk(town: LittleTown, tmp_path: Path) -> None:
    take(town, tmp_path, HEADER + LEA)
    made = town.services.patron_accounts.set_pin("2901", None, OPERATOR)
    caller = town.caller(town.kiosk("a1"))
    assert made.pin is not None
    assert made.pin not in repr(made)
    session = town.services.accounts.identify(caller, "2901", made.pin)
    assert getattr(session, "display", "") == "Léa S."
    town.services.patron_accounts.set_pin(CARDS["P"], "123456", OPERATOR)
    with town.services.database.read() as opened:
        assert "123456" not in (opened.get_one(Patron, patron_of("P")).pin_hash or "")
