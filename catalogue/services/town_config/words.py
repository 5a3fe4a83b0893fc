"""How a change is said: the words of each key of the town file, and its value for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

MONEY: Final = "€"
DAYS: Final = "days"
MONTHS: Final = "months"
MINUTES: Final = "minutes"
WORDS: Final = {
    ("town", "time_zone"): "time zone",
    ("branch", "closed_weekdays"): "closed weekdays",
    ("branch", "opening"): "open",
    ("message", "text"): "",
    ("calendar", "public_holidays"): "public holidays of",
    ("lending", "travel_minutes"): "from branch to branch",
    ("category", "loan_limit"): "loans at once",
    ("category", "hold_limit"): "holds at once",
    ("category", "debt_block_cents"): "stopped when owing",
    ("category", "overdue_block_days"): "stopped when late by",
    ("category", "lost_block_items"): "items lost until stopped",
    ("policy", "loan_days"): "",
    ("policy", "renewal_days"): "a renewal adds",
    ("policy", "kind_limit"): "of this kind at once",
    ("policy", "min_age"): "from age",
    ("policy", "pickup_days"): "on the hold shelf",
    ("policy", "fine_cents"): "fine a day",
    ("policy", "fine_grace_days"): "without fine",
    ("policy", "fine_cap_cents"): "fine at most",
    ("policy", "lost_cents"): "if lost",
}
"""By section and key; a key that is not here is called by its name, an empty word needs none."""


def said(section: str, field: str, before: object, after: object) -> str:
    """`renewals 2 → 1`, `7 → 14 days`; of rights and languages, what comes and what goes; of
    opening hours and texts, the days and languages that change."""
    word = WORDS.get((section, field), field)
    if isinstance(before, dict) and isinstance(after, dict):
        days = dict.fromkeys((*before, *after))
        absent = "none" if field == "text" else "closed"
        both = (
            (day, _each(before.get(day), absent), _each(after.get(day), absent)) for day in days
        )
        return f"{word} " + "; ".join(f"{day} {a} → {b}" for day, a, b in both if a != b)
    if isinstance(before, tuple) and isinstance(after, tuple) and set(before) != set(after):
        moved = [f"+ {each}" for each in after if each not in before]
        moved += [f"- {each}" for each in before if each not in after]
        return f"{word} {', '.join(moved)}"
    unit = _unit(section, field)
    old, new = _value(before, field), _value(after, field)
    if before is not None and after is not None and unit:
        return f"{word} {old} → {new} {unit}".lstrip()
    return f"{word} {_with_unit(old, before, unit)} → {_with_unit(new, after, unit)}".lstrip()


def words_of(section: str, fields: Mapping[str, object]) -> Iterator[str]:
    """What a new thing says, key by key; what says nothing is passed over."""
    for field, value in fields.items():
        if value in (None, (), {}) or (value == 0 and field.startswith("fine")):
            continue
        word = WORDS.get((section, field), "" if field in ("name", "label", "rights") else field)
        yield f"{word} {_with_unit(_value(value, field), value, _unit(section, field))}".lstrip()


def _unit(section: str, field: str) -> str:
    if field.endswith("_cents"):
        return MONEY
    if section == "retention":
        return MONTHS
    if field.endswith("_minutes"):
        return MINUTES
    return DAYS if field.endswith("_days") else ""


def _with_unit(text: str, value: object, unit: str) -> str:
    if value is None or not unit:
        return text
    return f"{text} {unit[:-1] if unit in (DAYS, MONTHS, MINUTES) and value == 1 else unit}"


def _each(value: Sequence[str] | str | None, absent: str = "") -> str:
    """Of a table: the hours of a day, the words of a language."""
    if isinstance(value, str):
        return f"“{value}”"
    return " and ".join(value) if value else absent


def _value(value: object, field: str) -> str:
    if value is None or value in ((), {}):
        return "none"
    if field.endswith("_cents") and isinstance(value, int):
        return f"{value // 100}.{value % 100:02}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{day} {_each(spans)}" for day, spans in value.items())
    return f"“{value}”" if field in ("name", "label", "address", "network") else str(value)
