"""Feeds nobody ever wrote, and written ones with damage: each gives entries, refusals or one typed
error, at once, and nothing that a database or a screen could not take. `--feeds N` tries so many.

A seed is printed with what fails: `-k 'seed3'` runs it again.
"""

from __future__ import annotations

import copy
import io
import json
import random
import re
import resource
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from catalogue.feeds.csvfile import CsvFile
from catalogue.feeds.csvmapping import FIELDS, Mapping
from catalogue.feeds.errors import FeedError
from catalogue.feeds.marc.reader import raw_records, read_record
from catalogue.feeds.marc.xml import raw_elements, read_element
from catalogue.feeds.oai.pages import read_page as read_oai
from catalogue.feeds.opds import v1, v2
from catalogue.feeds.record import Availability, Entry, FeedCopy, FeedLink, FeedRecord, Refused
from support.feed_files import MARC21, iso2709, unimarc

LONGEST_S = 1.0
"""Of one input, on a busy machine too; a hang is far longer."""
MOST_KIB = 100 * 1024
"""What the process may grow by, however many inputs it reads."""

RECORDS = (
    unimarc("1", "$a\u0088Le \u0089cœur$eroman", ("010", "  $a2-211-04459-X$d7,79 €")),
    iso2709(
        [
            ("001", "2"),
            ("100", f"  $a{'20240101d2024    m  y0frey':<26}0103"),
            ("200", b"1 \x1fa\xc2Et\xc2e"),
            ("700", " 1$aZola$b\xc9mile".encode("latin-1")),
            ("856", "  $uhttps://x/1$qimage/jpeg"),
            ("995", "  $f33$kR$o0"),
            ("996", "  $f33$vAnnexe$xBD$9pret_flag:0"),
        ]
    ),
    iso2709(
        [
            ("001", "3"),
            ("008", "151011s2015    xx     jo     00    eng d"),
            ("245", b"10\x1faSa\xe1a \x1b(NABC\x1b(B /\x1fcX."),
            ("952", "  $p1$v1.5$71"),
        ],
        leader=MARC21,
        end="   4500",
    ),
)
DC = (
    '<record><header><identifier>oai:x:1</identifier></header><metadata><dc xmlns="u:d">'
    "<title>A : b</title><creator>C, D</creator><date>1997</date></dc></metadata></record>"
)
PMB = (
    '<record><header status="deleted"><identifier>2</identifier></header></record><record><header>'
    '<identifier>3</identifier></header><metadata><notice><dt>a</dt><f c="200" ind="1 ">'
    '<s c="a">A</s></f></notice></metadata></record>'
)
OAI = (
    '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
    f'{DC}{PMB}<resumptionToken completeListSize="3">t</resumptionToken></ListRecords></OAI-PMH>'
).encode()
MARCXML = (
    "<collection><record><leader>     nam  22        450 </leader><controlfield tag='001'>1"
    "</controlfield><datafield tag='200' ind1='1' ind2=' '><subfield code='a'>Été &amp; sel"
    "</subfield></datafield></record></collection>"
).encode()
ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="u:o"><entry><id>1</id>'
    '<title>Été</title><author><name>A</name></author><link rel="http://opds-spec.org/acquisition"'
    ' href="b" type="a/b;c=d"><o:price currencycode="EUR">1.5</o:price><o:copies total="2"/>'
    '<o:availability status="ready"/></link><content type="html">&lt;p&gt;x&lt;/p&gt;</content>'
    '</entry><link rel="next" href="2"/></feed>'
).encode()
OPDS = json.dumps(
    {
        "metadata": {"title": "x", "numberOfItems": 2},
        "links": [{"rel": "next", "href": "/2"}],
        "publications": [
            {
                "metadata": {
                    "title": {"fr": "Été"},
                    "identifier": "urn:isbn:9782211044592",
                    "author": [{"name": "A"}, "B"],
                    "published": "2015-09-29",
                    "description": "<p>x</p>",
                    "subject": [{"scheme": "http://schema.org/audience", "name": "Adult"}],
                },
                "links": [
                    {
                        "rel": ["borrow"],
                        "href": "/b",
                        "properties": {"availability": {"state": "ready"}, "copies": {"total": 2}},
                    }
                ],
                "images": [{"href": "https://x/c.jpg", "width": 3}],
            }
        ],
        "groups": [{"navigation": [{"href": "/n"}]}],
    },
    ensure_ascii=False,
).encode()
TABLE = "\n".join(
    [
        ";".join(FIELDS),
        '2;"Été; sel\n";s;a|b;c;d;1998;DVD;fre;x|y;<b>z</b>;2-211-04459-X;R;adult;12;;;33;M;;;1;;',
        "2;Été" + ";" * (len(FIELDS) - 2),
        "3;T" + ";" * (len(FIELDS) - 2),
    ]
).encode()
MARKS = (
    b"\x1d", b"\x1e", b"\x1f", b"\x1b$1", b"\x00", b"\xff", b"\xed\xa0\x80", b"99999", b"-0001",
    b'"', b";", b"\n", b"<", b">", b"&", b"&#0;", b"]]>", b"<!--", b"<![CDATA[", b"</record>", b"{",
    b"null", b"\\ud800", b"\\u0000", b"1e999", b"-", b"\xe2\x80\xae", b"\xcc\x81", b"<!DOCTYPE",
)  # fmt: skip


