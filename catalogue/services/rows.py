"""Rows of the change feed, as `catalogue.wire.v1.Change` describes them. Never a name.

Keys of the tables are those of the feed; a card's is its number here and a keyed hash on the wire.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.holdings import Branch, CalendarDay, Category, Item, Policy, SortRule, Title
from catalogue.db.people import Card, Patron
from catalogue.db.present import HoldRow, ItemRow, RepairRow
from catalogue.db.town import Message
from catalogue.domain.library import CardState
from catalogue.domain.operations import Json
from catalogue.domain.states import Status
from catalogue.services.devices.kit_rows import kits
from catalogue.services.devices.pack_rows import pack_titles
from catalogue.services.devices.telling import asked_of_titles, signed_by_cards, stricter
from catalogue.services.rules import policy_among
from catalogue.wire.row_hash import row_hash

Row = dict[str, Json]
# Of tables, not of classes: plain columns come out in half the time.
_item, _title, _state = Item.__table__.c, Title.__table__.c, ItemRow.__table__.c
_card, _patron, _category = Card.__table__.c, Patron.__table__.c, Category.__table__.c
ITEMS: Select[Any] = (
    select(
        _item.id,
        _item.title,
        _state.branch,
        _item.home,
        _state.status,
        _item.kind,
        _state.reserved,
        _item.not_for_loan,
        _item.call_number,
        _title.call_number,
    )
    .join(Title.__table__, _title.id == _item.title)
    .join(ItemRow.__table__, _state.item == _item.id)
    .where(among(_item.id))
)
"""What `item_row` is made of."""
TITLES: Select[Any] = select(
    _title.id,
    _title.title,
    _title.author,
    _title.kind,
    _title.collection,
    _title.min_age,
    _title.subtitle,
    _title.contributors,
    _title.language,
    _title.audience,
    _title.subject,
    _title.year,
    _title.isbn,
    _title.work,
    _title.cover.is_not(None),
    _title.added_ms,
).where(among(_title.id))
"""What the row of a title is made of; behind `min_age`, what it is found by."""
FOUND_BY = (
    "subtitle",
    "contributors",
    "language",
    "audience",
    "subject",
    "year",
    "isbn",
    "work",
    "cover",
    "added",
)
DAY_MS = 24 * 3600 * 1000
_CARDS = (
    select(
        _card.number,
        _patron.block,
        _patron.debt_cents,
        _category.debt_block_cents,
        _patron.expires,
        _category.id,
        _patron.birth_date,
    )
    .join(Patron.__table__, _patron.id == _card.patron)
    .join(Category.__table__, _category.id == _patron.category)
    .where(among(_card.number), _patron.placeholder.is_(False))
)


def without_nones(**values: Json) -> Row:
    """A row; what is absent is left out."""
    return {name: value for name, value in values.items() if value is not None}


def item_row(item: Item, title: Title, state: ItemRow) -> Row:
    """The row of an item, with its hash (taken without `hash`)."""
    row = _item_row(
        item.id,
        item.title,
        state.branch,
        item.home,
        state.status,
        item.kind,
        state.reserved,
        item.not_for_loan,
        item.call_number,
        title.call_number,
    )
    return {**row, "hash": row_hash(row)}


def _item_row(
    item: str,
    title: str,
    branch: str | None,
    home: str,
    status: str,
    kind: str,
    reserved: bool,
    not_for_loan: bool,
    call_number: str,
    title_call_number: str,
) -> Row:
    return {
        "id": item,
        "title": title,
        "branch": branch or home,
        "home": home,
        "status": status,
        "kind": kind,
        "reserved": reserved,
        "not_for_loan": not_for_loan,
        "call_number": call_number or title_call_number,
    }


def card_wire_key(station_key: bytes, number: str) -> str:
    """HMAC-SHA256(station key, card number) cut to 64 bits, hexadecimal."""
    return hmac.digest(station_key, number.encode(), hashlib.sha256)[:8].hex()


GONE_CARD = "gone_card"
"""Table of the feed that tells one station of a card that went with its account, by the key the
station knows it by: the number is nowhere any more. On the wire it is a `card` that is gone."""


def gone_card(station: str, wire_key: str) -> str:
    """The key of such a row."""
    return f"{station}/{wire_key}"


def gone_for(station: str, key: str) -> str | None:
    """The card's key on the wire, if the row is for this station."""
    name, _, wire_key = key.rpartition("/")
    return wire_key if name == station else None


