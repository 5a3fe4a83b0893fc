"""Messages about cards that were used in two branches at once: `GET /v1/desk/doubled-cards` ·
`POST /v1/desk/doubled-cards/{id}/settle`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.wire.v1 import Message


class DoubledCardView(Message):
    """Whose, at which two stations, and from when to when, as far as is known (ms UTC)."""

    id: str
    patron: Annotated[str, Field(repr=False)]
    branch: str
    station: str
    other_branch: str
    other_station: str
    first_ms: int
    last_ms: int
    raised_ms: int


class DoubledCards(Message):
    """Those nobody has looked into yet, the newest first."""

    cards: list[DoubledCardView]