def marc(data: bytes) -> Iterable[Entry]:
    return [read_record(raw) for raw in raw_records(io.BytesIO(data))]


def marcxml(data: bytes) -> Iterable[Entry]:
    return [read_element(raw) for raw in raw_elements(io.BytesIO(data))]


def oai(data: bytes) -> Iterable[Entry]:
    return [*read_oai(data, "x").entries(0)]


def opds1(data: bytes) -> Iterable[Entry]:
    return v1.read_page(data, "https://x/a/", 0, "x").entries


def opds2(data: bytes) -> Iterable[Entry]:
    return v2.read_page(data, "https://x/a/", 0, "x").entries


MAPPING = Mapping({field: field for field in FIELDS}, delimiter=";")


def table(data: bytes) -> Iterable[Entry]:
    rows = CsvFile("x", len(data), lambda: io.BytesIO(data), MAPPING)
    return [entry for _, entry in rows.entries()]


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """The same with a few of the things that happen to files."""
    data = bytearray(seed)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(data) or 1)
        match chance.randrange(7):
            case 0 if data:
                data[at] ^= 1 << chance.randrange(8)
            case 1 if data:
                data[at] = chance.randrange(256)
            case 2:
                data[at:at] = chance.choice(MARKS)
            case 3:
                mark = chance.choice(MARKS)
                data[at : at + len(mark)] = mark
            case 4:
                del data[at : at + chance.randrange(1, 40)]
            case 5:
                data[at:at] = data[: chance.randrange(1, 200)]
            case _:
                del data[at + 1 :]
    return bytes(data)


ODD: tuple[Any, ...] = (
    None, True, -1, 10**30, "1e999", "", " ", "\ud800x", "a\u0000b\u202e", "javascript:x", "http://[",
    "x" * 3000, [], [[]], {}, {"name": None}, {"href": 3}, {"fr": ["x"]}, ["a", 7, {"name": "b"}],
    "<p>a<script>b</p>&amp;", "borrow", "next", "Adult", "2015", "urn:isbn:9782211044592",
)  # fmt: skip


def rearranged(seed: bytes, chance: random.Random) -> bytes:
    """JSON that stays JSON: values of another kind, missing and repeated ones."""
    feed = json.loads(seed)
    for _ in range(chance.randrange(1, 5)):
        node: Any = feed
        for _ in range(chance.randrange(1, 9)):
            keys = [*node] if isinstance(node, dict) else [*range(len(node))]
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(node[key], dict | list) and chance.random() < 0.8:
                node = node[key]
                continue
            node[key] = copy.deepcopy(chance.choice(ODD))
            break
    return json.dumps(feed).encode()


def below(seed: bytes, chance: random.Random) -> bytes:
    """A table whose line of names stands."""
    names, _, rows = seed.partition(b"\n")
    return names + b"\n" + mutated(rows, chance)


def refilled(seed: bytes, chance: random.Random) -> bytes:
    """A record whose lengths and directory stand, whatever is in its fields and leader."""
    base = int(seed[12:17])
    tags = [seed[at : at + 3] for at in range(24, base - 1, 12)]
    values = seed[base:-2].split(b"\x1e")
    at = chance.randrange(len(values))
    values[at] = mutated(values[at], chance).replace(b"\x1e", b"").replace(b"\x1d", b"")
    leader = bytearray(seed[:24])
    leader[chance.randrange(5, 10)] = chance.choice(b"acdimnsxz ")
    fields = [(tag.decode(), value) for tag, value in zip(tags, values, strict=True)]
    return iso2709(fields, leader=leader[5:12].decode(), end=leader[17:].decode())


