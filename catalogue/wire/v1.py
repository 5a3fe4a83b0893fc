"""The messages of REST v1 (protocol of circulation and sync).

`POST /v1/stations/enrol` · `GET /v1/station` · `GET /v1/station/secrets` ·
`POST /v1/patron-sessions` · `POST /v1/patron-sessions/end` · `POST /v1/operations` ·
`GET /v1/snapshot?cursor=` · `GET /v1/changes?cursor=` · `GET /v1/digest?cursor=` ·
`GET /v1/records?epoch=&after=` · `GET /v1/health`. A station authenticates with
`Authorization: Bearer TOKEN`; errors are `application/problem+json` (RFC 9457) with a stable
`code`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from catalogue.domain.operations import MAX_INTEGER

MAX_BATCH = 500
"""Records in one POST /v1/operations."""

Whole = Annotated[int, Field(ge=-MAX_INTEGER, le=MAX_INTEGER)]
"""An integer as records have them, and as every database takes it."""


class Message(BaseModel):
    """Base of all messages: frozen; a field nobody knows is ignored, so that N-1 talks to N."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Problem(Message):
    """RFC 9457 body of every error."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    tries_left: int | None = None
    reason: str | None = None
    """Of `blocked`: which kind of block, a DenialReason."""
    wipe: bool | None = None
    """With `revoked` and `not_enrolled`: the station forgets its key and all it knows of the town,
    and keeps its queue, which it cannot read."""


class EnrolRequest(Message):
    """A station introduces itself with a one-time code an operator made."""

    code: Annotated[str, Field(min_length=8, max_length=200, repr=False)]
    station: Annotated[str, Field(min_length=1, max_length=64)]


class Enrolment(Message):
    """Answer to an enrolment; `token` is shown this once, the server keeps its hash."""

    station: str
    branch: str
    epoch: int
    token: Annotated[str, Field(repr=False)]


class StationInfo(Message):
    """What a station fetches at boot. Keys are base64."""

    station: str
    branch: str
    branch_name: str
    town: str
    time_zone: str
    epoch: int
    station_key: Annotated[str, Field(repr=False)]
    """HMAC key of this station (cards in the snapshot, `patron_ref`); 32 bytes."""
    server_public_key: str
    """X25519 key the sidecars are sealed to; 32 bytes."""
    staff_token_key: str = ""
    """Ed25519 key staff tokens are signed with; 32 bytes."""
    owners: list[str]
    """Owner codes of the tags this town lends, as written on the tags."""
    server_ms: int


class StationSecrets(Message):
    """What a station keeps in memory and nowhere else. Never logged, never stored, in no feed."""

    tag_password: Annotated[
        str | None, Field(pattern="^[0-9A-Fa-f]{8}$", max_length=8, repr=False)
    ] = None
    """EAS/AFI password of the town's NXP tags, 32 bits in hexadecimal."""


class PatronSessionRequest(Message):
    """A patron identifies herself. Never logged, never stored."""

    card: Annotated[str, Field(min_length=1, max_length=64, repr=False)]
    pin: Annotated[str, Field(min_length=1, max_length=32, repr=False)]
    beside: Annotated[
        list[Annotated[str, Field(max_length=128)]], Field(max_length=8, repr=False)
    ] = []
    """Sessions at the same station that stay open: a family with one pile."""


class OpenLoan(Message):
    """One open loan, as the patron's own session sees it."""

    item: str
    due_ms: int
    loan: str = ""
    """Its check_out, which a renewal names."""
    renewals_left: int = 0
    denied: str | None = None
    """Why it cannot be renewed now, a DenialReason."""
    renewed_ms: int | None = None
    """Until when it would run if it were renewed now."""


class PatronHold(Message):
    """One open hold of hers. Ready: on the hold shelf of `pickup` under `label` until `until_ms`;
    else her `place` in the queue, from 1. `name` is the title's."""

    id: str
    title: str
    name: str
    pickup: str | None = None
    ready: bool = False
    label: str | None = None
    until_ms: int | None = None
    place: int | None = None


