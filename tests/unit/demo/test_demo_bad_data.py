"""What a wrong hand in the demo data gets: one line that names file and key."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from catalogue.demo.reading import DemoDataError
from catalogue.demo.town import (
    COPIES_FILE,
    DIGITAL_FILE,
    PEOPLE_FILE,
    TITLES_FILE,
    TOWN_FILE,
    load_town,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the town that a test may spoil."""
    for name in (TOWN_FILE, PEOPLE_FILE, TITLES_FILE, COPIES_FILE, DIGITAL_FILE):
        (tmp_path / name).write_bytes((files("catalogue.demo") / name).read_bytes())
    return tmp_path


def complaint(folder: Path, name: str, old: str, new: str) -> str:
    """What `load_town` says once the first `old` in a file has become `new`."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DemoDataError) as caught:
        load_town(folder)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_copied_town_loads_as_it_is(folder: Path) -> None:
    assert load_town(folder) == load_town()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            'category = "adult"\nbranch',
            'cateogry = "adult"\nbranch',
            "people.toml: patrons[0].cateogry: unknown key 'cateogry', perhaps 'category'",
        ),
        (
            "birth_date = 1984-03-17",
            "birth_date = 1984-03-17T00:00:00",
            "people.toml: patrons[0].birth_date: is datetime, not date",
        ),
        ('first_name = "Jeanne"\n', "", "people.toml: patrons[0].first_name: is missing"),
        (
            'patron = "jeanne-marchand"',
            'patron = "jeanne-martin"',
            "people.toml: circulation.loans[0].patron: 'jeanne-martin' is not known",
        ),
        (
            'borrower = "jeanne-marchand"',
            'borrower = "jeanne"',
            "people.toml: cast.borrower: 'jeanne' is not known",
        ),
        ('pin = "', 'pin = "0', "people.toml: patrons[0].pin: is not four digits"),
    ],
)
def test_slip_in_the_file_of_people_is_named(folder: Path, old: str, new: str, line: str) -> None:
    assert complaint(folder, PEOPLE_FILE, old, new) == line


def test_card_with_a_wrong_check_digit_is_named(folder: Path) -> None:
    card = load_town().patrons[0].card
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    line = complaint(folder, PEOPLE_FILE, card, wrong)
    assert line.startswith(f"people.toml: patrons[0].card: '{wrong}' is not ")
    assert line.endswith("with a right check digit")


def test_pin_of_a_wrong_type_is_not_repeated(folder: Path) -> None:
    line = complaint(folder, PEOPLE_FILE, f'pin = "{load_town().patrons[0].pin}"', "pin = 7982")
    assert line == "people.toml: patrons[0].pin: is int, not str"


def test_patron_that_is_there_twice_is_named(folder: Path) -> None:
    line = complaint(folder, PEOPLE_FILE, 'id = "moussa-diallo"', 'id = "jeanne-marchand"')
    assert line == "people.toml: patrons.id: 'jeanne-marchand' is there twice"


def test_text_that_is_not_toml_is_named_with_its_line(folder: Path) -> None:
    line = complaint(folder, PEOPLE_FILE, "[circulation]", "[circulation")
    assert line.startswith("people.toml: not TOML: ")
    assert "(at line " in line


def test_fault_of_the_town_file_is_told_as_an_administrator_is_told(folder: Path) -> None:
    line = complaint(folder, TOWN_FILE, "loan_days = 21", 'loan_days = "21"')
    assert line == (
        "valbreuil.toml: lending, policies, row 1 (adult × book), loan_days: must be a whole"
        " number, not text in quotation marks; for example loan_days = 21"
    )


def test_cast_item_that_is_on_loan_is_refused(folder: Path) -> None:
    lent = load_town().loans[0].item
    free = load_town().cast.items.disc.item
    line = complaint(folder, PEOPLE_FILE, f'disc = "{free}"', f'disc = "{lent}"')
    assert line == f"people.toml: cast.items.disc: {lent} is on loan"


def test_ereader_without_a_kit_is_named(folder: Path) -> None:
    kit = load_town().kits[0]
    text = (folder / PEOPLE_FILE).read_text(encoding="utf-8")
    start = text.index("[[ereaders.kits]]")
    end = text.index("[[ereaders.kits]]", start + 1)
    line = complaint(folder, PEOPLE_FILE, text[start:end], "")
    assert line == f"people.toml: ereaders.kits: none for the e-reader {kit.item}"


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (TITLES_FILE, ",author,", ",autor,", "unknown column 'autor', perhaps 'author'"),
        (TITLES_FILE, ",book,", ",boook,", "line 2.kind: unknown value 'boook', perhaps 'book'"),
        (TITLES_FILE, ",1885,", ",MDCCC,", "line 2.year: is str, not int"),
        (TITLES_FILE, "t0002,", "t0001,", "id: 't0001' is there twice"),
        (TITLES_FILE, "t0003,", "", "line 4: needs 12 cells"),
        (COPIES_FILE, ",t0001,", ",t9999,", "line 2.title: 't9999' is not known"),
        (COPIES_FILE, ",tilleuls,", ",tileuls,", "line 2.branch: 'tileuls' is not known"),
        (COPIES_FILE, ",yes\n", ",maybe\n", "not_for_loan: is str, not bool"),
    ],
)
def test_slip_in_a_table_is_named_with_its_line(
    folder: Path, name: str, old: str, new: str, line: str
) -> None:
    said = complaint(folder, name, old, new)
    assert said.startswith(f"{name}: ")
    assert said.endswith(line)


def test_uid_of_another_standard_is_refused(folder: Path) -> None:
    uid = load_town().copies[0].uid
    line = complaint(folder, COPIES_FILE, uid, "04A1B2C3D4E5F6A7")
    assert line == "copies.csv: line 2.uid: is not an ISO 15693 UID: '04A1B2C3D4E5F6A7'"


def test_missing_file_is_named(folder: Path) -> None:
    (folder / COPIES_FILE).unlink()
    with pytest.raises(DemoDataError, match=r"^copies\.csv: cannot be read: "):
        load_town(folder)
