"""Pages of the change feed for a station's snapshot, and a small town in one of them."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.wire.v1 import Change, Changes, SnapshotPart, TableRows
from kiosk.store.sidecar import card_key
from support.station_store import CARD, ITEM, OTHER_CARD, OTHER_ITEM, STATION_KEY, T0, UID

COMIC = "3104800000003"
RESERVED = "3104800000004"
ELSEWHERE = "3104800000005"


def change(table: str, key: str, **row: object) -> Change:
    """A row of the feed; without fields it is gone."""
    return Change(table=table, key=key, row=row or None)


def page(
    changes: Iterable[Change],
    cursor: str = "c1",
    number: int = 7,
    *,
    reset: bool = False,
    more: bool = False,
) -> Changes:
    """One page of the feed."""
    return Changes(
        cursor=cursor,
        number=number,
        server_ms=T0,
        reset=reset,
        more=more,
        changes=list(changes),
    )


def item_row(item: str, title: str = "t1", **other: object) -> Change:
    """An item of branch A."""
    row: dict[str, object] = {
        "id": item,
        "title": title,
        "branch": "A",
        "home": "A",
        "status": "available",
        "kind": "book",
        "reserved": False,
        "not_for_loan": False,
        "hash": "00",
    }
    return change("item", item, **{**row, **other})


def card_row(card: str, **other: object) -> Change:
    """An adult's card in good standing."""
    row: dict[str, object] = {"state": "ok", "category": "adult", "expires": "2027-12-31"}
    return change("card", card_key(STATION_KEY, card), **{**row, **other})


def town_page() -> Changes:
    """Two cards (one blocked), two titles, five items, rules."""
    return page(
        [
            change("branch", "A", id="A", name="Les Tilleuls"),
            change("branch", "B", id="B", name="Le Moulin"),
            change("title", "t1", title="Germinal", author="Zola", kind="book", min_age=None),
            change("title", "t2", title="Akira", kind="comic", collection="ado", min_age=12),
            item_row(ITEM),
            item_row(OTHER_ITEM),
            item_row(COMIC, "t2", kind="comic"),
            item_row(RESERVED, reserved=True),
            item_row(ELSEWHERE, home="B"),
            card_row(CARD, birth_year=1980),
            card_row(OTHER_CARD, state="blocked"),
            change("policy", "adult/book", category="adult", kind="book", loan_days=21, limit=20),
            change("policy", "child/comic", category="child", kind="comic", loan_days=7, limit=9),
            change("calendar", "A/2027-02-05", branch="A", date="2027-02-05", closed=True),
            change("calendar", "A/2027-02-06", branch="A", date="2027-02-06", closed=False),
            change("sort_rule", "1", branch="A", letter="B", label="Adultes"),
            change("sort_rule", "2", branch="A", kind="comic", letter="A", label="BD"),
            change("sort_rule", "3", branch="A", collection="ado", letter="C", label="Jeunesse"),
            change("repair", UID, item=ITEM, wanted="on_loan", found="secured", reason="lifted"),
        ],
        reset=True,
    )


def part(
    *tables: TableRows,
    cursor: str = "p1",
    number: int = 7,
    reset: bool = False,
    more: bool = False,
    left: int = 0,
) -> SnapshotPart:
    """One part of a stream."""
    return SnapshotPart(
        cursor=cursor,
        number=number,
        server_ms=T0,
        reset=reset,
        more=more,
        left=left,
        tables=list(tables),
    )


def table(name: str, changes: Iterable[Change]) -> TableRows:
    """Rows of one table, column by column."""
    rows = {each.key: each.row for each in changes}
    there = {key: row for key, row in rows.items() if row is not None}
    fields = dict.fromkeys(name for row in there.values() for name in row)
    return TableRows(
        table=name,
        keys=list(there),
        columns={
            field: [row.get(field) for row in there.values()]
            for field in fields
            if field not in ("id", "hash")
        },
        gone=[key for key, row in rows.items() if row is None],
    )
