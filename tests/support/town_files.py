"""A small town file that uses every table, and edits of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from catalogue.services.town_config.reading import read_town_file
from catalogue.services.town_config.setting_up import Outcome, apply_file

BOURG = """\
[town]
name = "Bourg"
network = "Médiathèques de Bourg"
time_zone = "Europe/Paris"
languages = ["fr", "en"]
owners = ["FR-999990001"]

[[branches]]
id = "gare"
name = "La Gare"

[[branches]]
id = "moulin"
name = "Le Moulin"
address = "1, chemin du Moulin"
closed_weekdays = ["monday", "sunday"]

[branches.opening]
wednesday = ["10:00-12:30", "14:00-18:00"]
saturday = ["10:00-13:00"]

[calendar]
public_holidays = "FR"
closed = [
    { first = 2027-02-23, label = "Inventaire" },
    { first = 2027-08-02, last = 2027-08-14, branch = "moulin" },
]
open = [
    { first = 2027-05-06, branch = "gare" },
]

[lending]
categories = [
    { id = "adult", name = "Adulte", loan_limit = 20, hold_limit = 5, debt_block_cents = 1000 },
    { id = "child", name = "Enfant", loan_limit = 10, hold_limit = 3, debt_block_cents = 1000 },
]
policies = [
    { kind = "book", loan_days = 21, renewals = 2 },
    { category = "adult", kind = "dvd", loan_days = 7, renewals = 1, fine_cents = 10 },
    { category = "adult", kind = "dvd", branch = "gare", loan_days = 14, renewals = 0 },
]

[returns]
sort_rules = [
    { branch = "moulin", bin = "B", label = "Adultes" },
    { branch = "moulin", kind = "dvd", bin = "A", label = "Films" },
    { branch = "moulin", station = "moulin-2", kind = "dvd", bin = "C", label = "Films" },
]

[staff]
roles = [
    { name = "admin", rights = ["circulate", "config"] },
    { name = "desk", rights = ["circulate", "holds"] },
]
"""
"""In the order and the form in which it is exported."""


def bourg(*edits: tuple[str, str]) -> str:
    """The file with these texts replaced, each the first time it occurs."""
    text = BOURG
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def set_up(session: Session, text: str, now_ms: int) -> Outcome:
    """Apply a text in a transaction of the caller's."""
    return apply_file(session, read_town_file(text), now_ms, "operator:test", "apply")
