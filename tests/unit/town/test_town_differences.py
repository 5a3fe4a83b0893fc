"""What a town file would change, in the words of a person."""

from __future__ import annotations

import pytest

from catalogue.services.town_config.differences import differences
from catalogue.services.town_config.reading import read_town_file
from support.town_files import BOURG, bourg


def lines(*edits: tuple[str, str]) -> list[str]:
    before, after = read_town_file(BOURG), read_town_file(bourg(*edits))
    return [str(change) for change in differences(before, after)]


def test_same_file_has_no_difference() -> None:
    assert lines() == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("loan_days = 7", "loan_days = 14", "~ policy adult × dvd: 7 → 14 days"),
        ("renewals = 0", "renewals = 1", "~ policy adult × dvd at gare: renewals 0 → 1"),
        (
            "fine_cents = 10",
            "fine_cents = 25",
            "~ policy adult × dvd: fine a day 0.10 → 0.25 €",
        ),
        (
            "renewals = 2",
            "renewals = 2, renewal_days = 1",
            "~ policy all × book: a renewal adds none → 1 day",
        ),
        ("Le Moulin", "Moulin neuf", "~ branch moulin: name “Le Moulin” → “Moulin neuf”"),
        ('["monday", "sunday"]', '["sunday"]', "~ branch moulin: closed weekdays - monday"),
        (
            '["10:00-12:30", "14:00-18:00"]',
            '["14:00-18:00"]',
            "~ branch moulin: open wednesday 10:00-12:30 and 14:00-18:00 → 14:00-18:00",
        ),
        (
            'saturday = ["10:00-13:00"]',
            'friday = ["15:00-18:00"]',
            "~ branch moulin: open saturday 10:00-13:00 → closed; friday closed → 15:00-18:00",
        ),
        ("Europe/Paris", "Europe/Rome", "~ town: time zone Europe/Paris → Europe/Rome"),
        ('["fr", "en"]', '["fr", "ar"]', "~ town: languages + ar, - en"),
        ('["fr", "en"]', '["en", "fr"]', "~ town: languages fr, en → en, fr"),
        ('public_holidays = "FR"\n', "", "~ calendar: public holidays of FR → none"),
        ('    { first = 2027-02-23, label = "Inventaire" },\n', "", "- closed 2027-02-23"),
        ("Inventaire", "Récolement", "~ closed 2027-02-23: label “Inventaire” → “Récolement”"),
        (
            "{ first = 2027-05-06, ",
            '{ first = 2027-05-08, label = "Fête" },\n    { first = 2027-05-06, ',
            "+ open 2027-05-08: “Fête”",
        ),
        ("= 1000", "= 500", "~ category adult: stopped when owing 10.00 → 5.00 €"),
        ('bin = "C"', 'bin = "D"', "~ sort rule at moulin-2, dvd: bin C → D"),
        (
            '"circulate", "holds"]',
            '"circulate", "fees"]',
            "~ role desk: rights + fees, - holds",
        ),
        (
            '    { name = "desk", rights = ["circulate", "holds"] },\n',
            "",
            "- role desk",
        ),
    ],
)
def test_change_is_one_line(old: str, new: str, line: str) -> None:
    assert lines((old, new)) == [line]


def test_town_that_is_new_is_told_whole() -> None:
    told = [str(change) for change in differences(None, read_town_file(BOURG))]
    assert all(line.startswith("+ ") for line in told)
    assert (
        "+ policy adult × dvd: 7 days, renewals 1, on the hold shelf 7 days, fine a day 0.10 €"
        in told
    )
    assert "+ closed 2027-08-02 to 2027-08-14 at moulin" in told
    assert "+ sort rule at moulin, all that is left: bin B, “Adultes”" in told
    assert len(told) == 1 + 2 + 1 + 3 + 1 + 2 + 3 + 3 + 2 + 1
