"""Whatever is put in and taken out, an index answers as its titles alone would have it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.search.embedded import Batch, SearchIndex
from catalogue.search.model import Copy, Document, Query
from catalogue.search.opening import open_index
from catalogue.search.ranking import asked_of, row_of, terms_of, tier_of
from catalogue.search.words import fold, words

WORDS = ("le", "la", "l'", "école", "écoles", "cœur", "chevaux", "cheval", "Zola", "vie", "mer")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
DOCUMENTS = st.builds(
    Document,
    key=st.sampled_from("abcdefgh"),
    title=TEXTS,
    subtitle=TEXTS,
    author=TEXTS,
    subject=TEXTS,
    kind=st.sampled_from(("book", "ebook")),
    year=st.one_of(st.none(), st.integers(1990, 2030)),
)
COPIES = st.dictionaries(st.sampled_from("123456"), st.sampled_from("abcdefgh"), max_size=6)
QUESTIONS = st.tuples(TEXTS, st.booleans(), st.integers(0, 3))


def batch(documents: list[Document], copies: dict[str, str], gone: set[str]) -> Batch:
    last = {each.key: each for each in documents}
    return Batch(
        "1",
        tuple(each for key, each in last.items() if key not in gone),
        gone=tuple(gone),
        copies={item: (Copy(item, title, "A", True),) for item, title in copies.items()},
    )


def exhaustive(
    held: dict[str, Document], copies: dict[str, str], text: str, *, typing: bool
) -> list[str]:
    """Every title looked at, the best first."""
    asked = asked_of(text, typing=typing)
    counts = {key: [*copies.values()].count(key) for key in held}
    ranked = []
    for key, each in held.items():
        tier = tier_of(asked, terms_of(each)) if asked.words else 0
        if tier is not None:
            ranked.append((tier, row_of(key, each.kind, each.year, counts[key]), key))
    return [key for _, _, key in sorted(ranked)]


def settle(index: SearchIndex) -> None:
    while index.advance(60.0):
        pass


@settings(max_examples=40)
@given(
    batches=st.lists(
        st.tuples(
            st.lists(DOCUMENTS, max_size=5),
            COPIES,
            st.sets(st.sampled_from("abcdefgh"), max_size=2),
        ),
        min_size=1,
        max_size=4,
    ),
    made_after=st.integers(0, 3),
    questions=st.lists(QUESTIONS, min_size=1, max_size=6),
)
@example(batches=[([Document("a", "le")], {}, set())], made_after=0, questions=[("le", False, 0)])
def test_hits_are_those_of_looking_at_every_title(
    batches: list[tuple[list[Document], dict[str, str], set[str]]],
    made_after: int,
    questions: list[tuple[str, bool, int]],
) -> None:
    """Guard: `leave`, `enter`, `recount`, and each expression of `postings`. Whatever the order of
    what is put in, taken out and lent, and whenever the index is made: what is held now counts."""
    held: dict[str, Document] = {}
    lent: dict[str, str] = {}
    with TemporaryDirectory() as folder, closing(open_index(Path(folder), "sqlite")) as index:
        for number, (documents, copies, gone) in enumerate(batches):
            index.take(batch(documents, copies, gone))
            held |= {each.key: each for each in documents}
            held = {key: each for key, each in held.items() if key not in gone}
            lent |= copies
            if number == made_after:
                settle(index)
        settle(index)
        for text, typing, cut in questions:
            typed = text[: len(text) - cut] if typing else text
            answer = index.search(Query(typed, typing=typing))
            expected = exhaustive(held, lent, typed, typing=typing)
            assert [hit.document.key for hit in answer.hits] == expected
            assert answer.total == len(expected)
            if typing and asked_of(typed, typing=True).words:
                assert [each.key for each in index.suggest(typed)] == expected[:5]


@given(st.text(max_size=60))
def test_folding_comes_to_an_end_and_loses_marks_alone(text: str) -> None:
    """Guard: `word`. Folded once is folded for good; capitals make no difference; nothing an index
    could take for something else is left."""
    folded = fold(text)
    assert all(part.isalnum() for part in folded.split())
    assert words(folded) == [each for each in words(folded) if each.fold]
    if text.isascii():
        assert fold(text.upper()) == folded


@given(TEXTS, st.data())
def test_whoever_types_a_title_has_it_before_her(title: str, data: st.DataObject) -> None:
    """Guard: `Asked.typing`. The title fits at every letter, but for a word of a single one."""
    terms = terms_of(Document("a", title))
    at = data.draw(st.integers(0, len(title)))
    asked = asked_of(title[:at], typing=True)
    if asked.words and len(asked.words[-1].fold) > 1:
        assert tier_of(asked, terms) is not None
