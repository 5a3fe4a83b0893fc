"""The feed in large parts, column by column: what a station reads when it knows nothing yet.

A part is a stretch of the feed, and its cursor is one of the feed: whoever is cut off goes on from
there, at any server, and what changed meanwhile comes behind. Each part is read in a transaction of
its own. Called by `catalogue.server.routes_feed`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from catalogue.db.among import given
from catalogue.db.database import Database
from catalogue.db.people import Station
from catalogue.db.present import FeedRow
from catalogue.services import rows
from catalogue.services.devices.telling import Asked, asked_of_titles, stricter
from catalogue.services.enrolment import Caller
from catalogue.services.feed import Cursor, Feed, contents_of, newest_number, read_cursor
from catalogue.services.town import Clock, setting
from catalogue.wire.v1 import SnapshotPart, TableRows

PART_ROWS = 4000
_feed = FeedRow.__table__.c
_STRETCH = (_feed.n > bindparam("after"), _feed.n <= bindparam("newest"))
_LEFT = select(func.count()).where(*_STRETCH)
_FOLLOWING = (
    select(_feed.table_name, _feed.key, _feed.n)
    .where(*_STRETCH)
    .order_by(_feed.n)
    .limit(bindparam("rows"))
)
_STANDING = select(Station.epoch, Station.revoked_ms).where(Station.name == bindparam("station"))


class NotKnownNow(Exception):
    """The station was revoked or enrolled anew, or a backup was restored, since the answer began:
    it ends here, and the next request says why."""


class Snapshots:
    """Reads the feed for one station after the other. Any thread."""

    def __init__(
        self, database: Database, feed: Feed, clock: Clock, part_rows: int = PART_ROWS
    ) -> None:
        self._database = database
        self._feed = feed
        self._clock = clock
        self._part_rows = part_rows

    def parts(self, caller: Caller, cursor_text: str) -> Iterator[SnapshotPart]:
        """What follows a cursor, up to what was newest when this began; one part at least. An
        empty, foreign or outdated cursor starts anew with a reset. Raises NotKnownNow."""
        self._feed.number()
        with self._database.read() as session:
            epoch = setting(session, "feed_epoch", "0")
            newest = newest_number(session)
            cursor = read_cursor(cursor_text)
            reset = cursor is None or not cursor.is_of(epoch, caller.epoch, newest)
            number = 0 if cursor is None or reset else cursor.number
            left = session.scalar(_LEFT, {"after": number, "newest": newest}) or 0
        fresh, more = reset, True
        while more:
            with self._database.read() as session:
                _check(session, caller, epoch)
                where = {"after": number, "newest": newest, "rows": self._part_rows}
                found = session.execute(_FOLLOWING, where).all()
                tables = list(_tables(session, caller, found, tell_gone=not fresh))
            left = max(0, left - len(found))
            more = len(found) == self._part_rows
            number = found[-1].n if more else newest
            yield SnapshotPart.model_construct(
                cursor=str(Cursor(epoch, caller.epoch, number)),
                number=number,
                server_ms=self._clock(),
                reset=reset,
                more=more,
                left=left,
                tables=tables,
            )
            reset = False


def _check(session: Session, caller: Caller, epoch: str) -> None:
    known = session.execute(_STANDING, {"station": caller.name}).first()
    same = known is not None and (known.epoch, known.revoked_ms) == (caller.epoch, None)
    if not same or setting(session, "feed_epoch", "0") != epoch:
        raise NotKnownNow


def _tables(
    session: Session,
    caller: Caller,
    found: Sequence[tuple[str, str, int]],
    *,
    tell_gone: bool,
) -> Iterator[TableRows]:
    """The rows of a stretch, by table. Who has nothing yet need not hear what is gone."""
    keys: dict[str, list[str]] = defaultdict(list)
    for table, key, _ in found:
        keys[table].append(key)
    gone_cards = {rows.gone_for(caller.name, key) for key in keys.pop(rows.GONE_CARD, ())}
    if gone_cards - {None} and tell_gone:
        keys.setdefault("card", [])
    for table, wanted in keys.items():
        if table == "item":
            there, columns = _items(session, wanted)
        elif table == "title":
            there, columns = _titles(session, wanted)
        else:
            contents = contents_of(session, caller, table, wanted)
            there = [key for key in wanted if key in contents]
            columns = _columns([contents[key] for key in there])
        gone = sorted({*wanted} - {*there}) if tell_gone else []
        if table == "card":
            there, gone = _wire_keys(caller, there), _wire_keys(caller, gone)
            if tell_gone:
                gone = sorted({*gone, *filter(None, gone_cards)} - {*there})
        if there or gone:
            yield TableRows.model_construct(table=table, keys=there, columns=columns, gone=gone)


def _items(session: Session, wanted: Sequence[str]) -> tuple[list[str], dict[str, list[object]]]:
    """As `rows.items` has them, without a dictionary for each, and without hashes."""
    found = session.execute(rows.ITEMS, {"keys": given(wanted)}).all()
    if not found:
        return [], {}
    values = iter(zip(*found, strict=True))
    keys, titles, branches, homes = (list(next(values)) for _ in range(4))
    columns: dict[str, list[object]] = {
        "title": titles,
        "branch": [branch or home for branch, home in zip(branches, homes, strict=True)],
        "home": homes,
    }
    columns |= {name: list(next(values)) for name in ("status", "kind", "reserved", "not_for_loan")}
    numbers = zip(*values, strict=True)
    columns["call_number"] = [own or of_title for own, of_title in numbers]
    return keys, columns


def _titles(session: Session, wanted: Sequence[str]) -> tuple[list[str], dict[str, list[object]]]:
    """As `rows.titles` has them, without a dictionary for each; columns nobody has anything in are
    left out."""
    found = session.execute(rows.TITLES, {"keys": given(wanted)}).all()
    if not found:
        return [], {}
    keys, titles, authors, kinds, collections, ages, *others, added = zip(*found, strict=True)
    columns: dict[str, list[object]] = {
        "title": [*titles],
        "author": [*authors],
        "kind": [*kinds],
        "collection": [*collections],
    }
    days = [None if ms is None else ms // rows.DAY_MS for ms in added]
    for name, values in zip(rows.FOUND_BY, (*others, days), strict=True):
        if any(values):
            columns[name] = [value or None for value in values]
    asked = asked_of_titles(session, keys)
    if asked or any(age is not None for age in ages):
        told = [asked.get(key) or Asked(None, None, needs_check=False) for key in keys]
        columns["min_age"] = [
            stricter(each.min_age, age) for each, age in zip(told, ages, strict=True)
        ]
        columns["charter"] = [each.charter for each in told]
        columns["needs_check"] = [each.needs_check or None for each in told]
    return [*keys], columns


def _columns(contents: Sequence[rows.Row]) -> dict[str, list[object]]:
    """Field by field; `id` is the key, and goes without saying."""
    shapes = {tuple(row) for row in contents}
    if len(shapes) == 1:
        (fields,) = shapes
        values = zip(*(row.values() for row in contents), strict=True)
        columns = dict(zip(fields, map(list, values), strict=True))
    else:
        columns = {
            field: [row.get(field) for row in contents]
            for field in dict.fromkeys(field for shape in shapes for field in shape)
        }
    columns.pop("id", None)
    return columns


def _wire_keys(caller: Caller, numbers: Sequence[str]) -> list[str]:
    return [rows.card_wire_key(caller.station_key, number) for number in numbers]
