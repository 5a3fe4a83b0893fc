"""Identifiers: what is new, what is derived, what is canonical."""

from __future__ import annotations

import hashlib

import pytest
import rfc8785
from uuid6 import UUID

from catalogue.domain.ids import derived_id, fresh_id, is_canonical, uuid7_of


def test_fresh_ids_ascend_and_are_version_7():
    ids = [fresh_id() for _ in range(100)]

    assert ids == sorted(set(ids))
    assert all(is_canonical(made) and made[14] == "7" for made in ids)


def test_an_id_of_a_given_moment_and_entropy_is_always_the_same():
    # RFC 9562, appendix A.6: 2022-02-22 19:22:22 UTC, rand_a CC3, rand_b 18C4DC0C0C07398F.
    entropy = bytes.fromhex("0cc398c4dc0c0c07398f")

    assert uuid7_of(1_645_557_742_000, entropy) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_too_little_entropy_is_refused():
    with pytest.raises(ValueError, match="10 bytes"):
        uuid7_of(0, bytes(9))


def test_derived_id_is_version_8_and_depends_on_every_part():
    made = derived_id("due_kept", "3104800000123", "loan", 1_765_666_799_999)

    assert made == "85c166ef-0883-80b2-85d0-ece487fbe416"
    assert is_canonical(made)
    assert made != derived_id("due_kept", "3104800000123", "loan", 1_765_666_799_998)
    assert derived_id("ab", "c") != derived_id("a", "bc")


@pytest.mark.parametrize(
    "text",
    [
        "019A7B2C-3D4E-7F60-8A1B-2C3D4E5F6071",
        "{019a7b2c-3d4e-7f60-8a1b-2c3d4e5f6071}",
        "019a7b2c3d4e7f608a1b2c3d4e5f6071",
        "6fa459ea-ee8a-4ca4-894e-db77e160355e",
        "019a7b2c-3d4e-7f60-ca1b-2c3d4e5f6071",
        "x",
        "",
    ],
)
def test_other_texts_are_not_canonical_ids(text):
    assert not is_canonical(text)


def test_derived_id_is_that_of_the_rfc_8785_bytes() -> None:
    parts = ("title", 'Bibliothèque\n"n° 1"\x1f\x7f', 2**53 - 1, -3)
    digest = hashlib.sha256(rfc8785.dumps(list(parts))).digest()
    assert derived_id(*parts) == str(UUID(int=int.from_bytes(digest[:16], "big"), version=8))
    assert derived_id("anything") == "e63a0b16-53ed-8d7d-ba1e-5a1fafde773d"
    with pytest.raises(ValueError, match="2\\^53"):
        derived_id("a", 2**53)
