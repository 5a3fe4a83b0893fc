"""What an import is asked for, and what it tells: values and refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from catalogue.errors import CatalogueError
from catalogue.feeds.record import Entry


class RunState(StrEnum):
    """Where a run is in its life. One that died without a word stays `running`."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    DONE = "done"
    FAILED = "failed"
    ROLLING_BACK = "rolling_back"
    ROLLED_BACK = "rolled_back"


REPEATING = ("oai", "opds1", "opds2")
"""What comes page by page may change, and begin anew, while it is fetched."""
RESUMABLE = (RunState.RUNNING, RunState.INTERRUPTED)


class RemarkKind(StrEnum):
    """What a remark is about: a record or a copy that was not taken, or something that is kept
    although the feed has it no more."""

    RECORD = "record"
    COPY = "copy"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Remark:
    """`record` is its number in the source, 0 where it has none; `subject` a barcode or title."""

    kind: RemarkKind
    record: int
    source_id: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """How the words of a source become the town's: `branches`, `kinds` and `collections` by the
    word of the source (any case, accents or not). Text for a record's mapping, empty: as it is."""

    branches: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    collections: dict[str, str] = field(default_factory=dict)
    default_branch: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A run to begin. `complete`: what the feed leaves out is gone. `fingerprint` of what the
    address holds now: an interrupted run goes on only with the same."""

    source: str
    format: str
    address: str
    fingerprint: str = ""
    complete: bool = True
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record on its way, with the position behind it. `fingerprint` of its bytes, hexadecimal,
    where its reader has one; with `entry` None it is known by that, as `met` (0: look it up), and
    `number` is the record's."""

    position: str
    entry: Entry | None
    fingerprint: str = ""
    number: int = 0
    met: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Titles."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    refused: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.read + other.read,
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.deleted + other.deleted,
            self.refused + other.refused,
        )


COUNTERS = tuple(Counts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it stands."""

    id: str
    source: str
    format: str
    address: str
    state: RunState
    position: str | None
    complete: bool
    counts: Counts
    started_ms: int
    changed_ms: int
    finished_ms: int | None
    author: str


@dataclass(frozen=True, slots=True)
class Step:
    """One slice of `finish` or `rollback`: call again with `after` until it is `done`."""

    done: bool
    after: int = 0


class ImportFault(CatalogueError):
    """An import cannot begin or go on; the text says what to do."""

    environment = False


class UnknownRun(ImportFault):
    """There is no such run."""

    code = "unknown_run"


class RunMoved(ImportFault):
    """The run is not where the caller thinks: somebody else works on it, or it has ended."""

    code = "run_moved"


class SourceBusy(ImportFault):
    """Another process imports this source."""

    code = "source_busy"
    retry = True
    environment = True


class TooManyGone(ImportFault):
    """The feed leaves out so much of what it had that it is hardly meant."""

    code = "too_many_gone"


class BadRules(ImportFault):
    """A mapping that cannot be: the text names the line."""

    code = "import_configuration"
