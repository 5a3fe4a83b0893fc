"""Packs made from EPUB files: what a book says of itself, and what is left out."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest

from catalogue.domain.packs import PackTitle, check_manifest, read_manifest
from catalogue.services.devices.building import LeftOut, build_pack
from catalogue.services.devices.epub import BadEpub, read_epub
from support.epubs import CONTAINER, epub, package, put

GERMINAL = PackTitle(
    "Germinal", "Émile Zola", "domaine public", "9782070411429", "germinal.epub", "fr"
)


def one(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "book.epub"
    path.write_bytes(content)
    return path


def test_pack_has_what_each_book_says_of_itself(tmp_path: Path) -> None:
    other = package("Le  Horla\n", ("Guy de Maupassant", "Un autre"), "FR", "urn:uuid:1", "libre")
    put(tmp_path, germinal=epub(), horla=epub(other, text="Le 8 mai."))
    manifest, left_out = build_pack(tmp_path, " Classiques ", "domaine public")
    assert left_out == []
    assert manifest.titles == (
        GERMINAL,
        PackTitle(
            "Le Horla",
            "Guy de Maupassant ; Un autre",
            "domaine public",
            "urn:uuid:1",
            "horla.epub",
            "fr",
        ),
    )
    assert read_manifest(manifest.text()) == manifest
    assert manifest.name == "Classiques"
    numbered = read_manifest(manifest.text().replace('"version":0', '"version":1'))
    check_manifest(numbered)


def test_manifest_without_languages_keeps_its_text(tmp_path: Path) -> None:
    plain = PackTitle("Germinal", "Zola", "domaine public")
    assert (
        "language"
        not in read_manifest(
            json.dumps({"name": "x", "version": 1, "titles": [{"title": "G"}], "files": []})
        ).text()
    )
    assert plain.language == ""


def test_second_file_of_a_book_is_left_out_whatever_the_two_share(tmp_path: Path) -> None:
    book = epub()
    put(tmp_path, a=book, b=book, c=epub(text="Une autre édition."))
    same_words = package("GERMINAL", identifier="urn:uuid:2")
    put(tmp_path, d=epub(same_words), e=epub(package("Nana", identifier="978-2-07-041142-9")))
    (tmp_path / "notes.txt").write_text("x")
    manifest, left_out = build_pack(tmp_path, "Romans", "domaine public")
    assert [title.file for title in manifest.titles] == ["a.epub"]
    assert left_out == [
        LeftOut("b.epub", "a.epub is there already, with the same content"),
        LeftOut("c.epub", "a.epub is there already, with the same identifier, 9782070411429"),
        LeftOut("d.epub", "a.epub is there already, with the same title, author and language"),
        LeftOut("e.epub", "a.epub is there already, with the same identifier, 9782070411429"),
        LeftOut("notes.txt", "it is no EPUB"),
    ]


def test_book_that_says_no_right_needs_one_from_outside(tmp_path: Path) -> None:
    put(tmp_path, a=epub(), b=epub(package("Nana", identifier="n", rights="CC0")))
    manifest, left_out = build_pack(tmp_path, "Romans", "")
    assert [(t.title, t.rights) for t in manifest.titles] == [("Nana", "CC0")]
    assert left_out[0].reason.endswith("say it with --rights")


def test_books_are_refused_with_a_sentence(tmp_path: Path) -> None:
    whole = epub()
    broken = bytearray(whole)
    broken[whole.index(b"OEBPS/chapter.xhtml") + 25] ^= 0xFF
    dtd = '<!DOCTYPE x [<!ENTITY a "b">]>' + package("&a;")
    said = {
        "damaged: ": (b"", b"PK\x05\x06", b"no archive", whole[:-30], bytes(broken)),
        "no container file": (_without("META-INF/container.xml"),),
        "no package document": (_without("OEBPS/content.opf"),),
        "names no package": (_without("", CONTAINER.replace("rootfile ", "file ")),),
        "document type definition": (epub(dtd),),
        "not well-formed": (epub("<package>"),),
        "does not say its title": (epub(package(" ")),),
        "opens for one reader alone": (epub(**{"META-INF__license.lcpl": "{}"}),),
        "swell beyond measure": (epub(text="0" * 30_000_000), _overlapping()),
    }
    for sentence, contents in said.items():
        for content in contents:
            with pytest.raises(BadEpub) as found:
                read_epub(one(tmp_path, content))
            assert sentence in str(found.value), (sentence, str(found.value))


def _without(name: str, container: str = CONTAINER) -> bytes:
    import io

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for each, content in (
            ("META-INF/container.xml", container),
            ("OEBPS/content.opf", package()),
        ):
            if each != name:
                book.writestr(each, content)
    return made.getvalue()


def _overlapping() -> bytes:
    """Many entries of the directory over one file."""
    import io

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("a", random.Random(1).randbytes(1000))
        for n in range(50):
            entry = zipfile.ZipInfo(f"b{n}")
            entry.header_offset = 0
            entry.file_size = entry.compress_size = 1000
            entry.CRC = book.infolist()[0].CRC
            book.filelist.append(entry)
            book.NameToInfo[entry.filename] = entry
    return made.getvalue()


def test_mutated_books_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    whole, seeded, refused = epub(), random.Random(7), 0
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(seeded.randint(1, 6)):
            content[seeded.randrange(len(content))] = seeded.randrange(256)
        try:
            read_epub(one(tmp_path, bytes(content[: seeded.randint(len(whole) // 2, len(whole))])))
        except BadEpub:
            refused += 1
    assert 300 < refused <= 400
