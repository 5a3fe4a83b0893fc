"""A town file with a fault: one line that says where, what is wrong and what to do."""

from __future__ import annotations

import pytest

from catalogue.services.town_config.reading import TownFileFaults, read_town_file
from catalogue.services.town_config.writing import write_town_file
from support.town_files import BOURG, bourg


def complaints(*edits: tuple[str, str]) -> tuple[str, ...]:
    with pytest.raises(TownFileFaults) as caught:
        read_town_file(bourg(*edits), "bourg.toml")
    return caught.value.lines


def test_file_in_order_is_written_as_it_was_read() -> None:
    assert write_town_file(read_town_file(BOURG)) == BOURG


def test_order_of_rows_and_comments_say_nothing() -> None:
    text = bourg(
        ('["monday", "sunday"]', '["sunday", "monday"] # jamais'),
        ("first = 2027-02-23", "last = 2027-02-23, first = 2027-02-23"),
    )
    rows = text.split("policies = [\n")[1].split("]\n")[0]
    turned = "\n".join(reversed(rows.splitlines())) + "\n"
    assert write_town_file(read_town_file(text.replace(rows, turned))) == BOURG


POLICY = "lending, policies, row 2 (adult × dvd)"
ROLES = "circulate, holds, conflicts, stock, devices, people, fees, stations, config, audit,"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "loan_days = 7",
            "loan_day = 7",
            f"{POLICY}, loan_day: unknown key; write loan_days if that is meant, else remove it",
        ),
        (
            "loan_days = 7, ",
            "",
            f"{POLICY}: loan_days is missing; for example loan_days = 21",
        ),
        (
            "loan_days = 7",
            'loan_days = "7"',
            (
                f"{POLICY}, loan_days: must be a whole number, not text in quotation marks;"
                " for example loan_days = 21"
            ),
        ),
        (
            "loan_days = 7",
            "loan_days = true",
            (
                f"{POLICY}, loan_days: must be a whole number, not true or false;"
                " for example loan_days = 21"
            ),
        ),
        ("loan_days = 7", "loan_days = 0", f"{POLICY}, loan_days: 0 is too small, the least is 1"),
        (
            "loan_days = 7",
            "loan_days = 700",
            f"{POLICY}, loan_days: 700 is too much, the most is 366",
        ),
        (
            'branch = "gare", loan_days',
            'branch = "gaer", loan_days',
            (
                "lending, policies, row 3 (adult × gaer × dvd), branch: there is no branch"
                " “gaer”; those in branches are gare, moulin"
            ),
        ),
        (
            'category = "adult", kind = "dvd", loan',
            'category = "senior", kind = "dvd", loan',
            (
                "lending, policies, row 2 (senior × dvd), category: there is no category"
                " “senior”; those in categories are adult, child"
            ),
        ),
        (
            "first = 2027-02-23",
            'first = "2027-02-23"',
            (
                "calendar, closed, row 1 (2027-02-23), first: must be a date, written"
                " 2027-07-14 without quotation marks, not text in quotation marks; for example"
                " first = 2027-07-26"
            ),
        ),
        (
            "last = 2027-08-14",
            "last = 2027-07-14",
            (
                "calendar, closed, row 2 (moulin × 2027-08-02), last: 2027-07-14 is before"
                " 2027-08-02; exchange them"
            ),
        ),
        (
            "last = 2027-08-14",
            "last = 2072-08-14",
            (
                "calendar, closed, row 2 (moulin × 2027-08-02), last: that is more than"
                " 366 days; write a nearer date"
            ),
        ),
        (
            "Europe/Paris",
            "Europe/Pariss",
            (
                "town, time_zone: no time zone is called “Europe/Pariss”; names are like"
                " “Europe/Paris”"
            ),
        ),
        (
            "FR-999990001",
            "FR999990001",
            (
                "town, owners, value 1: “FR999990001” is no ISIL; one is like"
                " “FR-751131015” (ISO 15511)"
            ),
        ),
        (
            '["monday", "sunday"]',
            '["mondy", "sunday"]',
            (
                "branches, row 2 (moulin), closed_weekdays, value 1: “mondy” is not one of"
                " monday, tuesday, wednesday, thursday, friday, saturday, sunday"
            ),
        ),
        (
            '["monday", "sunday"]',
            '["saturday", "sunday"]',
            (
                "branches, row 2 (moulin), opening, saturday: has opening hours, but stands"
                " in closed_weekdays; remove one of them"
            ),
        ),
        (
            '"14:00-18:00"',
            '"18:00-14:00"',
            ("branches, row 2 (moulin), opening, wednesday: “18:00-14:00” closes before it opens"),
        ),
        (
            '"14:00-18:00"',
            '"12:00-18:00"',
            (
                "branches, row 2 (moulin), opening, wednesday: “12:00-18:00” begins before"
                " the one before it ends"
            ),
        ),
        (
            'id = "child"',
            'id = "adult"',
            (
                "lending, categories, row 2 (adult): speaks of the same as row 1; remove"
                " one of the two"
            ),
        ),
        (
            'id = "gare"',
            'id = "la gare"',
            (
                "branches, row 1 (la gare), id: “la gare” cannot be used here; for example"
                ' id = "tilleuls"'
            ),
        ),
        (
            'name = "La Gare"',
            'name = "La Gare "',
            ("branches, row 1 (gare), name: must be one line of text without spaces around it"),
        ),
        (
            'name = "La Gare"',
            'name = "La\\u0000Gare"',
            ("branches, row 1 (gare), name: must be one line of text without spaces around it"),
        ),
        (
            '{ branch = "moulin", bin = "B", label = "Adultes" },',
            "",
            (
                "returns, sort_rules: “moulin” has rules, but none for all that is left;"
                " add one with branch, bin and label alone"
            ),
        ),
        (
            '"config"',
            '"everything"',
            (
                "staff, roles, row 1 (admin), rights, value 2: “everything” is not one of"
                f" {ROLES} backup, statistics, tags"
            ),
        ),
        (
            "[returns]",
            "[retruns]",
            "retruns: unknown key; write returns if that is meant, else remove it",
        ),
        (
            "[returns]",
            "[returns",
            ("not TOML: expected ']' at the end of a table declaration (at line 43, column 9)"),
        ),
        (
            "2027-02-23",
            "2027-02-30",
            "not TOML: invalid date or datetime (at line 25, column 15)",
        ),
    ],
)
def test_fault_has_one_line_with_its_place(old: str, new: str, line: str) -> None:
    assert complaints((old, new)) == (f"bourg.toml: {line}",)


def test_rule_of_a_branch_that_does_not_exist_is_one_fault() -> None:
    lines = complaints(
        (
            '    { branch = "moulin", bin',
            '    { branch = "mulin", bin = "A", label = "x" },\n    { branch = "moulin", bin',
        )
    )
    assert lines == (
        (
            "bourg.toml: returns, sort_rules, row 1 (mulin), branch: there is no branch “mulin”;"
            " those in branches are gare, moulin"
        ),
    )


def test_every_fault_has_a_line_of_its_own() -> None:
    lines = complaints(("loan_days = 21", "loan_days = -1"), ("languages", "language"))
    assert [line.split(": ")[1] for line in lines] == [
        "town, language",
        "lending, policies, row 1 (book), loan_days",
    ]


def test_town_without_a_branch_is_no_town() -> None:
    with pytest.raises(TownFileFaults) as caught:
        read_town_file("branches = []\n" + BOURG.split("[[branches]]")[0])
    assert "branches: is empty; at least one is needed" in caught.value.lines