class PatronFee(Message):
    """One open debt; `reason`: overdue, lost, part, other."""

    id: str
    reason: str
    name: str
    part: str | None = None
    at_ms: int
    open_cents: int


class PatronMessage(Message):
    """Something she is told (`hold_ready`, …); `corrects` names the one it takes back."""

    id: str
    kind: str
    corrects: str | None = None
    name: str
    branch: str | None = None
    moment_ms: int | None = None
    at_ms: int


class PatronAccount(Message):
    """What a patron sees of her account, over her own session only."""

    loans: Annotated[list[OpenLoan], Field(repr=False)] = []
    loan_limit: int = 0
    hold_limit: int = 0
    holds: Annotated[list[PatronHold], Field(repr=False)] = []
    balance_cents: int = 0
    expires: str | None = None
    """The last day of her card, an ISO date."""
    home: str | None = None
    """Her own branch."""
    fees: Annotated[list[PatronFee], Field(repr=False)] = []
    messages: Annotated[list[PatronMessage], Field(repr=False)] = []


class PatronSession(PatronAccount):
    """An accepted identification. Lives in the station's memory until the session ends."""

    session: Annotated[str, Field(repr=False)]
    display: Annotated[str, Field(repr=False)]
    """First name and initial, e.g. `Jeanne M.`"""
    language: str
    mail: Annotated[str, Field(repr=False)] = ""
    """Her address as a screen may show it, `j•••••@exemple.fr`; empty: no mail reaches her."""


class SessionEnd(Message):
    """The end of a patron's session. In the body: addresses are written into logs on the way."""

    session: Annotated[str, Field(max_length=128, repr=False)]


class ItemStanding(Message):
    """What the server knows of a thing that lies on a pad, to say why a gate rings. No patron.
    `loan`: its open loan, if there is one; `known` False for nobody's."""

    item: str
    known: bool
    loan: str | None = None


class Record(Message):
    """An operation (its JSON form, see catalogue.domain.operations) and its sealed sidecar."""

    op: dict[str, Any]
    sidecar: str | None = None
    """base64 of a sealed box over the JSON `{"key": "card:…", "nonce": hex32}`."""


class Head(Message):
    """Newest record on the station's disk."""

    seq: Whole
    hash: str


class OperationsRequest(Message):
    """A batch, oldest first; `ask` names the one record that is a question."""

    epoch: Whole
    head: Head
    ask: str | None = None
    session: Annotated[str | None, Field(repr=False)] = None
    records: Annotated[list[Record], Field(max_length=MAX_BATCH)]