TAG = re.compile(rb"(<[^>]*>)")
VALUE = re.compile(rb"\"[^\"]*\"|'[^']*'")


def reworded(seed: bytes, chance: random.Random) -> bytes:
    """XML that stays XML: other texts and attributes, repeated and missing empty elements."""
    parts = TAG.split(seed)
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(2, len(parts))
        odd = chance.choice(
            ("", " ", "x" * 3000, "&#x202e;&#0;", "&lt;p>", "9" * 30, "&x;", "]]&gt;")
        )
        if place % 2 == 0:
            parts[place] = odd.encode()
        elif chance.random() < 0.5:
            parts[place] = VALUE.sub(b'"%s"' % odd.encode(), parts[place], count=2)
        elif parts[place].endswith(b"/>"):
            parts[place] *= chance.choice((0, 2, 5))
    return b"".join(parts)


def texts(value: object) -> Iterable[str]:
    """All of them, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, FeedRecord | Refused | FeedCopy | FeedLink | Availability):
        for name in value.__slots__:
            yield from texts(getattr(value, name))


FORBIDDEN = re.compile("[\x00\x1d-\x1f\ufeff]")


def check(entries: Iterable[Entry]) -> int:
    """Every entry counts on, has what it must have, and can be stored."""
    refused = 0
    for number, entry in enumerate(entries, 1):
        assert entry.number == number
        told = "".join(texts(entry))
        told.encode()
        assert not FORBIDDEN.search(told)
        if isinstance(entry, FeedRecord):
            assert entry.source_id
            assert entry.title or entry.deleted
            assert all(copy.barcode for copy in entry.copies)
        else:
            assert entry.reason
            refused += 1
    return refused


SHARES = (
    *((f"marc-{part}", marc, RECORDS, 0.2) for part in range(4)),
    ("csv", table, (TABLE,), 0.06),
    ("opds2", opds2, (OPDS,), 0.06),
    ("opds1", opds1, (ATOM,), 0.03),
    ("oai", oai, (OAI,), 0.02),
    ("marcxml", marcxml, (MARCXML,), 0.03),
)


KEPT = {
    "marc": refilled,
    "csv": below,
    "opds2": rearranged,
    "opds1": reworded,
    "oai": reworded,
    "marcxml": reworded,
}
"""What is mutated so that its syntax stands, mostly: else nothing behind it is reached."""


@pytest.mark.parametrize(
    ("name", "read", "seeds", "share"),
    SHARES,
    ids=[f"{each[0]}-seed{place}" for place, each in enumerate(SHARES)],
)
def test_every_input_gives_entries_refusals_or_a_typed_error(
    name: str,
    read: Callable[[bytes], Iterable[Entry]],
    seeds: tuple[bytes, ...],
    share: float,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    """Guards tried: without the check of the directory (`_fit`) the marks of fields get into
    titles; without `spoken` lone surrogates get into OPDS."""
    count = int(pytestconfig.getoption("--feeds") * share)
    chance = random.Random(name)
    for each in seeds:
        assert check(read(each)) == 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = errors = 0
    started = time.monotonic()
    for turn in range(count):
        kept = chance.random() < 0.4 and KEPT.get(name.partition("-")[0])
        data = (kept or mutated)(seeds[turn % len(seeds)], chance)
        begun = time.thread_time()
        try:
            refused += check(read(data))
        except FeedError:
            errors += 1
        except Exception as failed:
            raise AssertionError(f"{name}, input {turn}: {data!r}") from failed
        assert time.thread_time() - begun < LONGEST_S, data
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MOST_KIB
    assert refused + errors > count // 10
    took = time.monotonic() - started
    record_property(
        "tell",
        f"feeds: {count} inputs of {name}, seed {name!r}, {refused} refusals, {errors} errors,"
        f" {took:.1f} s",
    )


def test_damage_never_costs_a_neighbour(pytestconfig: pytest.Config) -> None:
    """Guard: `last_record` in `frames`: a lost terminator would take the next record along."""
    whole = [unimarc(str(number)) for number in range(5)]
    chance = random.Random("neighbours")
    for _ in range(int(pytestconfig.getoption("--feeds")) // 100):
        hit = mutated(whole[2], chance)
        read = [entry.source_id for entry in marc(b"".join([*whole[:2], hit, *whole[3:]]))]
        assert {"0", "1", "3", "4"} <= {*read}, hit
