"""A record arrives: is it whole, is it new, and whom is it about?

What is refused here is not in the set; it stands in quarantine for the operator. What is whole but
makes no sense (a check_out without a due date) is stored, and the fold calls it malformed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from catalogue.db.people import Card, Patron
from catalogue.db.record import OPERATIONS, SIDECARS, Quarantined, StoredOperation
from catalogue.domain.ids import derived_id, is_canonical
from catalogue.domain.operations import (
    Kind,
    MalformedRecord,
    Operation,
    from_json,
    is_intact,
    patron_commitment,
    text_of,
)
from catalogue.domain.shape import CENTRAL_KINDS
from catalogue.services.feed import chunks
from catalogue.services.secret_keys import SecretKeys
from catalogue.wire.v1 import Record

QUARANTINE_BYTES = 65536
CARD_PREFIX = "card:"
NUL = "\0"
"""PostgreSQL has no place for it in a text."""
MAX_CARD = 64
_HASHES = select(OPERATIONS.c.id, OPERATIONS.c.hash).where(
    OPERATIONS.c.id.in_(bindparam("ids", expanding=True))
)
_PATRON = select(Card.patron).where(Card.number == bindparam("card"))


class RefusalCode(StrEnum):
    """Why a record is not in the set."""

    ID_REUSED = "id_reused"
    BAD_HASH = "bad_hash"
    BAD_SIDECAR = "bad_sidecar"
    WRONG_STATION = "wrong_station"
    MALFORMED = "malformed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Opened:
    """A sidecar that fits its record."""

    key: str
    nonce: str
    free_text: str | None = None

    @property
    def card(self) -> str:
        """The card number meant."""
        return self.key.removeprefix(CARD_PREFIX)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A record that may be stored."""

    op: Operation
    sidecar: Opened | None


def known_hashes(session: Session, records: Sequence[Record]) -> dict[str, str]:
    """Id → hash of those of the records that are in the set already, by what they say of
    themselves."""
    found: dict[str, str] = {}
    claimed = (record_id(record) for record in records)
    for ids in chunks([each for each in claimed if NUL not in each]):
        found.update((row.id, row.hash) for row in session.execute(_HASHES, {"ids": list(ids)}))
    return found


def examine(
    known: Mapping[str, str], keys: SecretKeys, station: str, record: Record
) -> Admitted | RefusalCode | None:
    """What to do with a record of `station`: store it, refuse it, or None: it is there already.
    `known`: the hashes of what is in the set, at least under the ids of this batch."""
    try:
        op = from_json(record.op)
    except (MalformedRecord, RecursionError):
        return RefusalCode.MALFORMED
    if op.station != station:
        return RefusalCode.WRONG_STATION
    if not _is_whole(op):
        return RefusalCode.MALFORMED
    try:
        if not is_intact(op):
            return RefusalCode.BAD_HASH
    except (ValueError, RecursionError):
        # A string no encoding can write, or nesting without end: not a record at all.
        return RefusalCode.MALFORMED
    if op.id in known:
        return None if known[op.id] == op.hash else RefusalCode.ID_REUSED
    if op.patron_c is None:
        return Admitted(op, None)
    opened = open_sidecar(keys, record.sidecar, op.patron_c)
    return RefusalCode.BAD_SIDECAR if opened is None else Admitted(op, opened)


def _is_whole(op: Operation) -> bool:
    """Has it what dates it and gives it a place on its station's disk?"""
    return (
        is_canonical(op.id)
        and op.epoch is not None
        and op.epoch >= 1
        and op.seq is not None
        and op.seq >= 1
        and op.prev_hash is not None
        and op.boot_id is not None
        and op.mono_ms is not None
        and op.kind not in CENTRAL_KINDS
        and not any(NUL in (text or "") for text in (op.kind, op.item, op.title, op.branch))
    )


