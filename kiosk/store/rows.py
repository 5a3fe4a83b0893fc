"""Values the journal hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogue.domain.operations import Json


class State(StrEnum):
    """Of an outbox row. `asking`: the question is open, the pusher passes over it."""

    ASKING = "asking"
    DUE = "due"
    DELIVERED = "delivered"
    QUARANTINED = "quarantined"


class DecidedBy(StrEnum):
    """Whose verdict the patron was shown."""

    SERVER = "server"
    GROUNDS = "grounds"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes this journal."""

    station: str
    epoch: int
    branch: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the hash chain: `seq` 0 and zeros before the first record."""

    epoch: int
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Queued:
    """A record to be delivered: its JSON form as it stands on disk, and its sealed sidecar."""

    id: str
    kind: str
    body: Mapping[str, Json]
    sidecar: str | None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line for an operator; `code` says why a record is in quarantine."""

    id: str
    epoch: int
    seq: int
    kind: str
    item: str | None
    state: str
    decided_by: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Intent:
    """A security bit that was to be switched and was not read back yet. `wanted` is a value of
    rfid's Security; `kind` and `item` are those of the record `about`, None when it is not made."""

    about: str
    uid: str
    wanted: str
    kind: str | None
    item: str | None

    @property
    def bit(self) -> tuple[str, str]:
        """Which it is, without the thing: (about, uid)."""
        return self.about, self.uid


@dataclass(frozen=True, slots=True)
class Repair:
    """A tag whose security bit does not fit the record. `told`: a tag_state says so to the town."""

    uid: str
    about: str
    item: str | None
    wanted: str
    reason: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class OwnLoan:
    """An open loan this station knows of."""

    item: str
    due_ms: int


@dataclass(frozen=True, slots=True)
class OwnMove:
    """The newest thing this station recorded of an item that the feed does not tell yet."""

    operation: str
    kind: str
    patron_ref: str | None
    at_rest: bool
    """It was given back, or refused to whoever asked for it: nobody has it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """journalled = pending + delivered + quarantined. `asking` is part of `pending`."""

    journalled: int
    pending: int
    asking: int
    delivered: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether the records on this disk still are what was written. `fault` names the first that is
    not, in one line."""

    intact: bool
    checked: int
    fault: str | None
