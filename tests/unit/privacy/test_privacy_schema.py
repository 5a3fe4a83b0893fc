"""Every column that can name a patron is one that is known to be forgotten."""

from __future__ import annotations

from sqlalchemy import Column

from catalogue.db.schema import METADATA

NAMING = ("patron", "card", "email", "person", "borrower", "guardian", "who", "name")
FORGOTTEN = {
    "cards.patron": "erase",
    "charter_signatures.guardian": "erase",
    "charter_signatures.patron_id": "erase",
    "digital_holds.patron": "cut_loans, forget_patron",
    "digital_loans.patron": "cut_loans, forget_patron",
    "digital_tickets.patron": "sessions, forget_patron",
    "doubled_cards.patron": "doubled, erase",
    "fee_lines.patron_id": "sever, fees, erase",
    "holds.patron_id": "sever: an alias",
    "item_state.patron": "who has it now",
    "loans.patron_id": "sever: an alias",
    "lockouts.card_key": "sessions: a keyed hash, for a day",
    "mails.patron": "sessions: two days; erase",
    "notices.patron_id": "notices, sever, erase",
    "patron_sessions.patron": "sessions, erase",
    "patrons.email": "erase",
    "patrons.first_name": "erase",
    "patrons.last_name": "erase",
    "seen_cards.patron": "sessions: minutes; erase",
    "sidecars.patron": "sever, leftovers, erase",
    "usage_counters.who": "purge_launches: a pseudonym, for the period of a limit",
}
"""By what. What is added here is also added to docs/privacy.md and to `support.privacy_life`."""
OF_THINGS = {
    *("branches", "categories", "content_packs", "charters", "digital_providers", "kit_models"),
    *("kit_parts", "settings", "staff", "stations", "import_runs", "digital_resources"),
}
"""Tables whose names are those of things, or of staff."""


def _names_somebody(column: Column[object]) -> bool:
    of_patron = any(key.column.table.name == "patrons" for key in column.foreign_keys)
    told = any(word in column.name.split("_") for word in NAMING)
    return of_patron or (told and column.table.name not in OF_THINGS)


def test_every_column_that_can_name_a_patron_is_forgotten_by_something() -> None:
    """A table added later fails here until somebody has said what forgets it."""
    found = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if _names_somebody(column)
    }
    assert found - {"feed.table_name", "feed_pending.table_name"} == set(FORGOTTEN)
