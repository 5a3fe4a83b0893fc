"""The codec against images written by other programs, and the twin's own encoder against both."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rfid.sim.images import image_for
from rfid.tagdata import iso28560_3
from rfid.tagdata.model import ItemTag, TypeOfUsage

ROWS = json.loads((Path(__file__).parent / "fixtures/iso28560_3.json").read_text("utf-8"))


def expected(row: dict[str, object]) -> ItemTag:
    return ItemTag(
        item_id=row["item_id"],
        part=row["part"],
        parts=row["parts"],
        owner=row["owner"],
        usage=TypeOfUsage(row["usage"]),
        shelf=row.get("shelf", ""),
        title=row.get("title", ""),
    )


@pytest.mark.parametrize("row", ROWS)
def test_image_of_another_program_is_decoded(row: dict[str, object]) -> None:
    image = iso28560_3.decode(bytes.fromhex(row["hex"]))
    assert image.tag == expected(row)
    assert [[each.number, each.payload.hex().upper()] for each in image.extensions] == row[
        "extensions"
    ]
    assert image.odd == ()


@pytest.mark.parametrize("row", ROWS)
def test_basic_block_is_encoded_as_another_program_does(row: dict[str, object]) -> None:
    memory = bytes.fromhex(row["hex"])
    size = min(len(memory), 34)
    tag = replace(expected(row), shelf="", title="")
    assert iso28560_3.encode(tag, size) == memory[:size]


@pytest.mark.parametrize("row", ROWS)
def test_extension_blocks_come_back_byte_for_byte(row: dict[str, object]) -> None:
    memory = bytes.fromhex(row["hex"])
    blocks = iso28560_3.decode(memory).extensions
    assert iso28560_3.encode(expected(row), len(memory), blocks=blocks) == memory


@pytest.mark.parametrize("row", ROWS)
def test_twin_writes_the_same_image(row: dict[str, object]) -> None:
    memory = bytes.fromhex(row["hex"])
    # A tag of 32 bytes holds less of the owner, which image_for leaves to its caller.
    blocks, owner = (8, row["owner"][:11]) if len(memory) == 32 else (17, row["owner"])
    size = 32 if len(memory) == 32 else 34
    ours = image_for(
        row["item_id"], owner, row["part"], row["parts"], row["usage"], blocks, size // blocks
    )
    assert ours == memory[:size]


@pytest.mark.parametrize("row", ROWS)
def test_crc_is_the_recorded_one(row: dict[str, object]) -> None:
    assert f"{iso28560_3.crc(bytes.fromhex(row['hex'])):04X}" == row["crc"]
