"""The canonical bytes of a record are those of RFC 8785, whatever is in it."""

from __future__ import annotations

import unicodedata

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.domain.operations import MAX_INTEGER, Json, Operation, canonical_bytes

# From every plane, with what JSON escapes; half of a surrogate pair is no text.
TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXT, VALUES, max_size=4), TEXT)
@example({"\ue000": 1, "\U0001f4d5": 2}, "")
@example({"b": '\x00\x1f\x7f\u2028"\\\n', "a": [{"d": True, "c": None}]}, "Ünïcode ß 😀")
def test_canonical_bytes_are_those_of_the_rfc(evidence: dict[str, Json], title: str) -> None:
    # Guard: keys that are not ASCII are left to the library, whose order is that of UTF-16.
    op = Operation("id", "check_in", "k", 1, "none", "tag", title=title, evidence=evidence)
    assert canonical_bytes(op) == rfc8785.dumps(op.body())
