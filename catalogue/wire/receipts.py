"""Messages about receipts by mail: `POST /v1/patron-sessions/receipt`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalogue.wire.v1 import Message

MOST_LOANS = 200
Name = Annotated[str, Field(min_length=1, max_length=64, pattern="^[A-Za-z0-9-]+$")]


class ReceiptWanted(Message):
    """A receipt of her `loans` (their check-outs), to her own address, which stays with the
    server. `id`: made by the station, so that asking again sends no second mail."""

    id: Name
    session: Annotated[str, Field(max_length=128, repr=False)]
    loans: Annotated[list[Name], Field(min_length=1, max_length=MOST_LOANS, repr=False)]
    language: Annotated[str, Field(max_length=8, pattern="^[a-z]*$")] = ""


class ReceiptMailed(Message):
    """It waits to go out, or has gone, or could not."""

    id: str
    state: Literal["waiting", "sent", "failed"]
