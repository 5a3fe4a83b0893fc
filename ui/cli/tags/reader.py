"""`beaupre tags read|dump`, and what every command that needs a reader shares."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.tags.rows import Row, hex_byte, tag_fields, verdict_fields

if TYPE_CHECKING:
    from rfid.reader import Reader
    from rfid.types import Uid

LOOKS = 3
"""Inventories: a badly placed tag answers not every one."""
LOOK_S = 0.15

READER = click.option(
    "--reader", "address", required=True, metavar="URL", help="feig+serial:/dev/ttyUSB0 …"
)
SITE = click.option(
    "--site", "--owner", "owners", multiple=True, metavar="ISIL", help="Own owner codes."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@contextmanager
def opened(address: str) -> Iterator[Reader]:
    """The reader; CliError when nothing answers there, it is lost meanwhile or refuses to work."""
    from rfid.errors import ReaderFault, ReaderRefused
    from rfid.factory import open_reader

    try:
        reader = open_reader(address)
        try:
            yield reader
        finally:
            reader.close()
    except ReaderFault as error:
        raise CliError(str(error), ExitCode.UNREACHABLE) from error
    except ReaderRefused as error:
        raise CliError(str(error)) from error


def tags_on(reader: Reader) -> list[Uid]:
    """Every tag that answers in one of a few inventories, in the order they answered first. Two
    tags with one UID end the command: nobody could tell which of them is meant."""
    seen: dict[Uid, None] = {}
    for look in range(LOOKS):
        if look:
            time.sleep(LOOK_S)
        uids = [sighting.uid for sighting in reader.inventory()]
        for uid in uids:
            if uids.count(uid) > 1:
                raise CliError(f"two tags with the UID {uid} lie on the reader: take one away")
        seen |= dict.fromkeys(uids)
    return list(seen)


@click.command(epilog="Example: beaupre tags read --reader feig+serial:/dev/ttyUSB0 --json")
@READER
@SITE
@AS_JSON
def read(address: str, owners: tuple[str, ...], as_json: bool) -> int:
    """Read every tag on the reader once and say what is on it.

    Ends with 1 when a tag did not let itself be read.
    """
    from rfid.errors import ReaderRefused, TagError
    from rfid.security import SitePolicy
    from rfid.tagdata.detect import decode, judge
    from rfid.tagdata.model import Verdict

    policy = SitePolicy(owners)
    failed = False
    with opened(address) as reader:
        for uid in tags_on(reader):
            row: Row = {"uid": str(uid)}
            try:
                info = reader.system_info(uid)
                memory = reader.read_blocks(uid, 0, info.block_count)
            except (TagError, ReaderRefused) as error:
                failed = True
                row |= verdict_fields(Verdict.UNREADABLE, None, str(error))
            else:
                found = decode(memory, info.block_size, info.dsfid)
                verdict, reason = judge(found, policy)
                security = policy.security_of(info.afi)
                row |= tag_fields(found.tag) | {
                    "afi": hex_byte(info.afi),
                    "dsfid": hex_byte(info.dsfid),
                    "security": security.value if security else None,
                    "crc_ok": found.crc_ok,
                }
                row |= verdict_fields(verdict, found.model, reason)
            show(row, as_json)
    return ExitCode.PROBLEMS if failed else ExitCode.DONE


@click.command(epilog="Example: beaupre tags dump --reader feig+serial:/dev/ttyUSB0 > FIELD.json")
@READER
def dump(address: str) -> int:
    """Print the whole memory of every tag on the reader, as one JSON object.

    It has the form that `beaupre readers simulate --field` takes. Ends with 1 when a tag did not
    let itself be read.
    """
    from rfid.errors import ReaderRefused, TagError

    tags: list[Row] = []
    failed: list[str] = []
    with opened(address) as reader:
        for uid in tags_on(reader):
            try:
                tags.append(_dumped(reader, uid))
            except (TagError, ReaderRefused) as error:
                failed.append(f"{uid}: {error}")
    click.echo(json.dumps({"tags": tags}, indent=1))
    for line in failed:
        click.echo(line, err=True)
    return ExitCode.PROBLEMS if failed else ExitCode.DONE


def _dumped(reader: Reader, uid: Uid) -> Row:
    from rfid.errors import ReaderRefused, TagRefused

    info = reader.system_info(uid)
    memory = reader.read_blocks(uid, 0, info.block_count)
    try:
        locked = sorted(reader.locked_blocks(uid, 0, info.block_count))
    except (TagRefused, ReaderRefused):
        locked = []
    told = {"afi": hex_byte(info.afi), "dsfid": hex_byte(info.dsfid)}
    return {
        "uid": str(uid),
        "image": memory.hex().upper(),
        **{name: byte for name, byte in told.items() if byte is not None},
        "blocks": info.block_count,
        "block_size": info.block_size,
        "locked": locked,
    }


def show(row: Row, as_json: bool) -> None:
    """One line for a script, or one for a person."""
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        click.echo("  ".join(str(value) for value in row.values() if value not in (None, "")))
