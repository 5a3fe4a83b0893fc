"""The codec against images written by other programs, among them tags in the field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rfid.errors import TagDataError
from rfid.tagdata import compaction, isil, iso28560_2
from rfid.tagdata.compaction import Compaction
from rfid.tagdata.iso15962 import DataSet, parse

FIXTURES = json.loads((Path(__file__).parent / "fixtures/iso28560_2.json").read_text("utf-8"))


def value(element: DataSet) -> object:
    if element.oid == iso28560_2.CONTENT:
        return iso28560_2.listed(element.data)
    text = iso28560_2.text_of(element)
    coded = element.compaction is Compaction.APPLICATION
    return f"isil:{text}" if coded else text


@pytest.mark.parametrize("row", FIXTURES["images"])
def test_data_elements_are_those_of_the_other_program(row: dict[str, object]) -> None:
    found = parse(bytes.fromhex(row["hex"])).sets
    # NUL bytes around a text stand for nothing, and so does an element without its data.
    wanted = [
        [oid, code, pad, text.strip("\0") if isinstance(text, str) else text]
        for oid, code, pad, text in row["elements"]
    ]
    ours = [[each.oid, each.compaction, each.padding, value(each)] for each in found]
    assert ours == wanted[: len(ours)]
    assert all(text == "" for *_, text in wanted[len(ours) :])


@pytest.mark.parametrize(("code", "text", "coded"), FIXTURES["pieces"])
def test_text_is_expanded_as_another_program_does(code: int, text: str, coded: str) -> None:
    assert compaction.expand(Compaction(code), bytes.fromhex(coded)) == text


@pytest.mark.parametrize(("code", "text", "coded"), FIXTURES["pieces"])
def test_text_is_compacted_as_another_program_does(code: int, text: str, coded: str) -> None:
    ours, data = compaction.compact(text)
    # Digits have a denser code than the one that piece was made to show.
    assert (ours, data.hex().upper()) == (code, coded) or ours < code


@pytest.mark.parametrize(("text", "coded"), FIXTURES["isil"])
def test_isil_code_is_that_of_another_program(text: str, coded: str) -> None:
    assert isil.decode(bytes.fromhex(coded)) == text
    assert isil.encode(text).hex().upper() == coded


def test_isil_holds_nothing_but_its_three_sets() -> None:
    with pytest.raises(TagDataError):
        isil.encode("FR 1")
