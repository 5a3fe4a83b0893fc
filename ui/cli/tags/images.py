"""`beaupre tags decode|encode`: memories of tags as hexadecimal digits, no reader needed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.tags.rows import Row, tag_fields, verdict_fields

if TYPE_CHECKING:
    from rfid.security import SitePolicy

MODELS = ("iso28560-3", "iso28560-2", "danish", "rfid501")
BOM = "\ufeff"
"""Some editors put it in front of the first line."""
USAGES = ("acquisition", "circulating", "not_for_circulation", "discarded", "patron_card")


@click.command(epilog="Example: beaupre tags decode 110101666F6F62617200… --site DE-526 --json")
@click.argument("images", metavar="[HEX]...", nargs=-1)
@click.option("--file", "source", type=click.File("r", errors="replace"), help="One image a line.")
@click.option("--site", "--owner", "owners", multiple=True, metavar="ISIL", help="Own owner codes.")
@click.option("--dsfid", metavar="HEX", help="DSFID of the tags, a hint.")
@click.option("--block-size", type=click.IntRange(1, 32), default=4, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, in order.")
def decode(
    images: tuple[str, ...],
    source: TextIO | None,
    owners: tuple[str, ...],
    dsfid: str | None,
    block_size: int,
    as_json: bool,
) -> int:
    """Say what memories of tags hold, and why.

    Images come as arguments, from --file, or one a line from standard input. Ends with 1 when a
    line was no hexadecimal. Without --site every library's tags are taken for one's own.
    """
    from rfid.security import SitePolicy

    lines: Iterable[str] = images or source or click.get_text_stream("stdin", errors="replace")
    policy = SitePolicy(owners)
    hint = _byte(dsfid)
    bad = False
    for line in lines:
        row = _decoded(line, policy, block_size, hint)
        bad = bad or row is None
        _show(row or _no_hexadecimal(), as_json)
    return ExitCode.PROBLEMS if bad else ExitCode.DONE


@click.command(epilog="Example: beaupre tags encode --item 3104800000017 --owner FR-999990001")
@click.option("--model", type=click.Choice(MODELS), default=MODELS[0], show_default=True)
@click.option("--item", "item_id", required=True, metavar="ID", help="Primary item identifier.")
@click.option("--owner", default="", metavar="ISIL", help="Owner institution.")
@click.option("--part", default="1/1", show_default=True, metavar="N/M", help="Part n of m.")
@click.option("--usage", type=click.Choice(USAGES), default="circulating", show_default=True)
@click.option("--shelf", default="", help="Shelf location.")
@click.option("--title", default="", help="Title.")
@click.option(
    "--size",
    type=click.IntRange(1, 8192),
    default=112,
    show_default=True,
    metavar="BYTES",
    help="Memory of the tag: 32, 112 and 256 are usual.",
)
@click.option("--block-size", type=click.IntRange(1, 32), default=4, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def encode(
    model: str,
    item_id: str,
    owner: str,
    part: str,
    usage: str,
    shelf: str,
    title: str,
    size: int,
    block_size: int,
    as_json: bool,
) -> None:
    """Print the memory of a tag as hexadecimal digits."""
    from rfid.errors import TagDataError
    from rfid.tagdata.encode import DSFIDS, left_out
    from rfid.tagdata.encode import encode as encoded
    from rfid.tagdata.model import ItemTag, TagModel, TypeOfUsage

    number, parts = part_of(part)
    wanted = TagModel(model)
    kind = TypeOfUsage[usage.upper()]
    tag = ItemTag(item_id, number, parts, owner, kind, shelf=shelf, title=title)
    try:
        image = encoded(wanted, tag, size, block_size).hex().upper()
    except TagDataError as error:
        raise CliError(str(error), ExitCode.WRONG_USE) from error
    lost = left_out(wanted, tag)
    if lost:
        click.echo(f"{model} has no place for this, it is left out: {', '.join(lost)}", err=True)
    if as_json:
        dsfid = f"{DSFIDS[wanted]:02X}"
        click.echo(json.dumps({"image": image, "dsfid": dsfid, "left_out": list(lost)}))
    else:
        click.echo(image)


def part_of(text: str) -> tuple[int, int]:
    """From "2/3"; CliError for anything else."""
    number, slash, parts = text.partition("/")
    digits = [each.strip() for each in (number, parts)]
    if not slash or not all(each.isascii() and each.isdigit() and len(each) < 4 for each in digits):
        raise CliError(f"'{text}' is no part: write 1/3", ExitCode.WRONG_USE)
    return int(digits[0]), int(digits[1])


def _decoded(line: str, policy: SitePolicy, block_size: int, dsfid: int | None) -> Row | None:
    from rfid.tagdata.detect import decode as decode_image
    from rfid.tagdata.detect import judge

    digits = "".join(line.removeprefix(BOM).split())
    try:
        memory = bytes.fromhex(digits)
    except ValueError:
        memory = b""
    if not memory:
        return None
    decoded = decode_image(memory, block_size, dsfid)
    verdict, reason = judge(decoded, policy)
    row = tag_fields(decoded.tag)
    row["item_id"] = row["item_id"] or decoded.item_id
    row["crc_ok"] = decoded.crc_ok
    row["shelf"] = (decoded.tag.shelf if decoded.tag else None) or None
    row["title"] = (decoded.tag.title if decoded.tag else None) or None
    return row | verdict_fields(verdict, decoded.model, reason)


def _no_hexadecimal() -> Row:
    from rfid.tagdata.model import TagModel, Verdict

    reason = "this is no hexadecimal: write two digits for each byte"
    row = tag_fields(None) | {"crc_ok": None, "shelf": None, "title": None}
    return row | verdict_fields(Verdict.UNKNOWN, TagModel.UNKNOWN, reason)


def _show(row: Row, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    for key, value in row.items():
        if value not in (None, ""):
            click.echo(f"{key:8} {value}")
    click.echo()


def _byte(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        (value,) = bytes.fromhex(text)
    except ValueError:
        raise CliError("--dsfid takes two hexadecimal digits", ExitCode.WRONG_USE) from None
    return value
