"""`beaupre tags secure|unsecure`: whether the gate rings for what lies on the reader."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import ExitCode
from ui.cli.tags.password import PASSWORD, password_here
from ui.cli.tags.reader import AS_JSON, READER, SITE, opened, show, tags_on
from ui.cli.tags.rights import RIGHTS, policy_here, right_to_write

if TYPE_CHECKING:
    from rfid.passwords import TagPassword
    from rfid.reader import Reader
    from rfid.security import SitePolicy
    from rfid.types import Security, Uid

Command = Callable[..., int]


def _byte(_context: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Two hexadecimal digits → number."""
    if value is None:
        return None
    if len(value) != 2 or not all(each in string.hexdigits for each in value):
        raise click.BadParameter(f"{value!r} is no AFI: write a value from 00 to FF", param=param)
    return int(value, 16)


_OPTIONS = (
    READER,
    SITE,
    click.option(
        "--method",
        type=click.Choice(("afi", "eas", "both")),
        help="What the gates go by; else as kiosk.toml says, or the AFI.",
    ),
    click.option("--afi-secured", callback=_byte, metavar="HH", help="AFI in stock, usually 07."),
    click.option("--afi-on-loan", callback=_byte, metavar="HH", help="AFI on loan, usually C2."),
    PASSWORD,
    *RIGHTS,
    AS_JSON,
)


def _options(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(epilog="Example: beaupre tags secure --reader feig+serial:/dev/ttyUSB0")
@_options
def secure(**given: object) -> int:
    """Make the gate ring for every item on the reader, and read it back."""
    return _switch("secure", **given)  # type: ignore[arg-type]  # click checked every one


@click.command(epilog="Example: beaupre tags unsecure --reader feig+serial:/dev/ttyUSB0")
@_options
def unsecure(**given: object) -> int:
    """Let every item on the reader pass the gate, and read it back."""
    return _switch("unsecure", **given)  # type: ignore[arg-type]  # click checked every one


def _switch(
    name: str,
    *,
    address: str,
    owners: tuple[str, ...],
    method: str | None,
    afi_secured: int | None,
    afi_on_loan: int | None,
    password_file: Path | None,
    config: Path | None,
    staff_token: Path | None,
    as_json: bool,
) -> int:
    from rfid.types import Security

    wanted = Security.SECURED if name == "secure" else Security.ON_LOAN
    policy = _policy(owners, config, method, afi_secured, afi_on_loan)
    password = password_here(config, password_file)
    good = True
    with right_to_write(config, staff_token) as right, opened(address) as reader:
        for uid in tags_on(reader):
            right.begin(name, str(uid))
            outcome, reason = _switch_one(reader, uid, policy, wanted, password)
            right.end(str(uid), outcome, reason)
            good = good and outcome == "verified"
            show({"uid": str(uid), "outcome": outcome, "reason": reason}, as_json)
    return ExitCode.DONE if good else ExitCode.PROBLEMS


def _policy(
    owners: tuple[str, ...],
    config: Path | None,
    method: str | None,
    afi_secured: int | None,
    afi_on_loan: int | None,
) -> SitePolicy:
    """The station's values, where it has a kiosk.toml; an option goes before them."""
    from dataclasses import replace

    from rfid.errors import ConfigurationError
    from rfid.security import SecurityMethod
    from rfid.types import Afi

    policy = policy_here(config, owners)
    try:
        return replace(
            policy,
            method=SecurityMethod(method or policy.method),
            afi_secured=policy.afi_secured if afi_secured is None else Afi(afi_secured),
            afi_on_loan=policy.afi_on_loan if afi_on_loan is None else Afi(afi_on_loan),
        )
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error


def _switch_one(
    reader: Reader, uid: Uid, policy: SitePolicy, wanted: Security, password: TagPassword
) -> tuple[str, str]:
    """The outcome, and what is on the tag; only items of the site are switched."""
    from rfid.errors import ReaderRefused, TagError
    from rfid.switching import cannot_switch, switch_now
    from rfid.tagdata.detect import decode, judge
    from rfid.tagdata.model import Verdict

    try:
        info = reader.system_info(uid)
        problem = cannot_switch(reader.info())
        if problem:
            return "refused", problem
        memory = reader.read_blocks(uid, 0, info.block_count)
        verdict, reason = judge(decode(memory, info.block_size, info.dsfid), policy)
        if verdict is not Verdict.ITEM:
            return "refused", reason
        done = switch_now(reader, uid, policy, wanted, password=password)
    except (TagError, ReaderRefused) as error:
        return "gone", str(error)
    return done.outcome.value, f"{reason}; {done.note}" if done.note else reason
