"""One tag as one row: the same names in every command that prints tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rfid.tagdata.model import ItemTag, TagModel, Verdict

Row = dict[str, object]


def tag_fields(tag: ItemTag | None) -> Row:
    """What the library wrote; null where nothing is known."""
    return {
        "item_id": tag.item_id if tag else None,
        "part": tag.part if tag else None,
        "parts": tag.parts if tag else None,
        "owner": tag.owner if tag else None,
        "usage": tag.usage.name.lower() if tag else None,
    }


def hex_byte(value: int | None) -> str | None:
    """Two digits; None where nobody can tell."""
    return None if value is None else f"{value:02X}"


def verdict_fields(verdict: Verdict | None, model: TagModel | None, reason: str | None) -> Row:
    """What is made of it, and why."""
    return {
        "verdict": verdict.value if verdict else None,
        "model": model.value if model else None,
        "reason": reason,
    }