def open_sidecar(keys: SecretKeys, sealed: str | None, commitment: str) -> Opened | None:
    """The patron key and nonce in a sealed sidecar; None when it is missing, unreadable or does
    not fit the commitment."""
    if sealed is None:
        return None
    try:
        box = base64_bytes(sealed)
        content = json.loads(SealedBox(keys.box).decrypt(box))
        key, nonce, text = content["key"], content["nonce"], content.get("text")
        fits = patron_commitment(bytes.fromhex(nonce), key.encode()) == commitment
    except (CryptoError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    card = key.removeprefix(CARD_PREFIX)
    if not fits or card == key or not 0 < len(card) <= MAX_CARD or NUL in card:
        return None
    return Opened(key, nonce.lower(), text.replace(NUL, "") if isinstance(text, str) else None)


def base64_bytes(text: str) -> bytes:
    """Bytes of standard base64. Raises ValueError."""
    return base64.b64decode(text, validate=True)


def patron_of(session: Session, card: str) -> str | None:
    """The patron of a card number, placeholder or not."""
    return session.scalar(_PATRON, {"card": card})


def store(
    session: Session,
    admitted: Sequence[Admitted],
    received_ms: int,
    patron_by_card: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Put records into the set, with whom they are about: `patron_by_card` is what is known of
    that. For an unknown card a placeholder is made, once, for staff to merge."""
    if not admitted:
        return
    session.execute(insert(OPERATIONS), [stored_values(each.op, received_ms) for each in admitted])
    known = [(each.op.id, each.sidecar) for each in admitted if each.sidecar is not None]
    if not known:
        return
    cards = {sidecar.card for _, sidecar in known}
    patrons = {**patron_by_card, **_patrons(session, cards - patron_by_card.keys())}
    session.execute(
        insert(SIDECARS),
        [
            {
                "operation": op_id,
                "patron": patrons[sidecar.card],
                "key": sidecar.key,
                "nonce": sidecar.nonce,
                "free_text": sidecar.free_text,
            }
            for op_id, sidecar in known
        ],
    )


def _patrons(session: Session, cards: Collection[str]) -> dict[str, str]:
    """The patron of each card, placeholder or not."""
    found: dict[str, str] = {}
    for some in chunks(sorted(cards)):
        rows = session.execute(select(Card.number, Card.patron).where(Card.number.in_(some)))
        found.update((row.number, row.patron) for row in rows)
    missing = sorted(set(cards) - found.keys())
    if not missing:
        return found
    made = {card: derived_id("placeholder", card) for card in missing}
    session.add_all(Patron(id=patron, placeholder=True) for patron in made.values())
    session.flush()
    session.add_all(Card(number=card, patron=patron) for card, patron in made.items())
    session.flush()
    return found | made


def stored_row(op: Operation, received_ms: int) -> StoredOperation:
    """The row of a record; its dating and outcome come with the fold."""
    return StoredOperation(**stored_values(op, received_ms))


def stored_values(op: Operation, received_ms: int) -> dict[str, Any]:
    """The columns of a record, for statements over many rows."""
    return {
        "id": op.id,
        "station": op.station,
        "epoch": op.epoch,
        "seq": op.seq,
        "hash": op.hash,
        "kind": op.kind,
        "item": op.item,
        "title": op.title,
        "branch": op.branch,
        "wall_ms": op.wall_ms,
        "received_ms": received_ms,
        "body": text_of(op),
        "uid": _uid(op),
    }


def _uid(op: Operation) -> str | None:
    """The tag a tag_state is about."""
    uid = op.payload.get("uid")
    if op.kind != Kind.TAG_STATE or not isinstance(uid, str) or NUL in uid:
        return None
    return uid or None


def quarantine(
    session: Session, station: str, record: Record, code: RefusalCode, now_ms: int
) -> None:
    """Keep a refused record for the operator. The same one again only counts up."""
    try:
        body = json.dumps(record.op, sort_keys=True)
    except RecursionError:
        body = json.dumps({"id": record_id(record)})
    digest = hashlib.sha256(body.encode()).hexdigest()
    known = session.scalar(
        select(Quarantined).where(
            Quarantined.station == station,
            Quarantined.code == code,
            Quarantined.digest == digest,
        )
    )
    if known is not None:
        known.times += 1
        known.last_ms = now_ms
        return
    session.add(
        Quarantined(
            station=station,
            operation=record_id(record)[:64].replace(NUL, ""),
            code=code,
            digest=digest,
            body=body[:QUARANTINE_BYTES],
            first_ms=now_ms,
            last_ms=now_ms,
        )
    )
    session.flush()


def record_id(record: Record) -> str:
    """The id a record claims; empty if it claims none that can be written down."""
    claimed = record.op.get("id")
    if not isinstance(claimed, str):
        return ""
    return claimed.encode("utf-8", "replace").decode()
