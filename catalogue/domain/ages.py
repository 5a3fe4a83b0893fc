"""How old somebody is on a day. Pure."""

from __future__ import annotations

from datetime import date


def age_on(birth: date | None, day: date) -> int | None:
    """Years; None when the birth date is not known (a class, an institution)."""
    if birth is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
