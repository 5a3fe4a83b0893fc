"""docs/kiosk.md tells every key of kiosk.toml and what holds without it, and no other key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kiosk.config.model import KioskConfig, make_config
from support.sources import ROOT

PAGES = [page for page in (ROOT / "docs/kiosk.md", ROOT / "docs/receipts.md") if page.exists()]
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)
PICTURE = re.compile(r"!\[[^]]+\]\(([^)]+)\)")


def tables(
    model: type[BaseModel], name: str = "At the top"
) -> Iterator[tuple[str, str, FieldInfo]]:
    """(table, key, field) of everything a file may say."""
    for key, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from tables(inner, f"[{key}]")
        else:
            yield name, key, field


def described() -> dict[tuple[str, str], str]:
    """What the pages say is taken where a key is left out."""
    found: dict[tuple[str, str], str] = {}
    for page in PAGES:
        for section in page.read_text(encoding="utf-8").split("\n### ")[1:]:
            heading = section.split("\n", 1)[0]
            body = section.split("\n## ", 1)[0]
            found |= {(heading, key): default for key, _, default in ROW.findall(body)}
    return found


def said(default: Any) -> str:
    return json.dumps(getattr(default, "value", default))


def test_every_key_is_described_and_no_other() -> None:
    assert described().keys() == {(table, key) for table, key, _ in tables(KioskConfig)}


def test_defaults_are_those_of_the_program() -> None:
    words = described()
    for table, key, field in tables(KioskConfig):
        word = words[table, key]
        if field.is_required():
            assert word == "**needed**", key
        elif field.default not in (None, (), {}):
            assert word.startswith(f"`{said(field.default)}`"), key


def test_example_is_a_file_that_is_taken(tmp_path: Path) -> None:
    import tomllib

    (first, *_) = re.findall(r"```toml\n(# /etc.*?)```", PAGES[0].read_text(), re.DOTALL)
    assert make_config(tomllib.loads(first), "docs/kiosk.md").start.closed_hours == "returns"


def test_pictures_are_there_and_small() -> None:
    pictures = {ROOT / "docs" / name for name in PICTURE.findall(PAGES[0].read_text())}
    assert 6 <= len(pictures) <= 12
    assert [path.name for path in pictures if path.stat().st_size > 60 * 1024] == []
