"""The messages of operating a town: what a station tells of itself, and what the operator sees."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from catalogue.wire.v1 import Message, Whole

MAX_PROBLEMS = 20
Count = Annotated[int, Field(ge=0, lt=2**53)]
Moment = Annotated[int, Field(ge=0, lt=2**53)]


class DeviceProblem(Message):
    """A device of the station that does not work, in its own words; nothing of patrons."""

    device: Annotated[str, Field(min_length=1, max_length=32)]
    problem: Annotated[str, Field(max_length=200)]
    since_ms: Moment


class StationHealth(Message):
    """What a station tells of itself about once a minute. `offset_ms`: server minus its own clock,
    with its bound; absent before the first measurement of this boot. `snapshot_ms`: the server's
    clock when its copy of the catalogue was last told."""

    version: Annotated[str, Field(max_length=64)]
    pending: Count
    quarantined: Count
    held: bool = False
    repairs: Count = 0
    offset_ms: Whole | None = None
    error_ms: Whole | None = None
    snapshot_ms: Moment | None = None
    reader: Annotated[str, Field(max_length=16)] = "unknown"
    """`ok`, `problem`, or `unknown`: no word of it yet."""
    problems: Annotated[tuple[DeviceProblem, ...], Field(max_length=MAX_PROBLEMS)] = ()


class Warned(Message):
    """Something that needs attention: a stable code, what it is, what to do."""

    code: str
    text: str
    advice: str


class StationView(Message):
    """One station as the operator sees it. `ack_seq`: the newest number of its epoch below which
    nothing is missing; `records` of all its epochs; `pending` as it told itself, None if it never
    did; `contact_ms`: when it last spoke."""

    name: str
    branch: str
    channel: str
    epoch: int
    enrolled_ms: int
    revoked_ms: int | None
    turned_away_ms: int | None
    """A revoked station was told so at that moment, and has forgotten its key by now."""
    contact_ms: int | None
    told_ms: int | None
    ack_seq: int
    prune_below: int
    records: int
    pending: int | None
    version: str | None
    health: StationHealth | None
    warnings: list[Warned]


class StationList(Message):
    """All stations, by name."""

    server_ms: int
    stations: list[StationView]


class BackupAccepted(Message):
    """The stations that may forget more now."""

    stations: list[str]


class Ready(Message):
    """The server can work: its database answers and has the tables of this version. `daily_done`:
    the newest day of the town whose work is done."""

    status: str
    server_ms: int
    daily_done: dt.date | None = None
