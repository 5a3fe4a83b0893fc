"""Files of MARC 21 and UNIMARC: what they say, in whatever encoding, and what damage costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.feeds.errors import FeedError
from catalogue.feeds.opening import open_feed
from catalogue.feeds.reading import FeedOptions, RawReader
from catalogue.feeds.record import FeedCopy, FeedRecord
from support.feed_files import (
    CODED,
    MARC21,
    Fields,
    file_of,
    iso2709,
    read_all,
    records,
    refusals,
    unimarc,
)

PMB: Fields = [
    ("001", "12"),
    ("100", "  $a20050101u        u  u0frey50      ba"),
    ("200", "1 $aLe dieu devenu homme$eroman$ftrad. par X"),
    ("010", "  $a2-86274-547-2$d7,79 €"),
    ("101", "1 $afre$ceng"),
    ("214", "  $aParis$cDupuis$dDL 1998"),
    ("330", "  $aUn conte.\nDeuxième ligne."),
    ("606", "  $aMarché du travail$xFrance$2rameau"),
    ("610", "  $acoton;blues; musique"),
    ("700", " 1$aGeerts$bAndré$4070"),
    ("702", " 1$aDoe$bJane"),
    ("856", "  $uhttps://example.org/c.jpg$qimage/jpeg"),
    ("856", "  $uhttps://example.org/page$yVoir"),
    ("995", "  $aBDP$cBDP$f337$kEBD GEE$ruu$qu"),
    ("996", "  $f337$vBibliobus$xRomans Jeunes$eLivre$9pret_flag:0"),
    ("995", "  $bMED$f338$kR GEE$rDVD$o0"),
]
LOC: Fields = [
    ("001", "  1000306088"),
    ("008", "151011s2015    xx     jo     00    eng d"),
    ("020", "  $a9781682280010 (electronic bk.)$c7.99"),
    ("100", "1 $aAlcott, Louisa May."),
    ("245", "10$aLittle women :$bor, Meg, Jo /$cLouisa May Alcott."),
    ("260", "  $a[S.l.] :$bRecovering the Classics,$cc2015."),
    ("650", " 0$aSisters$xFiction."),
    ("856", "40$uhttps://example.org/49570$yRead"),
]


def test_unimarc_record_of_pmb_is_read_with_its_copies(tmp_path: Path) -> None:
    (entry,) = read_all(file_of(tmp_path, iso2709(PMB)))
    assert entry == FeedRecord(
        number=1,
        source_id="12",
        title="Le dieu devenu homme",
        subtitle="roman",
        author="André Geerts",
        contributors=("Jane Doe",),
        publisher="Dupuis",
        year=1998,
        kind="book",
        language="fr",
        subjects=("Marché du travail -- France", "coton", "blues", "musique"),
        description="Un conte. Deuxième ligne.",
        isbns=("9782862745473",),
        call_number="EBD GEE",
        audience="youth",
        cover="https://example.org/c.jpg",
        copies=(
            FeedCopy("337", "Bibliobus", "Livre", "Romans Jeunes", "EBD GEE", 779, True),
            FeedCopy("338", "MED", "DVD", "", "R GEE", 779, False),
        ),
        links=entry.links if isinstance(entry, FeedRecord) else (),
    )
    assert [(link.rel, link.href, link.title) for link in entry.links] == [
        ("related", "https://example.org/page", "Voir")
    ]


def test_marc21_record_loses_its_isbd_punctuation(tmp_path: Path) -> None:
    (entry,) = records(read_all(file_of(tmp_path, iso2709(LOC, leader=MARC21, end="   4500"))))
    assert (entry.source_id, entry.title, entry.subtitle) == (
        "1000306088",
        "Little women",
        "or, Meg, Jo",
    )
    assert (entry.author, entry.publisher, entry.year) == (
        "Louisa May Alcott",
        "Recovering the Classics",
        2015,
    )
    assert (entry.kind, entry.language, entry.audience) == ("ebook", "en", "youth")
    assert (entry.subjects, entry.isbns) == (("Sisters -- Fiction",), ("9781682280010",))
    assert [link.rel for link in entry.links] == ["acquisition"]


def test_flavour_is_told_by_the_record_not_by_the_file(tmp_path: Path) -> None:
    mixed = iso2709(PMB) + b"\n" + iso2709(LOC, leader=MARC21, end="   4500") + b"\r\n"
    entries = records(read_all(file_of(tmp_path, mixed, "marc21.mrc")))
    assert [(entry.number, entry.title) for entry in entries] == [
        (1, "Le dieu devenu homme"),
        (2, "Little women"),
    ]


@pytest.mark.parametrize(
    ("coded", "title", "read"),
    [
        ("50  ", "Été à Noël".encode(), "Été à Noël"),
        # Declared UTF-8, written in Latin-1 as Windows does; and the other way round.
        ("50  ", "Le cœur d’été".encode("cp1252"), "Le cœur d’été"),
        ("0103", "Été".encode(), "Été"),
        # ISO 5426: the accent stands before its letter; œ is FA.
        ("0103", b"\xc2Et\xc2e \xd0ca c\xfaur", "Été ça cœur"),
        ("0103", "Été à la mer".encode("latin-1"), "Été à la mer"),
        # Marks around what is not sorted: C1 controls, alone or in pairs, in UTF-8 or one byte.
        ("50  ", "\x88Le \x89mer".encode(), "Le mer"),
        ("50  ", "\x98La \x9cmer".encode(), "La mer"),
        ("0103", b"\x88L'\x89\xc2et\xc2e", "L'été"),
        ("50  ", b"\x98L'\x9c\xe9t\xe9", "L'été"),
        # Decomposed letters come composed.
        ("50  ", "E\u0301te\u0301".encode(), "Été"),
    ],
)
def test_text_is_read_in_what_it_is_written_in(
    coded: str, title: bytes, read: str, tmp_path: Path
) -> None:
    raw = iso2709(
        [
            ("001", "1"),
            ("100", f"  $a{'20240101d2024    m  y0frey':<26}{coded}"),
            ("200", b"1 \x1fa" + title),
        ]
    )
    (entry,) = records(read_all(file_of(tmp_path, raw)))
    assert entry.title == read


def test_marc8_is_read_subfield_by_subfield(tmp_path: Path) -> None:
    raw = iso2709(
        [
            ("001", "1"),
            # ANSEL accents before their letters; Greek by an escape, which ends with its subfield.
            ("245", b"10\x1faDe la solitude \xe1a la communaut\xe2e :\x1fb\x1bgabc\x1bs x."),
        ],
        leader="cam  22",
        end="   4500",
    )
    (entry,) = records(read_all(file_of(tmp_path, raw)))
    assert (entry.title, entry.subtitle) == ("De la solitude à la communauté", "αβγ x")


def test_encoding_may_be_forced(tmp_path: Path) -> None:
    path = file_of(tmp_path, unimarc("1", "$aÉté"))
    assert records(read_all(path, FeedOptions(encoding="latin-1")))[0].title == "Ã‰tÃ©"
    with pytest.raises(FeedError, match="no encoding is called ebcdic"):
        open_feed(path, FeedOptions(encoding="ebcdic"))


def damaged_files() -> list[tuple[str, bytes, int]]:
    """Name, file of nine records whose fifth is damaged, how many are read nevertheless."""
    each = [unimarc(str(number), f"$aTitre {number}") for number in range(1, 10)]
    fifth = each[4]

    def mended(raw: bytes) -> bytes:
        return b"".join([*each[:4], raw, *each[5:]])

    return [
        ("wrong length", mended(b"00999" + fifth[5:]), 8),
        ("length of the next one too", mended(b"%05d" % (2 * len(fifth)) + fifth[5:]), 8),
        ("no length", mended(b"abcde" + fifth[5:]), 8),
        ("terminator missing", mended(fifth[:-1] + b" "), 8),
        ("terminator inside", mended(fifth[:60] + b"\x1d" + fifth[61:]), 8),
        ("base address wrong", mended(fifth[:12] + b"00031" + fifth[17:]), 8),
        ("directory broken", mended(fifth[:30] + b"xx" + fifth[32:]), 8),
        ("directory leads elsewhere", mended(fifth[:31] + b"99999" + fifth[36:]), 8),
        ("length of a field", mended(fifth[:39] + b"0043" + fifth[43:]), 8),
        ("mark of a field inside one", mended(fifth.replace(b"Titre 5", b"Titre\x1e5")), 8),
        ("text is no text", mended(fifth.replace(b"Titre 5", b"T\xc3\xa9t\xff 5")), 8),
        ("cut short at the end", b"".join(each)[:-30], 8),
        ("filled with rubbish", mended(fifth[:24] + bytes(len(fifth) - 25) + b"\x1d"), 8),
        ("rubbish between", mended(fifth + b"rubbish\x1d"), 9),
    ]


@pytest.mark.parametrize(
    ("what", "data", "read"), damaged_files(), ids=[each[0] for each in damaged_files()]
)
def test_damage_costs_one_record_and_says_which(
    what: str, data: bytes, read: int, tmp_path: Path
) -> None:
    entries = read_all(file_of(tmp_path, data))
    assert len(records(entries)) == read, what
    (refused,) = refusals(entries)
    assert refused.reason.startswith("damaged, ")
    assert refused.number == {8: 5, 9: 6}[read] or what == "cut short at the end"
    assert [entry.number for entry in entries] == [*range(1, len(entries) + 1)]


def test_fields_out_of_order_are_found_by_the_directory(tmp_path: Path) -> None:
    """Equal lengths make a reader that trusts the order of the data take one for the other."""
    raw = iso2709([("001", "7"), ("100", CODED), ("200", "1 $aMer"), ("606", "  $aSel")])
    directory = [raw[24 + 12 * at : 36 + 12 * at] for at in range(4)]
    swapped = [directory[0], directory[1], b"200" + directory[3][3:], b"606" + directory[2][3:]]
    (entry,) = records(read_all(file_of(tmp_path, raw[:24] + b"".join(swapped) + raw[72:])))
    assert (entry.title, entry.subjects) == ("Sel", ("Mer",))


def test_record_without_title_number_or_with_another_purpose_is_refused(tmp_path: Path) -> None:
    data = b"".join(
        [
            iso2709([("001", "1"), ("100", CODED), ("606", "  $aSel")]),
            iso2709([("100", CODED), ("200", "1 $aSel")]),
            iso2709([("001", "3"), ("200", " 1$aZola$bÉmile")], leader="nx   22"),
            iso2709([("001", "4"), ("200", "1 $aSel")], leader="dam0 22"),
        ]
    )
    entries = read_all(file_of(tmp_path, data))
    assert [refused.reason for refused in refusals(entries)] == [
        "it has no title (200$a): give it one in the source",
        "it has no number of its own (001 or 035) and no ISBN: give it one",
        "it is not a title (authority or holdings): leave it out",
    ]
    assert records(entries) == [FeedRecord(4, "4", deleted=True)]


@pytest.mark.parametrize(
    ("leader", "fields", "kind"),
    [
        ("nam0 22", [], "book"),
        ("nam0 22", [("105", "  $a||||t   00|y|")], "comic"),
        ("nam0 22", [("676", "  $a741.594 4")], "comic"),
        ("nam0 22", [("606", "  $aBandes dessinées$xJapon")], "comic"),
        ("nam0 22", [("995", "  $f1"), ("996", "  $f1$xBande-dessinée Adultes")], "comic"),
        ("nam0 22", [("995", "  $f1"), ("996", "  $f1$eLivre audio")], "audiobook"),
        ("nas1 22", [], "magazine"),
        ("naa2 22", [], "magazine"),
        ("ngm0 22", [], "film"),
        ("njm0 22", [], "disc"),
        ("nim0 22", [], "audiobook"),
        ("nem0 22", [], "map"),
        ("ncm0 22", [], "score"),
        ("nkm0 22", [], "image"),
        ("nrm0 22", [], "game"),
        ("nlm0 22", [("135", "  $adrcn"), ("856", "  $uhttps://e.org/b")], "ebook"),
        ("nlm0 22", [("856", "  $uhttps://e.org/b")], "online"),
        ("nlm0 22", [("995", "  $f1"), ("996", "  $f1$eJeu vidéo")], "game"),
        ("nam0 22", [("182", " 0$cc"), ("856", "  $uhttps://e.org/b")], "ebook"),
    ],
)
def test_kind_is_told_by_leader_support_and_subjects(
    leader: str, fields: Fields, kind: str, tmp_path: Path
) -> None:
    raw = iso2709([("001", "1"), ("200", "1 $aSel"), *fields], leader=leader)
    assert records(read_all(file_of(tmp_path, raw)))[0].kind == kind


@pytest.mark.parametrize(
    ("field", "copy"),
    [
        (
            ("952", "  $aMED$cADU$oR ZOL$p100$v12.50$yBK$70"),
            FeedCopy("100", "MED", "BK", "ADU", "R ZOL", 1250),
        ),
        (("952", "  $bMED$p100$71$g5,00"), FeedCopy("100", "MED", "", "", "", 500, True)),
        (("949", "  $aR ZOL$i100$lMED$t1$p9.99"), FeedCopy("100", "MED", "1", "", "R ZOL", 999)),
        (("852", "  $bMED$cADU$hR$iZOL$p100"), FeedCopy("100", "MED", "", "ADU", "R ZOL")),
    ],
)
def test_copies_of_marc21_are_read(field: tuple[str, str], copy: FeedCopy, tmp_path: Path) -> None:
    raw = iso2709([("001", "1"), ("245", "10$aSalt"), field, ("952", "  $aMED")], end="   4500")
    assert records(read_all(file_of(tmp_path, raw)))[0].copies == (copy,)


def test_reading_goes_on_behind_a_position(tmp_path: Path) -> None:
    path = file_of(tmp_path, b"".join(unimarc(str(number)) for number in range(5)))
    reader = open_feed(path)
    seen = [position for position, _ in reader.entries()]
    assert (reader.done, reader.total) == (path.stat().st_size,) * 2
    rest = read_all(path, after=seen[1])
    assert [(entry.number, entry.source_id) for entry in rest] == [(3, "2"), (4, "3"), (5, "4")]
    with pytest.raises(FeedError, match="no position"):
        read_all(path, after="rubbish")


def test_raw_records_tell_what_changed_without_being_read(tmp_path: Path) -> None:
    path = file_of(tmp_path, unimarc("1") + unimarc("2") + b"rubbish\x1d" + unimarc("1"))
    reader = open_feed(path)
    assert isinstance(reader, RawReader)
    raws = [*reader.raws()]
    assert [reader.read(raw) for raw in raws] == read_all(path)
    marks = [raw.fingerprint for raw in raws]
    assert marks[0] == marks[3] != marks[1]
    assert {len(mark) for mark in marks} == {16}


def test_memory_does_not_grow_with_a_record_that_never_ends(tmp_path: Path) -> None:
    path = file_of(tmp_path, unimarc("1") + b"x" * (5 << 20) + b"\x1d" + unimarc("2"))
    entries = read_all(path)
    assert [entry.source_id for entry in records(entries)] == ["1", "2"]
    assert refusals(entries)[0].reason.startswith("damaged, no end within 4 MiB")
