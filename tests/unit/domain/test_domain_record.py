"""The record: its bytes, its hash, and what is not a record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.domain.operations import (
    GENESIS,
    MalformedRecord,
    Operation,
    canonical_bytes,
    from_json,
    hash_of,
    is_intact,
    patron_commitment,
    patron_key,
    seal,
)

GOLDEN = Operation(
    id="019a7b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
    kind="check_out",
    station="tilleuls-1",
    epoch=3,
    seq=1742,
    prev_hash=GENESIS,
    boot_id="5e8b6b0c-5d43-4c0e-9a52-0a6f2f3d9b11",
    mono_ms=93_211_004,
    wall_ms=1_763_800_000_123,
    offset_ms=-417,
    error_ms=36,
    basis="boot",
    presence="tag",
    item="3104800000123",
    branch="tilleuls",
    patron_c=patron_commitment(bytes(range(16)), patron_key("2104800000017")),
    payload={"due_ms": 1_765_666_799_999},
    grounds={"snapshot": 88, "age_ms": 61_000, "offline": {"allowed": True}, "note": "été"},
    evidence={"uid": "E004015012345678", "before": "07"},
)
GOLDEN_BYTES = (
    '{"basis":"boot","boot_id":"5e8b6b0c-5d43-4c0e-9a52-0a6f2f3d9b11","branch":"tilleuls",'
    '"epoch":3,"error_ms":36,"evidence":{"before":"07","uid":"E004015012345678"},'
    '"grounds":{"age_ms":61000,"note":"été","offline":{"allowed":true},"snapshot":88},'
    '"id":"019a7b2c-3d4e-7f60-8a1b-2c3d4e5f6071","item":"3104800000123","kind":"check_out",'
    '"mono_ms":93211004,"offset_ms":-417,'
    '"patron_c":"16e42743a3c848f8ae449e2b65709a7f0e48e0c2e8949d2e17a1b35898805d7b",'
    '"payload":{"due_ms":1765666799999},"presence":"tag",'
    '"prev_hash":"0000000000000000000000000000000000000000000000000000000000000000",'
    '"schema":1,"seq":1742,"station":"tilleuls-1","wall_ms":1763800000123}'
)
GOLDEN_HASH = "efa7ba396ef751e81dbd3bd53a31dc19f0d3b58bbbf5ad8f146cd407e5544f85"


def test_golden_record_has_these_bytes_and_this_hash():
    assert canonical_bytes(GOLDEN).decode() == GOLDEN_BYTES
    assert hash_of(GOLDEN) == GOLDEN_HASH


def test_record_survives_its_own_json():
    op = seal(GOLDEN)

    again = from_json(op.to_json())

    assert again == op
    assert is_intact(again)


@pytest.mark.parametrize(
    "change",
    [
        {"patron_c": patron_commitment(bytes(16), patron_key("2104800000018"))},
        {"payload": {"due_ms": 1_765_666_799_998}},
        {"prev_hash": "f" * 64},
        {"seq": 1743},
        {"item": None},
        {"refs": {"about": "x"}},
    ],
)
def test_any_change_of_content_breaks_the_hash(change):
    assert not is_intact(replace(seal(GOLDEN), **change))


def test_absent_fields_and_empty_objects_are_not_hashed():
    assert hash_of(replace(GOLDEN, refs={}, title=None)) == GOLDEN_HASH


DEEP: dict = {}
for _ in range(2_000):
    DEEP = {"in": DEEP}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"payload": {"due_ms": 1.5}}, "integer below"),
        ({"wall_ms": 2**53}, "integer below"),
        ({"payload": {"due_ms": -(2**53)}}, "integer below"),
        ({"item": "e\u0301"}, "NFC"),
        ({"payload": {"e\u0301": 1}}, "NFC"),
        ({"evidence": {"uid": "\ud800"}}, "surrogate"),
        ({"grounds": {"list": [1, {"x": 0.1}]}}, "integer below"),
        ({"grounds": DEEP}, "deep"),
    ],
)
def test_what_cannot_be_canonical_is_malformed_and_never_intact(change, complaint):
    op = replace(seal(GOLDEN), **change)

    with pytest.raises(MalformedRecord, match=complaint):
        canonical_bytes(op)
    assert not is_intact(op)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"extra": 1}, "unknown field 'extra'"),
        ({"seq": "1"}, "'seq' has the wrong type"),
        ({"seq": True}, "'seq' has the wrong type"),
        ({"payload": []}, "'payload' has the wrong type"),
        ({"kind": None}, "'kind' has the wrong type"),
    ],
)
def test_foreign_json_is_refused_by_the_name_of_its_field(change, complaint):
    with pytest.raises(MalformedRecord, match=complaint):
        from_json({**seal(GOLDEN).to_json(), **change})


def test_json_without_a_hash_is_refused():
    with pytest.raises(MalformedRecord, match="'hash' is missing"):
        from_json(GOLDEN.body())


def test_a_parsed_record_cannot_be_edited():
    op = from_json(seal(GOLDEN).to_json())

    with pytest.raises(TypeError):
        op.payload["due_ms"] = 1


def test_commitment_needs_a_nonce_of_16_bytes():
    with pytest.raises(ValueError, match="16 bytes"):
        patron_commitment(bytes(15), patron_key("1"))


def test_commitments_of_one_card_cannot_be_linked():
    key = patron_key("2104800000017")

    assert patron_commitment(bytes(16), key) != patron_commitment(bytes([1] * 16), key)
