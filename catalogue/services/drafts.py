"""Operations of the central station: made from drafts and stored with whom they are about.

They have no sequence and no chain. One with a key has an id that follows from it: written twice, by
one server or by two, it is there once. `catalogue.services.central` also brings the present up to
date with them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from catalogue.db.record import OPERATIONS, SIDECARS, StoredOperation
from catalogue.db.whom import is_alias
from catalogue.domain.ids import IdMaker, derived_id, fresh_id
from catalogue.domain.operations import (
    CENTRAL,
    Basis,
    Json,
    Operation,
    Presence,
    patron_commitment,
    seal,
)
from catalogue.services.intake import stored_values

NonceMaker = Callable[[], bytes]
"""Makes 16 random bytes."""
NONCE_BYTES = 16


def fresh_nonce() -> bytes:
    """16 random bytes."""
    return secrets.token_bytes(NONCE_BYTES)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the server has to say. `patron` is a patron's id; `key` names the one thing this is
    about, wherever it is written; `wall_ms` None: now."""

    kind: str
    item: str | None = None
    title: str | None = None
    branch: str | None = None
    payload: Mapping[str, Json] = field(default_factory=dict)
    refs: Mapping[str, Json] = field(default_factory=dict)
    grounds: Mapping[str, Json] = field(default_factory=dict)
    presence: str = Presence.NONE
    patron: str | None = field(default=None, repr=False)
    free_text: str | None = field(default=None, repr=False)
    key: tuple[str | int, ...] | None = None
    wall_ms: int | None = None

    @property
    def derived_id(self) -> str | None:
        """The id that follows from the key."""
        return None if self.key is None else derived_id(*self.key)


def store_drafts(
    session: Session,
    drafts: Iterable[Draft],
    now_ms: int,
    new_id: IdMaker = fresh_id,
    new_nonce: NonceMaker = fresh_nonce,
) -> list[Operation]:
    """Put the operations of these drafts into the set, those that are not there yet. Returns the
    new ones, in the order given."""
    wanted: dict[str, Draft] = {}
    for draft in drafts:
        if is_alias(draft.patron):
            continue  # Nobody is told or asked any more.
        wanted.setdefault(draft.derived_id or new_id(), draft)
    keyed = [op_id for op_id, draft in wanted.items() if draft.key is not None]
    known = set(session.scalars(select(StoredOperation.id).where(StoredOperation.id.in_(keyed))))
    made, sidecars = [], []
    for op_id, draft in wanted.items():
        if op_id in known:
            continue
        nonce, key = new_nonce(), f"patron:{draft.patron}"
        made.append(_operation(op_id, draft, nonce, key, now_ms))
        if draft.patron is not None:
            sidecars.append(
                {
                    "operation": op_id,
                    "patron": draft.patron,
                    "key": key,
                    "nonce": nonce.hex(),
                    "free_text": draft.free_text,
                }
            )
    if made:
        session.execute(insert(OPERATIONS), [stored_values(op, now_ms) for op in made])
    if sidecars:
        session.execute(insert(SIDECARS), sidecars)
    return made


def _operation(op_id: str, draft: Draft, nonce: bytes, key: str, now_ms: int) -> Operation:
    commitment = None if draft.patron is None else patron_commitment(nonce, key.encode())
    return seal(
        Operation(
            id=op_id,
            kind=draft.kind,
            station=CENTRAL,
            wall_ms=now_ms if draft.wall_ms is None else draft.wall_ms,
            basis=Basis.NONE,
            presence=draft.presence,
            item=draft.item,
            title=draft.title,
            branch=draft.branch,
            patron_c=commitment,
            payload=draft.payload,
            refs=draft.refs,
            grounds=draft.grounds,
        )
    )