class ResultStatus(StrEnum):
    """What became of one record."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Result(Message):
    """Reply for one record; `code` only when refused: `id_reused`, `bad_hash`, `bad_sidecar`,
    `wrong_station`, `malformed`, `denied`."""

    id: str
    status: ResultStatus
    code: str | None = None


class Answer(Message):
    """Verdict on the asked record; `reason` is a DenialReason when denied."""

    id: str
    verdict: Literal["accepted", "denied"]
    reason: str | None = None


class OperationsReply(Message):
    """`ack`: highest contiguous seq received of the epoch, and its hash. `new_epoch`: the station
    goes on in this one, and fetches its key anew. `answer` is absent when nothing was asked, and
    when the asked record was refused for what it is (its result says why)."""

    server_ms: int
    ack: Head
    prune_below: int
    new_epoch: int | None = None
    results: list[Result]
    answer: Answer | None = None


class Change(Message):
    """One row of the change feed. `row` is None when the row is gone.

    Tables and rows (as `row`):
    `title` {id, title, author, kind, collection, min_age?, charter?, needs_check?}: what a kit asks
    of a patron, and that copies are looked at each time they come back; and where known what it is
    found by: {subtitle?, contributors?, language?, audience?, subject?, year?, isbn?, work?,
    cover?: true if there is a picture, added?: days since 1970} ·
    `pack_title` {title, author?, language?, pack, machines}: a text on e-readers, the name of what
    it came with, and the items it is on ·
    `item` {id, title, branch, status, kind, reserved, not_for_loan, call_number, hash} with
    `branch` where it is or was last, `home` its home branch, `status` of the fold
    (`available`, `on_loan`, `on_hold_shelf`, …) ·
    `kit` {parts: [{code, name, description, price_cents, ordinal, required}]}, by item: what it
    consists of; `ordinal` is the number of the part's tag, 0 for one without a tag ·
    `card` {key, state: ok|blocked, expires: ISO date?, category, birth_year?, charters?} with
    `key` = HMAC-SHA256(station key, card number) cut to 64 bits, hexadecimal, and `charters` the
    names of those signed in their newest version ·
    `policy` {category, kind, loan_days, renewals, renewal_days?, limit, min_age?}, as it holds at
    the branch of the station that asks · `calendar` {branch, date, closed} ·
    `sort_rule` {branch, station?, kind?, collection?, letter, label}, those of another station
    never · `queue` {title, pickups}: the branches where those who wait want a copy, the first
    first, empty for anywhere; not those a copy is under way for ·
    `branch` {id, name, opening?}: spans of time by the name of the weekday, `"10:00-18:30"` ·
    `message` {branch?, first?, last?, text}: words on the start page of the kiosks of a branch (or
    of all), from and up to an ISO date, by language ·
    `repair` {uid, item, wanted: secured|on_loan, found, reason, confirmed_loan}."""

    table: str
    key: str
    row: dict[str, Any] | None


class Changes(Message):
    """A page of the feed. `more` tells whether to ask again at once; a `reset` page starts anew:
    the station drops its snapshot before applying it. Cursors are opaque."""

    cursor: str
    number: int
    server_ms: int
    reset: bool
    more: bool
    changes: list[Change]


class TableRows(Message):
    """Rows of one table, column by column: value `n` of each column belongs to key `n`; null where
    the row has no such field. `gone`: keys whose rows are no more."""

    table: str
    keys: list[str]
    columns: dict[str, list[Any]]
    gone: list[str] = Field(default_factory=list)


class SnapshotPart(Message):
    """One line of the answer to `GET /v1/snapshot`. The feed goes on behind `cursor`: whoever was
    cut off asks with the last one it took in. `left`: rows that follow, as far as is known now;
    `more` is false in the last line. A `reset` line starts anew, as with `Changes`. Tables and
    fields are those of `Change`, but for `id`, which is the key, and an item's `hash`, which
    whoever needs it makes from the row (`catalogue.wire.row_hash`)."""

    cursor: str
    number: int
    server_ms: int
    reset: bool
    more: bool
    left: int
    tables: list[TableRows]


class Tally(Message):
    """recorded = applied + superseded + conflict + malformed, for one station."""

    station: str
    recorded: int
    applied: int
    superseded: int
    conflict: int
    malformed: int


class ItemSum(Message):
    """Of the items in a branch, as the feed tells them: how many, and the sum mod 2^256 of the
    hashes of their rows, 64 hexadecimal digits."""

    items: int
    sum: str


class Digest(Message):
    """What both sides must agree on after a sync: how many records of the calling station's epoch
    the server has, the newest without a gap below it (`ack`), and per branch with items their sum.
    `branches` is absent unless the cursor asked with stands at the end of the feed. `reset`: it is
    of a feed that has begun anew since (a restored backup); all is sent again, nothing agrees yet.
    """

    server_ms: int
    epoch: int
    count: int
    ack: Head
    reset: bool = False
    branches: dict[str, ItemSum] | None = None


class RecordHash(Message):
    """One record as it stands at the server; `hash` is computed anew, empty where none can be."""

    id: str
    seq: int
    hash: str


class RecordHashes(Message):
    """Records of an epoch by their numbers. `more`: there are later ones than this page reaches;
    the next begins behind the number asked with plus 2,000."""

    records: list[RecordHash]
    more: bool


RECORDS_PAGE = 2_000
"""How many numbers one `GET /v1/records` covers."""


class Health(Message):
    """Answer of GET /v1/health, without authentication."""

    status: Literal["ok"]
    version: str
    server_ms: int
