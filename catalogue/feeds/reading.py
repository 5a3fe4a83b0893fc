"""What every reader of a feed is, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Protocol, runtime_checkable

from catalogue.feeds.fetching import FetchLimits
from catalogue.feeds.record import Entry


class Reader(Protocol):
    """A feed that is open.

    format  marc, marcxml, oai, opds1, opds2 or csv
    done    how much of `total` was read so far, in the same unit: bytes of a file, records or
            pages of what is fetched; `total` is None where nothing says it
    """

    @property
    def format(self) -> str: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int | None: ...

    def entries(self, after: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Each entry with the position behind it, from the start or behind `after`, in the
        order of the source. Memory does not grow with the feed.

        Raises `FeedError` where nothing more can be read; every entry before it stands.
        """
        ...


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record before it is understood: what an import that knows its `fingerprint` need not
    decode again. Can be sent to another process."""

    position: str
    number: int
    data: bytes
    damage: str = ""

    @property
    def fingerprint(self) -> bytes:
        """16 bytes that change with any byte of the record, and with how records are read."""
        return blake2b(self.data, digest_size=16, person=READING).digest()


READING = b"beaupre-feeds-1"
"""Raised when readers make something else of the same bytes, so that all is read again."""


@runtime_checkable
class RawReader(Reader, Protocol):
    """A reader that can do the cheap half of its work alone: files of ISO 2709."""

    def raws(self, after: str | None = None) -> Iterator[RawRecord]:
        """As `entries`, not decoded."""
        ...

    def read(self, raw: RawRecord) -> Entry:
        """The entry of one of them; keeps no state."""
        ...


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """How a feed is opened. Everything may be left as it is.

    format    as in `Reader.format`; empty: recognised from the first bytes or the answer
    encoding  of ISO 2709 (`utf-8`, `marc-8`, `iso5426`, `latin-1`); empty: what records say
    mapping   TOML file of a CSV: columns to fields
    since     OAI-PMH: records changed since (`2026-11-01` or with time, UTC)
    set       OAI-PMH: only this set
    prefix    OAI-PMH: metadataPrefix; empty: the richest one the server offers
    base      OPDS in a file: the address it came from, which relative links need
    follow    OPDS: navigation and groups too, not the named feed alone
    """

    format: str = ""
    encoding: str = ""
    mapping: Path | None = None
    since: str | None = None
    set: str | None = None
    prefix: str = ""
    base: str = ""
    follow: bool = False
    limits: FetchLimits = field(default_factory=FetchLimits)
