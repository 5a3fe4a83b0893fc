"""What every engine answers: which titles, in which order, with which numbers beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest

from catalogue.search.embedded import Batch, SearchIndex
from catalogue.search.model import NOW, Copy, Document, Facet, Query
from catalogue.search.opening import Engine, open_index
from support.search import copy, filled, keys

TITLES = (
    Document("nana", "Nana", author="Émile Zola", kind="book", language="fr", year=1880),
    Document("germinal", "Germinal", author="Émile Zola", kind="book", language="fr", year=1885),
    Document("ecole", "L’École des femmes", author="Molière", kind="book", language="fr"),
    Document("prairie", "L'écolière et le cheval", "Cœur de prairie", kind="comic", language="fr"),
    Document("chevaux", "Des chevaux sauvages", subject="Écoles d’équitation", kind="book"),
    Document("zola", "Zola, une vie", author="Anne Martin", kind="book", year=2001),
    Document("zola-new", "Zola, une œuvre", author="Anne Martin", kind="book", year=2020),
    Document("vie", "Une vie", author="Maupassant", kind="ebook", language="fr"),
    Document("isbn", "Mer", isbn="9782070368228", language="en", audience="child", kind="book"),
    Document("pack:1", "Le Horla", author="Maupassant", kind="ebook", pack="Classiques"),
    Document("arabic", "كِتاب الأيّام", author="طه حسين", language="ar", kind="book"),
)
COPIES = {
    **copy("3100001", "nana"),
    **copy("3100002", "germinal", "A", available=False),
    **copy("3100003", "germinal", "B"),
    **copy("3100004", "germinal", "B"),
    **copy("3100005", "zola", "B", available=False),
    **copy("reader1", "pack:1", "A"),
}


@pytest.fixture(params=get_args(Engine))
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    return found


@pytest.fixture
def index(tmp_path: Path, engine: Engine) -> Iterator[SearchIndex]:
    with closing(filled(tmp_path, TITLES, COPIES, engine)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("coeur", ["prairie"]),
        ("CŒUR", ["prairie"]),
        ("l'ecole", ["ecole", "chevaux"]),
        ("l école", ["ecole", "chevaux"]),
        ("cheval", ["prairie", "chevaux"]),
        ("chevaux", ["chevaux", "prairie"]),
        ("une vie", ["vie", "zola"]),
        ("zola", ["zola", "zola-new", "germinal", "nana"]),
        ("zola germinal", ["germinal"]),
        ("978-2-07-036822-8", ["isbn"]),
        ("2 07 036822 X", ["isbn"]),
        ("3100003", ["germinal"]),
        ("كتاب الايام", ["arabic"]),
        ("rien de tel", []),
        ("?!", sorted(title.key for title in TITLES)),
    ],
)
def test_hits_stand_in_their_order(index: SearchIndex, typed: str, expected: list[str]) -> None:
    """Guard: each tier of `Finder` and its query in the engine. Whoever finds more copies of a
    title expects it first; nothing that tells letters from sounds keeps anything from being found;
    without any word everything is shown."""
    found = keys(index, typed)
    assert (sorted(found) if typed == "?!" else found) == expected


def test_suggestions_begin_with_what_is_typed(index: SearchIndex) -> None:
    """Guard: `Asked.typing`."""
    suggested = {
        typed: [each.key for each in index.suggest(typed)]
        for typed in ("zo", "une v", "nana", "maup", "l'éc", "mo", "z", "")
    }
    assert suggested == {
        "zo": ["zola", "zola-new", "germinal", "nana"],
        "une v": ["vie", "zola", "zola-new"],
        "nana": ["nana"],
        "maup": ["pack:1", "vie"],
        "l'éc": ["ecole", "prairie"],
        "mo": ["ecole"],
        "z": [],
        "": [],
    }


def test_hits_are_narrowed_and_counted(index: SearchIndex) -> None:
    """Guard: `Chooser`. What was chosen of a facet does not count against its other values."""
    assert keys(index, "zola", branch="A") == ["germinal", "nana"]
    assert keys(index, "zola", branch="A", available=NOW) == ["nana"]
    assert keys(index, "maupassant", ereader="Classiques") == ["pack:1"]
    found = index.search(Query("zola", {Facet.BRANCH: frozenset({"B"})}))
    assert (found.total, found.exact, found.complete) == (2, True, True)
    assert dict(found.facets[Facet.BRANCH]) == {"A": 2, "B": 2}
    assert dict(found.facets[Facet.AVAILABLE]) == {NOW: 1}
    assert [(hit.copies, hit.available) for hit in found.hits] == [(1, 0), (2, 2)]


def test_pages_follow_one_another(index: SearchIndex) -> None:
    """Guard: offset and limit in `Finder.search`."""
    pages = [keys(index, "zola", offset=at, limit=2) for at in (0, 2, 4)]
    assert [key for page in pages for key in page] == keys(index, "zola")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("germinl", "germinal"),
        ("emille zolla", "émile zola"),
        ("lecole", "école"),
        ("vie", None),
        ("xyzzyplugh", None),
    ],
)
def test_another_spelling_is_said_and_not_applied(
    index: SearchIndex, typed: str, meant: str | None
) -> None:
    """Guard: `FEW`, and that `near` is only told. As French writes it, with its accents."""
    found = index.search(Query(typed))
    assert found.suggestion == meant
    assert meant is None or not found.hits


def test_what_changes_is_found_as_it_is_now(index: SearchIndex) -> None:
    """Guard: `leave` before `enter`. Also a title that only gets another rank."""
    index.take(
        Batch(
            "2",
            documents=(Document("nana", "Pot-Bouille", author="Émile Zola"),),
            gone=("zola",),
            copies={"3100002": (), "3100009": (Copy("3100009", "zola-new", "A", True),)},
        )
    )
    assert keys(index, "nana") == []
    assert keys(index, "pot bouille") == ["nana"]
    assert keys(index, "zola") == ["zola-new", "germinal", "nana"]
    assert index.cursor() == "2"


def test_index_is_kept_and_one_process_writes(
    index: SearchIndex, tmp_path: Path, engine: Engine
) -> None:
    """Guard: the lock in `writing`, and the cursor in the commit of what it stands for."""
    with closing(open_index(tmp_path, engine)) as other:
        assert not other.writing()
        assert keys(other, "germinal") == ["germinal"]
    index.close()
    with closing(open_index(tmp_path, engine)) as again:
        assert again.writing()
        assert (again.cursor(), keys(again, "germinal")) == ("1", ["germinal"])
        again.take(Batch("3", (TITLES[0],), restart=True))
        while again.advance(60.0):
            pass
        assert (keys(again, "zola"), keys(again, "germinal")) == (["nana"], [])


def test_damaged_file_is_made_anew(index: SearchIndex, tmp_path: Path, engine: Engine) -> None:
    """Guard: `open_index`."""
    index.close()
    for path in tmp_path.glob("titles-*.db"):
        path.write_bytes(b"no database" * 1000)
    with closing(open_index(tmp_path, engine)) as again:
        assert (again.cursor(), keys(again, "germinal")) == ("", [])
