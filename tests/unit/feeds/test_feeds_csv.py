"""CSV with a mapping file: columns, encodings, copies, and rows that are refused by their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.feeds.errors import BadMapping, FeedError, UnknownFormat
from catalogue.feeds.opening import open_feed
from catalogue.feeds.reading import FeedOptions
from catalogue.feeds.record import FeedCopy, FeedLink, FeedRecord
from support.feed_files import file_of, read_all, records, refusals

MAPPING = """
delimiter = ";"
encoding = "cp1252"
separator = " / "
[columns]
id = "Notice"
title = "Titre"
author = "Auteur"
kind = "Type"
year = "Date"
language = "Langue"
isbn = "ISBN"
price = "Prix"
barcode = "Code-barres"
branch = "Site"
not_for_loan = "Exclu"
min_age = "Âge"
link = "Lien"
[branches]
"MED" = "mediatheque"
[kinds]
"R" = "book"
"DVD adulte" = "film"
"""
HEADER = "Notice;Titre;Auteur;Type;Date;Langue;ISBN;Prix;Code-barres;Site;Exclu;Âge;Lien\r\n"


def mapping(tmp_path: Path, text: str = MAPPING) -> FeedOptions:
    path = tmp_path / "mapping.toml"
    path.write_text(text, "utf-8")
    return FeedOptions(mapping=path)


def table(tmp_path: Path, *rows: str, encoding: str = "cp1252") -> Path:
    return file_of(tmp_path, (HEADER + "".join(rows)).encode(encoding), "notices.csv")


def test_rows_of_one_title_are_its_copies(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        '1;"L’œuvre; roman";Zola, É. / Doe;R;DL 1998;fre;2-211-04459-X;12,50;337;MED;non;12;\r\n',
        "1;L’œuvre;;R;;;;;338;ANX;oui;;\r\n",
        "2;Nuit\n",
        '3;"Mer\r\net sel";;DVD adulte;;;;;;;;;https://x/3 / ftp://x\r\n',
    )
    entries = read_all(path, mapping(tmp_path))
    assert records(entries) == [
        FeedRecord(
            1, "1", "L’œuvre; roman", "", "Zola, É.", ("Doe",), year=1998, language="fr",
            isbns=("9782211044592",), min_age=12,
            copies=(
                FeedCopy("337", "MED", price_cents=1250),
                FeedCopy("338", "ANX", not_for_loan=True),
            ),
        ),
        FeedRecord(3, "3", "Mer et sel", kind="film", links=(FeedLink("alternate", "https://x/3"),)),
    ]  # fmt: skip
    assert [(e.number, e.reason) for e in refusals(entries)] == [
        (2, "line 4: 2 cells where the mapping needs 13: complete it, or check the quotes")
    ]


def test_bad_rows_are_refused_by_their_line_and_cost_themselves_alone(tmp_path: Path) -> None:
    full = ";;R;;;;;;;;;\r\n"
    path = table(
        tmp_path,
        f"1;Un{full}",
        "2;Deux;;Plume;;;;;;;;;\r\n",
        f'3;"Trois{full}',
        f"4;Quatre{full}",
        f";Cinq{full}",
        f"6;{full}",
        "7;Sept;;R;;;;;;;;douze;\r\n",
        f"8;Huit{full}",
    )
    entries = read_all(path, mapping(tmp_path))
    assert [e.source_id for e in records(entries)] == ["1", "4", "8"]
    assert [e.reason.split(":")[0] for e in refusals(entries)] == [
        "line 3", "line 4", "line 6", "line 7", "line 8",
    ]  # fmt: skip
    assert "'Plume' is not known" in refusals(entries)[0].reason
    assert [e.number for e in entries] == [*range(1, 9)]


def test_bytes_of_another_encoding_are_refused_by_their_line(tmp_path: Path) -> None:
    options = mapping(tmp_path, MAPPING.replace('"cp1252"', '"utf-8"'))
    rows = HEADER.encode() + b"1;\xc9t\xe9;;R;;;;;;;;;\r\n" + "2;Été;;R;;;;;;;;;".encode()
    entries = read_all(file_of(tmp_path, b"\xef\xbb\xbf" + rows), options)
    assert [e.title for e in records(entries)] == ["Été"]
    assert refusals(entries)[0].reason == ("line 2: byte 3 is not utf-8: name the right encoding")


def test_reading_goes_on_behind_a_position(tmp_path: Path) -> None:
    rows = [f'{n // 2};"Titre\r\n{n}";;R;;;;;{n};MED;;;\r\n' for n in range(8)]
    path, options = table(tmp_path, *rows, "9;x\r\n"), mapping(tmp_path)
    whole = [*open_feed(path, options).entries()]
    assert [len(e.copies) for e in records([e for _, e in whole])] == [2, 2, 2, 2]
    for place, (position, _) in enumerate(whole):
        assert read_all(path, options, position) == [e for _, e in whole[place + 1 :]]


def test_kinds_are_recognised_by_their_words_where_no_mapping_says(tmp_path: Path) -> None:
    path = table(tmp_path, "1;Un;;Bande dessinée;;;;;;;;;\r\n", "2;Deux;;CD audio;;;;;;;;;\r\n")
    entries = read_all(path, mapping(tmp_path))
    assert [e.kind for e in records(entries)] == ["comic", "disc"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[columns", "cannot be read"),
        ("x = 1\n[columns]\nid='a'\ntitle='b'", "not known: x"),
        ("[columns]\nid='a'", "where id and title are"),
        ("[columns]\nid='a'\ntitle='b'\ntilte='c'", "no field is called tilte"),
        ("[columns]\nid='a'\ntitle='b'\n[kinds]\nR='Un roman'", "no kind is called Un roman"),
        ("encoding='latin-9000'\n[columns]\nid='a'\ntitle='b'", "no encoding is called"),
        ("encoding='utf-16'\n[columns]\nid='a'\ntitle='b'", "save the file as UTF-8"),
        ("delimiter=';;'\n[columns]\nid='a'\ntitle='b'", "one character each"),
        ("columns = 3", "needs \\[columns\\]"),
        ("[columns]\nid = 1\ntitle = 'b'", "needs \\[columns\\]"),
    ],
)
def test_mapping_that_cannot_be_used_says_what_is_wrong(
    text: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(BadMapping, match=told):
        open_feed(table(tmp_path), mapping(tmp_path, text))


def test_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    options = mapping(tmp_path, "encoding='cp1252'\n[columns]\nid='Notice'\ntitle='Title'")
    with pytest.raises(FeedError, match="no column Notice, Title; it has Notice;Titre"):
        open_feed(table(tmp_path), options)


def test_csv_without_mapping_and_unknown_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="a CSV needs a mapping"):
        open_feed(table(tmp_path))
    with pytest.raises(FeedError, match="give the mapping file"):
        open_feed(table(tmp_path), FeedOptions(format="csv"))
    with pytest.raises(FeedError, match="is empty"):
        open_feed(file_of(tmp_path, b" \n", "empty"))
    with pytest.raises(FeedError, match="cannot be read: No such file"):
        open_feed(tmp_path / "missing.mrc")
    with pytest.raises(UnknownFormat, match="no format is called docx"):
        open_feed(table(tmp_path), FeedOptions(format="docx"))
