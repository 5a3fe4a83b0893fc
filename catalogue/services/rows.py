"""Rows of the change feed, as `catalogue.wire.v1.Change` describes them. Never a name.

Keys of the tables are those of the feed; a card's is its number here and a keyed hash on the wire.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Branch, CalendarDay, Category, Item, Policy, SortRule, Title
from catalogue.db.people import Card, Patron
from catalogue.db.present import HoldRow, ItemRow, RepairRow
from catalogue.domain.library import CardState
from catalogue.domain.operations import Json, plain_bytes
from catalogue.domain.states import Status
from catalogue.services.rules import policy_among

Row = dict[str, Json]
_ITEMS = (
    select(Item, Title, ItemRow)
    .join(Title, Title.id == Item.title)
    .join(ItemRow, ItemRow.item == Item.id)
    .where(Item.id.in_(bindparam("keys", expanding=True)))
)


def without_nones(**values: Json) -> Row:
    """A row; what is absent is left out."""
    return {name: value for name, value in values.items() if value is not None}


def item_row(item: Item, title: Title, state: ItemRow) -> Row:
    """The row of an item, with the SHA-256 of its RFC 8785 bytes (taken without `hash`)."""
    row = without_nones(
        id=item.id,
        title=item.title,
        branch=state.branch or item.home,
        home=item.home,
        status=state.status,
        kind=item.kind,
        reserved=state.reserved,
        not_for_loan=item.not_for_loan,
        call_number=item.call_number or title.call_number,
    )
    row["hash"] = hashlib.sha256(plain_bytes(row)).hexdigest()
    return row


def card_wire_key(station_key: bytes, number: str) -> str:
    """HMAC-SHA256(station key, card number) cut to 64 bits, hexadecimal."""
    return hmac.digest(station_key, number.encode(), hashlib.sha256)[:8].hex()


def titles(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `title`, by id."""
    found = session.scalars(select(Title).where(Title.id.in_(keys)))
    return {
        t.id: without_nones(
            id=t.id,
            title=t.title,
            author=t.author,
            kind=t.kind,
            collection=t.collection,
            min_age=t.min_age,
        )
        for t in found
    }


def items(session: Session, keys: Iterable[str]) -> dict[str, Row]:
    """Rows of `item`, by id."""
    found = session.execute(_ITEMS, {"keys": list(keys)})
    return {item.id: item_row(item, title, state) for item, title, state in found}


def cards(session: Session, keys: Iterable[str], today: dt.date) -> dict[str, Row]:
    """Rows of `card` by card number, without `key`; placeholders are nobody's card. The expiry
    stands for itself, so `state` does not depend on the day."""
    found = session.execute(
        select(Card.number, Patron, Category)
        .join(Patron, Patron.id == Card.patron)
        .join(Category, Category.id == Patron.category)
        .where(Card.number.in_(keys))
    )
    return {
        number: without_nones(
            state=CardState.BLOCKED if is_blocked(patron, category) else CardState.OK,
            expires=patron.expires.isoformat() if patron.expires else None,
            category=category.id,
            birth_year=patron.birth_date.year if patron.birth_date else None,
        )
        for number, patron, category in found
        if not patron.placeholder
    }


def is_blocked(patron: Patron, category: Category) -> bool:
    """Stopped by staff, or owing too much."""
    return patron.block is not None or patron.debt_cents >= category.debt_block_cents


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
    return {branch.id: without_nones(id=branch.id, name=branch.name) for branch in found}


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
    "item": items,
    "queue": queues,
    "repair": repairs,
    "title": titles,
}
"""Every table that says the same to all; but for `card`, whose keys depend on who asks."""
OWN_TABLES: Mapping[str, OwnReader] = {"policy": policies, "sort_rule": sort_rules}
"""What a row says depends on the station that asks, and on its branch."""
