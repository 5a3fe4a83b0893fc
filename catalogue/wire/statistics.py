"""Messages of the statistics: numbers, no person."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from catalogue.wire.v1 import Message


class LoansBy(StrEnum):
    """By what loans are counted."""

    KIND = "kind"
    BRANCH = "branch"
    HOUR = "hour"
    WEEKDAY = "weekday"
    MONTH = "month"


class ResourcesBy(StrEnum):
    """By what uses of digital resources are counted."""

    MONTH = "month"
    RESOURCE = "resource"


class Overview(Message):
    """What there is. `patrons`: accounts; `patrons_active`: used in the last twelve months;
    `resources`: digital ones. By kind and branch as the catalogue names them."""

    titles: int
    items: int
    patrons: int
    patrons_active: int
    resources: int
    branches: int
    stations: int
    loans_open: int
    loans_late: int
    holds_waiting: int
    holds_ready: int
    digital_loans_open: int
    conflicts_open: int
    items_by_kind: dict[str, int]
    items_by_branch: dict[str, int]
    loans_open_by_kind: dict[str, int]
    loans_open_by_branch: dict[str, int]


class Count(Message):
    """`key` as the catalogue names it, `label` as people do; empty: not known any more."""

    key: str
    label: str
    value: int


class Series(Message):
    """`of`: what was counted (`loans`, or a metric of resources), in days `first` to `last`."""

    of: str
    by: str
    first: dt.date
    last: dt.date
    counts: list[Count]
