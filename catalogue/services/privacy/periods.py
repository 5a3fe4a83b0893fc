"""Until when what is known of persons is known, on a day of the town."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from catalogue.services.town import time_zone
from catalogue.services.town_config.present import retention


@dataclass(frozen=True, slots=True)
class Horizons:
    """Moments (ms UTC); what ended before one of them is forgotten. `launches` is a day."""

    loans: int
    holds: int
    notices: int
    fees: int
    accounts: int
    audit: int
    launches: dt.date


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last one of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return day.replace(year=years, month=month + 1, day=min(day.day, last))


def horizons(session: Session, day: dt.date) -> Horizons:
    """Of a day, by the town's own periods."""
    periods = retention(session)
    zone = time_zone(session)

    def start_ms(months: int) -> int:
        then = months_before(day, months)
        return int(dt.datetime(then.year, then.month, then.day, tzinfo=zone).timestamp() * 1000)

    return Horizons(
        loans=start_ms(periods.loans),
        holds=start_ms(periods.holds),
        notices=start_ms(periods.notices),
        fees=start_ms(periods.fees),
        accounts=start_ms(periods.accounts),
        audit=start_ms(periods.audit),
        launches=months_before(day, periods.launches),
    )
