"""`beaupre tags write|convert|restore`: what changes the memory of a tag.

A tag is written so that it is never left worse than it was found (`rfid.writing`); what it held
before is kept in a folder until the new image is verified.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.tags.images import MODELS, USAGES, part_of
from ui.cli.tags.password import PASSWORD, password_here
from ui.cli.tags.reader import AS_JSON, READER, SITE, opened, show, tags_on
from ui.cli.tags.rights import RIGHTS, Right, owner_here, policy_here, right_to_write

if TYPE_CHECKING:
    from rfid.passwords import TagPassword
    from rfid.reader import Reader
    from rfid.tagdata.model import ItemTag, TagModel
    from rfid.types import Uid
    from rfid.writing.writer import TagWriter, Written

KEEP = click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where old images are kept until the new ones are verified.",
)
MODEL = click.option("--model", type=click.Choice(MODELS), default=MODELS[0], show_default=True)


def rights(command: Callable[..., int]) -> Callable[..., int]:
    """The options with which a station in production lets its tags be changed."""
    for option in reversed(RIGHTS):
        command = option(command)
    return command


@click.command(
    epilog="Example: beaupre tags write --reader feig+serial:/dev/ttyUSB0"
    " --item 3104800000017 --owner FR-999990001 --parts 3"
)
@READER
@click.option("--item", "item_id", required=True, metavar="ID", help="Primary item identifier.")
@click.option("--owner", "owner", default="", metavar="ISIL", help="Owner; at a station its own.")
@click.option("--part", default="1/1", metavar="N/M", help="Part n of m, for one tag.")
@click.option("--parts", type=click.IntRange(2, 15), help="So many tags lie there, a part each.")
@click.option("--usage", type=click.Choice(USAGES), default="circulating", show_default=True)
@click.option("--shelf", default="", help="Shelf location.")
@click.option("--title", default="", help="Title.")
@MODEL
@click.option("--replace", is_flag=True, help="Also over tags that hold another item.")
@KEEP
@PASSWORD
@rights
@AS_JSON
def write(
    address: str,
    item_id: str,
    owner: str,
    part: str,
    parts: int | None,
    usage: str,
    shelf: str,
    title: str,
    model: str,
    replace: bool,
    keep: Path | None,
    password_file: Path | None,
    config: Path | None,
    staff_token: Path | None,
    as_json: bool,
) -> int:
    """Write an item on the tag that lies on the reader; with --parts a whole kit in one go.

    A kit's tags get their parts in the order of their UIDs. Tags of other libraries and patron
    cards are never written.
    """
    from rfid.tagdata.model import ItemTag, TagModel, TypeOfUsage

    owner = owner or owner_here(config)
    numbers = [(n, parts) for n in range(1, parts + 1)] if parts else [part_of(part)]
    kind = TypeOfUsage[usage.upper()]
    items = [ItemTag(item_id, n, of, owner, kind, shelf=shelf, title=title) for n, of in numbers]
    password = password_here(config, password_file)
    with right_to_write(config, staff_token) as right, opened(address) as reader:
        uids = sorted(tags_on(reader))
        if len(uids) != len(items):
            raise CliError(f"{len(items)} tags are needed on the reader, {len(uids)} are there")
        writer = _writer(reader, (owner,) if owner else (), keep, config, password)
        return _each(
            uids,
            lambda uid: _write_one(
                writer, uid, items[uids.index(uid)], TagModel(model), replace=replace
            ),
            right,
            "write",
            as_json,
        )


@click.command(epilog="Example: beaupre tags convert --reader pcsc: --model iso28560-3")
@READER
@SITE
@MODEL
@KEEP
@PASSWORD
@rights
@AS_JSON
def convert(
    address: str,
    owners: tuple[str, ...],
    model: str,
    keep: Path | None,
    password_file: Path | None,
    config: Path | None,
    staff_token: Path | None,
    as_json: bool,
) -> int:
    """Write every item on the reader again in another data model.

    What the new model has no place for is named. Tags of other libraries and patron cards are
    never written.
    """
    from rfid.tagdata.convert import convert as converted
    from rfid.tagdata.model import TagModel

    wanted = TagModel(model)
    password = password_here(config, password_file)
    with right_to_write(config, staff_token) as right, opened(address) as reader:
        writer = _writer(reader, owners, keep, config, password)
        return _each(
            tags_on(reader),
            lambda uid: writer.write(uid, wanted, lambda old, size: converted(old, wanted, size)),
            right,
            "convert",
            as_json,
        )


@click.command(epilog="Example: beaupre tags restore --reader feig+serial:/dev/ttyUSB0")
@READER
@KEEP
@PASSWORD
@rights
@AS_JSON
def restore(
    address: str,
    keep: Path | None,
    password_file: Path | None,
    config: Path | None,
    staff_token: Path | None,
    as_json: bool,
) -> int:
    """Put back what tags held before a writing that was broken off."""
    password = password_here(config, password_file)
    with right_to_write(config, staff_token) as right, opened(address) as reader:
        writer = _writer(reader, (), keep, config, password)
        uids = [uid for uid in tags_on(reader) if writer.kept.get(uid) is not None]
        return _each(uids, writer.restore, right, "restore", as_json)


def _writer(
    reader: Reader,
    owners: tuple[str, ...],
    keep: Path | None,
    config: Path | None,
    password: TagPassword,
) -> TagWriter:
    from rfid.writing.kept import FolderOfImages
    from rfid.writing.writer import TagWriter

    policy = policy_here(config, owners)
    return TagWriter(reader, policy, FolderOfImages(keep or _state_home()), password)


def _state_home() -> Path:
    """By the XDG base directory specification."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    return Path(base) / "beaupre/tag-images"


def _write_one(
    writer: TagWriter, uid: Uid, item: ItemTag, model: TagModel, *, replace: bool
) -> Written:
    from rfid.errors import TagDataError
    from rfid.tagdata.convert import Converted, rewrite
    from rfid.tagdata.detect import decode

    def make(memory: bytes, block_size: int) -> Converted:
        there = decode(memory, block_size).tag
        if there is not None and there.item_id != item.item_id and not replace:
            raise TagDataError(f"it holds item {there.item_id}: write --replace to overwrite it")
        return rewrite(memory, item, model, block_size)

    return writer.write(uid, model, make)


def _each(
    uids: list[Uid], action: Callable[[Uid], Written], right: Right, name: str, as_json: bool
) -> int:
    from rfid.writing.writer import WriteOutcome

    fine = {WriteOutcome.WRITTEN, WriteOutcome.UNCHANGED}
    fine |= {WriteOutcome.RESTORED} if name == "restore" else set()
    good = True
    for uid in uids:
        right.begin(name, str(uid))
        done = action(uid)
        right.end(str(uid), done.outcome.value, done.reason)
        good = good and done.outcome in fine
        show(
            {
                "uid": str(uid),
                "outcome": done.outcome.value,
                "reason": done.reason,
                "blocks": list(done.blocks) or None,
                "left_out": list(done.left_out) or None,
            },
            as_json,
        )
    if not uids and not as_json:
        click.echo("No tag to work on lies on the reader.")
    return ExitCode.DONE if good else ExitCode.PROBLEMS
