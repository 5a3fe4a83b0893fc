"""The messages of imports: runs, batches of records, what a feed would change.

A script of the town may use them as `beaupre catalogue import` does: begin, batches in order,
finish until it is done. A record is what `catalogue.feeds.record` says.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from catalogue.wire.v1 import Message, Whole

MAX_RECORDS = 500
"""In one batch."""
Source = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,100}$")]
Word = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{0,300}$")]
Words = Annotated[dict[Word, Word], Field(max_length=2000)]
Text = Annotated[str, Field(max_length=100_000)]
Place = Annotated[str, Field(pattern=r"^[^\x00]{0,4000}$")]
Fingerprint = Annotated[str, Field(pattern=r"^([0-9a-f]{8,64})?$")]
Number = Annotated[int, Field(ge=0, le=2**53)]
Author = Annotated[str, Field(min_length=1, max_length=64)]


class Rules(Message):
    """How the words of a source become the town's."""

    branches: Words = Field(default_factory=dict)
    kinds: Words = Field(default_factory=dict)
    collections: Words = Field(default_factory=dict)
    default_branch: Word = ""


class Start(Message):
    """A run: of which source, from where; `complete`: what the feed leaves out is gone; `by`: who
    asks, where the operator does."""

    source: Source
    format: Word
    address: Place
    fingerprint: Word = ""
    complete: bool = True
    rules: Rules = Field(default_factory=Rules)
    by: Author | None = None


class Copy(Message):
    """A copy of a record; branch, support and section in the words of the source."""

    barcode: Text
    branch: Text = ""
    support: Text = ""
    section: Text = ""
    call_number: Text = ""
    price_cents: Whole | None = None
    not_for_loan: bool = False


class Link(Message):
    """What a record opens or shows."""

    rel: Text
    href: Text
    type: Text = ""
    title: Text = ""
    properties: dict[str, JsonValue] = Field(default_factory=dict)


class Availability(Message):
    """Of a digital title."""

    state: Text
    since: Text | None = None
    until: Text | None = None
    copies_total: Whole | None = None
    copies_available: Whole | None = None
    holds_total: Whole | None = None


class Record(Message):
    """A record of a source."""

    number: Number
    source_id: Text
    title: Text = ""
    subtitle: Text = ""
    author: Text = ""
    contributors: tuple[Text, ...] = ()
    publisher: Text = ""
    year: Whole | None = None
    kind: Text = "book"
    language: Text = ""
    subjects: tuple[Text, ...] = ()
    description: Text = ""
    isbns: tuple[Text, ...] = ()
    call_number: Text = ""
    audience: Text = ""
    min_age: Whole | None = None
    cover: Text | None = None
    copies: tuple[Copy, ...] = ()
    links: tuple[Link, ...] = ()
    availability: Availability | None = None
    deleted: bool = False


class Unreadable(Message):
    """A record that could not be read, and why."""

    number: Number
    reason: Text
    source_id: Text = ""


class Arrival(Message):
    """A record with the position behind it. Neither `record` nor `refused`: it is known by its
    `fingerprint`."""

    position: Place
    record: Record | None = None
    refused: Unreadable | None = None
    fingerprint: Fingerprint = ""
    number: Number = 0


Arrivals = Annotated[list[Arrival], Field(max_length=MAX_RECORDS)]


class Batch(Message):
    """The records that follow a position."""

    after: Place | None = None
    arrivals: Arrivals


class Trial(Message):
    """Records that are only compared."""

    start: Start
    arrivals: Arrivals


class Fingerprints(Message):
    """Which of these are known?"""

    run: Annotated[str, Field(max_length=64)] = ""
    source: Source
    rules: Rules = Field(default_factory=Rules)
    fingerprints: Annotated[list[Fingerprint], Field(max_length=MAX_RECORDS)]


class KnownOnes(Message):
    """Those that are, each with the number of its record."""

    fingerprints: dict[str, int]


class Onward(Message):
    """A slice of the end of a run, behind `after`."""

    after: Number = 0
    delete_many: bool = False


class Undo(Message):
    """A slice of undoing a run."""

    by: Author | None = None


class StepNow(Message):
    """Ask again with `after` until it is `done`."""

    done: bool
    after: int


class CountsNow(Message):
    """Titles."""

    read: int
    created: int
    updated: int
    unchanged: int
    deleted: int
    refused: int


class RunNow(Message):
    """A run as it stands."""

    id: str
    source: str
    format: str
    address: str
    state: Literal["running", "interrupted", "done", "failed", "rolling_back", "rolled_back"]
    position: str | None
    complete: bool
    counts: CountsNow
    started_ms: int
    changed_ms: int
    finished_ms: int | None
    author: str


class Runs(Message):
    """The newest first."""

    runs: list[RunNow]


class RemarkNow(Message):
    """A record or copy that was not taken, or what is kept although the feed has it no more."""

    n: int
    kind: Literal["record", "copy", "kept"]
    record: int
    source_id: str
    subject: str
    reason: str


class Remarks(Message):
    """In order; go on behind the last `n`."""

    remarks: list[RemarkNow]


class DifferenceNow(Message):
    """One title; `fields`: name, before, after."""

    change: str
    source_id: str
    title: str
    fields: list[tuple[str, str, str]]


class DifferencesNow(Message):
    """Of a batch; `met`: numbers of the records the town follows."""

    counts: CountsNow
    changes: list[DifferenceNow]
    remarks: list[RemarkNow]
    met: list[int]


class FollowedNow(Message):
    """A record the town follows; `keeps`: why its title would stay without it."""

    n: int
    source_id: str
    title: str
    keeps: str | None


class ExportedCopyNow(Message):
    """A copy that is not withdrawn."""

    barcode: str
    branch: str
    kind: str
    call_number: str
    price_cents: int | None
    not_for_loan: bool


class ExportedTitleNow(Message):
    """A title with its copies, and the links of what it opens: relation, address."""

    id: str
    work: str | None
    title: str
    subtitle: str
    author: str
    contributors: list[str]
    publisher: str
    year: int | None
    kind: str
    collection: str
    language: str
    subjects: list[str]
    description: str
    isbn: str
    call_number: str
    audience: str
    min_age: int | None
    cover: str | None
    copies: list[ExportedCopyNow]
    links: list[tuple[str, str]]


class ExportedPage(Message):
    """In order of ids; go on behind the last; empty at the end."""

    titles: list[ExportedTitleNow]


class FollowedPage(Message):
    """In order; go on behind the last `n`; empty at the end."""

    records: list[FollowedNow]
