"""Images nobody ever wrote, and written ones with damage: every one gets a verdict, at once, and
nothing in it could steer a screen, a log line or a protocol. `--images N` tries so many."""

from __future__ import annotations

import random
import time
import unicodedata
from dataclasses import replace

import pytest

from rfid.errors import TagDataError
from rfid.security import SitePolicy
from rfid.tagdata import iso28560_2
from rfid.tagdata.convert import convert
from rfid.tagdata.detect import decode, enough, judge
from rfid.tagdata.encode import DSFIDS, encode
from rfid.tagdata.iso28560_3 import crc
from rfid.tagdata.model import Decoded, ItemTag, TagModel, TypeOfUsage, Verdict

PARTS = 4
LONGEST_S = 0.5
"""Of one image, on a busy machine too; a hang is far longer."""
POLICY = SitePolicy(("FR-751131010",))
FORBIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}


def written(chance: random.Random) -> bytes:
    """An image some library could have written."""
    tag = ItemTag(
        str(chance.randrange(10**5, 10**14)),
        1,
        chance.choice((1, 1, 3)),
        chance.choice(("FR-751131010", "DE-526", "4711")),
        chance.choice(list(TypeOfUsage)[:8]),
        chance.choice(("", "R CAM")),
        chance.choice(("", "L'Étranger")),
    )
    model, size = chance.choice(list(DSFIDS)), chance.choice((112, 128, 256))
    try:
        return encode(model, tag, size)
    except TagDataError:  # the older model has no unmistakable place for such texts
        return encode(model, replace(tag, shelf="", title=""), size)


def mutated(image: bytes, chance: random.Random) -> bytes:
    """The same with a few of the things that happen to memory."""
    memory = bytearray(image)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(memory))
        match chance.randrange(6):
            case 0:
                memory[at] ^= 1 << chance.randrange(8)
            case 1:
                memory[at] = chance.randrange(256)
            case 2:
                memory[at : at + 4] = chance.randbytes(len(memory[at : at + 4]))
            case 3:
                del memory[at + 1 :]
            case 4:
                memory += memory[:at]
            case _:
                bidi = "\u202e\u2028\x1b\x85".encode()
                memory[at : at + len(bidi)] = bidi
    del memory[512:]
    if len(memory) >= 34 and chance.random() < 0.5:
        memory[19:21] = crc(bytes(memory)).to_bytes(2, "little")
    return bytes(memory)


def images(seed: int, count: int) -> list[bytes]:
    chance = random.Random(seed)
    return [
        mutated(written(chance), chance)
        if chance.random() < 0.7
        else chance.randbytes(chance.randrange(1, 300))
        for _ in range(count)
    ]


def texts(found: Decoded) -> list[str]:
    tag = found.tag
    shown = [found.reason, found.item_id or ""]
    return shown + ([tag.item_id, tag.owner, tag.shelf, tag.title] if tag else [])


def check(memory: bytes, chance: random.Random) -> None:
    block_size = chance.choice((4, 4, 4, 8, 1, 32))
    dsfid = chance.choice((None, 0x00, 0x06, 0x3E))
    start_s = time.process_time()
    found = decode(memory, block_size, dsfid)
    enough(memory, block_size, dsfid)
    assert time.process_time() - start_s < LONGEST_S
    for text in texts(found):
        assert not {unicodedata.category(char) for char in text} & FORBIDDEN, ascii(text)
    verdict, reason = judge(found, POLICY)
    assert reason
    assert (found.tag is not None) == (
        verdict in (Verdict.ITEM, Verdict.FOREIGN, Verdict.PATRON_CARD)
    )
    if found.tag is None:
        return
    assert 1 <= found.tag.part <= found.tag.parts
    if len(memory) % block_size == 0:
        try:
            again = convert(memory, TagModel.ISO28560_2, block_size).memory
        except TagDataError:
            return
        assert iso28560_2.decode(again).tag.item_id == found.tag.item_id


@pytest.mark.parametrize("part", range(PARTS))
def test_any_image_gets_a_verdict_and_lets_nothing_through(
    part: int, pytestconfig: pytest.Config
) -> None:
    """Guards: the typed errors of the decoders, `identifier_text` and `prose`."""
    chance = random.Random(part)
    left = pytestconfig.getoption("--images") // PARTS
    seed = part
    while left > 0:
        batch = images(seed, min(left, 5_000))
        for memory in batch:
            try:
                check(memory, chance)
            except Exception as error:
                raise AssertionError(f"seed {seed}, image {memory.hex()}") from error
        left -= len(batch)
        seed += PARTS