def titles(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `title`, by id."""
    wanted = list(keys)
    found = session.execute(TITLES, {"keys": given(wanted)}).all()
    told: dict[str, Row] = {}
    for title_id, title, author, kind, collection, min_age, *others, added_ms in found:
        told[title_id] = {
            "id": title_id,
            "title": title,
            "author": author,
            "kind": kind,
            "collection": collection,
        }
        if min_age is not None:
            told[title_id]["min_age"] = min_age
        values = (*others, None if added_ms is None else added_ms // DAY_MS)
        told[title_id] |= {
            name: value for name, value in zip(FOUND_BY, values, strict=True) if value
        }
    for title_id, asked in asked_of_titles(session, wanted).items():
        told[title_id] |= without_nones(
            charter=asked.charter,
            min_age=stricter(asked.min_age, cast("int | None", told[title_id].get("min_age"))),
            needs_check=asked.needs_check or None,
        )
    return told


def items(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `item`, by id."""
    found = session.execute(ITEMS, {"keys": given(keys)}).all()
    told = {row[0]: _item_row(*row) for row in found}
    return {item: {**row, "hash": row_hash(row)} for item, row in told.items()}


def cards(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `card` by card number, without `key`; placeholders are nobody's card. The expiry
    stands for itself, so `state` does not depend on the day."""
    wanted = list(keys)
    found = session.execute(_CARDS, {"keys": given(wanted)}).all()
    told = {
        number: without_nones(
            state=CardState.BLOCKED if _stopped(block, debt, limit) else CardState.OK,
            expires=expires.isoformat() if expires else None,
            category=category,
            birth_year=born.year if born else None,
        )
        for number, block, debt, limit, expires, category, born in found
    }
    for number, charters in signed_by_cards(session, wanted).items():
        if number in told:
            told[number]["charters"] = charters
    return told


def _stopped(block: str | None, debt_cents: int, limit_cents: int) -> bool:
    return block is not None or debt_cents >= limit_cents


def policies(session: Session, keys: Iterable[str], station: str, branch: str) -> dict[str, Row]:
    """Rows of `policy`, by `category/kind`: what holds at the branch of the station that asks;
    `limit` is what a patron may have in all."""
    rules = session.scalars(select(Policy)).all()
    limits = {each.id: each.loan_limit for each in session.scalars(select(Category))}
    rows = {}
    for key in keys:
        category, _, kind = key.partition("/")
        rule = policy_among(rules, category, kind, branch)
        if rule is not None and category in limits:
            rows[key] = without_nones(
                category=category,
                kind=kind,
                loan_days=rule.loan_days,
                renewals=rule.renewals,
                renewal_days=rule.renewal_days,
                limit=limits[category],
                min_age=rule.min_age,
            )
    return rows


def calendar(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `calendar`, by `branch/date`."""
    wanted = set(keys)
    branches = {key.split("/", 1)[0] for key in wanted}
    found = session.scalars(select(CalendarDay).where(CalendarDay.branch.in_(branches)))
    rows = {
        f"{day.branch}/{day.date.isoformat()}": without_nones(
            branch=day.branch, date=day.date.isoformat(), closed=day.closed
        )
        for day in found
    }
    return {key: row for key, row in rows.items() if key in wanted}


def sort_rules(session: Session, keys: Iterable[str], station: str, branch: str) -> dict[str, Row]:
    """Rows of `sort_rule`, by id: those of the branches and of the station that asks."""
    found = session.scalars(
        select(SortRule).where(
            SortRule.id.in_(keys), SortRule.station.is_(None) | (SortRule.station == station)
        )
    )
    return {
        rule.id: without_nones(
            branch=rule.branch,
            station=rule.station,
            kind=rule.kind,
            collection=rule.collection,
            letter=rule.letter,
            label=rule.label,
        )
        for rule in found
    }


def branches(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `branch`, by id."""
    found = session.scalars(select(Branch).where(Branch.id.in_(keys)))
    return {
        branch.id: without_nones(
            id=branch.id, name=branch.name, opening=cast("Json", branch.opening or None)
        )
        for branch in found
    }


def messages(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `message`, by id; a station shows those of its branch, on their days."""
    found = session.scalars(select(Message).where(Message.id.in_(keys)))
    return {
        message.id: without_nones(
            branch=message.branch,
            first=message.first.isoformat() if message.first else None,
            last=message.last.isoformat() if message.last else None,
            text=cast("Json", message.text),
        )
        for message in found
    }


def queues(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `queue`, by title: where the copies are wanted by those who wait and have none under
    way, the first first; an empty text: anywhere. Nobody is named. No row where nobody waits, nor
    for copies that are looked at before they are lent again."""
    titles_asked = list(keys)
    under_way = set(
        session.scalars(
            select(ItemRow.heading_hold)
            .join(Item, Item.id == ItemRow.item)
            .where(Item.title.in_(titles_asked), ItemRow.heading_hold.is_not(None))
        )
    )
    unchecked = set(
        session.scalars(select(Item.title).where(Item.title.in_(titles_asked), Item.needs_check))
    )
    found = session.scalars(
        select(HoldRow)
        .where(HoldRow.title.in_(titles_asked), HoldRow.status == "waiting")
        .order_by(HoldRow.title, HoldRow.place)
    )
    pickups: dict[str, list[Json]] = {}
    for hold in found:
        if hold.id not in under_way and hold.title not in unchecked:
            pickups.setdefault(hold.title, []).append(hold.pickup or "")
    return {title: {"title": title, "pickups": wanted} for title, wanted in pickups.items()}


def repairs(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `repair`, by UID; `confirmed_loan` only where a tag may be unlocked."""
    found = session.execute(
        select(RepairRow, ItemRow)
        .outerjoin(ItemRow, ItemRow.item == RepairRow.item)
        .where(RepairRow.uid.in_(keys))
    )
    return {
        repair.uid: without_nones(
            uid=repair.uid,
            item=repair.item,
            wanted=repair.wanted,
            found=repair.found,
            reason=repair.reason,
            confirmed_loan=_open_loan(state),
        )
        for repair, state in found
    }


def _open_loan(state: ItemRow | None) -> str | None:
    return state.loan if state is not None and state.status == Status.ON_LOAN else None


Reader = Callable[[Session, Iterable[str]], Mapping[str, Row]]
OwnReader = Callable[[Session, Iterable[str], str, str], Mapping[str, Row]]
TABLES: Mapping[str, Reader] = {
    "branch": branches,
    "calendar": calendar,
    "card": cards,
    "item": items,
    "kit": kits,
    "message": messages,
    "pack_title": pack_titles,
    "queue": queues,
    "repair": repairs,
    "title": titles,
}
"""Every table that says the same to all; the keys of cards depend on who asks nevertheless."""
OWN_TABLES: Mapping[str, OwnReader] = {"policy": policies, "sort_rule": sort_rules}
"""What a row says depends on the station that asks, and on its branch."""
