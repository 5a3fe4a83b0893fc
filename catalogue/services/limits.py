"""Limits on guessing: buckets of tries that leak at a steady rate, in the database, so that
neither a restart nor a second server process gives anybody more tries.

Asked before any password is hashed. A try is taken from every bucket it falls into, or from none;
one that turned out right is given back, so that only guesses count.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.staff import RateBucket
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.town import Clock

SWEPT = 50
"""Outlived buckets forgotten with each try."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tries at once, then one every `period_ms / tries`."""

    tries: int
    period_ms: int

    @property
    def cost_ms(self) -> int:
        """How long one try takes to run out."""
        return max(1, self.period_ms // self.tries)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Tries of one kind by one address, station or account; `whose` is stored as a keyed hash."""

    kind: str
    whose: str
    rate: Rate


class TooManyTries(Exception):
    """No try is left; one will be after `retry_after_s`."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class Limits:
    """Takes tries from buckets."""

    def __init__(self, database: Database, keys: SecretKeys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def take(self, buckets: Iterable[Bucket]) -> None:
        """One try from each, or TooManyTries and none."""
        now_ms = self._clock()
        with self._database.write() as session:
            for key, rate in self._keyed(buckets):
                wait_ms = _pour(session, key, rate, now_ms)
                if wait_ms:
                    raise TooManyTries(math.ceil(wait_ms / 1000))
            _sweep(session, now_ms)

    def give_back(self, buckets: Iterable[Bucket]) -> None:
        """The try was no guess."""
        with self._database.write() as session:
            for key, rate in self._keyed(buckets):
                session.execute(
                    update(RateBucket)
                    .where(RateBucket.key == key)
                    .values(empty_ms=RateBucket.empty_ms - rate.cost_ms)
                )

    def empty(self, buckets: Iterable[Bucket]) -> None:
        """All tries are there again: whoever the bucket is of has proved who she is."""
        with self._database.write() as session:
            keys = [key for key, _ in self._keyed(buckets)]
            session.execute(delete(RateBucket).where(RateBucket.key.in_(keys)))

    def _keyed(self, buckets: Iterable[Bucket]) -> list[tuple[str, Rate]]:
        """In one order for everybody, or two requests could wait for each other."""
        return sorted(
            (
                (self._keys.keyed("rate", f"{each.kind}\0{each.whose}")[:16].hex(), each.rate)
                for each in buckets
            ),
            key=lambda pair: pair[0],
        )


def _pour(session: Session, key: str, rate: Rate, now_ms: int) -> int:
    """Add one try to a bucket in one statement, whoever else does; else for how long it is too
    full, ms."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = (postgresql if on_postgresql else sqlite).insert(RateBucket)
    filled = case((RateBucket.empty_ms > now_ms, RateBucket.empty_ms), else_=now_ms) + rate.cost_ms
    # What fits is a little more than the period where the tries do not divide it.
    full_ms = now_ms + rate.cost_ms * rate.tries
    poured = session.execute(
        insert.values(key=key, empty_ms=now_ms + rate.cost_ms)
        .on_conflict_do_update(
            index_elements=[RateBucket.key], set_={"empty_ms": filled}, where=filled <= full_ms
        )
        .returning(RateBucket.key)
    ).first()
    if poured is not None:
        return 0
    empty_ms = session.scalar(select(RateBucket.empty_ms).where(RateBucket.key == key)) or now_ms
    return max(1, empty_ms + rate.cost_ms - full_ms)


def _sweep(session: Session, now_ms: int) -> None:
    """Forget some that have run out; never waits for whoever fills one again."""
    out = select(RateBucket.key).where(RateBucket.empty_ms <= now_ms).limit(SWEPT)
    keys = list(session.scalars(out.with_for_update(skip_locked=True)))
    session.execute(delete(RateBucket).where(RateBucket.key.in_(keys)))
