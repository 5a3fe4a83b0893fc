"""Devices in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.wire.devices import DeviceFile, DeviceNow, LackNow

LACKS = {
    "repair": "in repair",
    "check": "check",
    "reset": "reset",
    "charge": "charge",
    "pack": "verify pack",
    "part": "missing part",
}


def moment(at_ms: int | None) -> str:
    """A moment of the town's clock, in UTC."""
    if at_ms is None:
        return "-"
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def euros(cents: int) -> str:
    """An amount."""
    return f"{cents // 100}.{cents % 100:02d} €"


def lack(missing: LackNow) -> str:
    """One thing still to be done."""
    word = LACKS[missing.what]
    if missing.what == "charge" and missing.detail:
        return f"{word} (at {missing.detail} %)"
    return f"{word} {missing.detail}" if missing.detail else word


def line(device: DeviceNow) -> str:
    """A device on one line."""
    todo = ", ".join(map(lack, device.missing))
    battery = "" if device.battery is None else f"{device.battery} %"
    columns = (
        f"{device.item:14} {device.title:16} {device.branch:11} {device.state:19} {battery:>5}"
    )
    return f"{columns}  {todo}".rstrip()


def paragraphs(file: DeviceFile) -> Iterable[str]:
    """Everything about one device."""
    device = file.device
    yield f"{device.title} ({device.item}), {device.model}, at {device.branch}: {device.state}"
    for missing in device.missing:
        yield f"  to do: {lack(missing)}"
    if device.repair_ms is not None:
        yield f"  in repair since {moment(device.repair_ms)}: {device.repair_note or 'no note'}"
    if device.returned is not None:
        where = device.returned.station or "the server"
        there = " (it may not come back there)" if device.returned.allowed is False else ""
        yield f"  came back {moment(device.returned.at_ms)}, told by {where}{there}"
    yield f"  serial {device.serial or '-'}, firmware {device.firmware or '-'}"
    yield f"  pack {device.pack or 'none chosen'}"
    charged = moment(device.charged_ms)
    yield f"  battery {device.battery if device.battery is not None else '-'} %, charged {charged}"
    if file.charter is not None:
        yield f"  lent on the charter “{file.charter}”, from {file.min_age or 0} years"
    for part in file.parts:
        state = "MISSING" if part.missing else "there"
        yield f"  part {part.code:10} {euros(part.price_cents):>9}  {state}"
    for step in file.steps:
        battery = "" if step.battery is None else f" at {step.battery} %"
        yield f"  done {step.step}{battery}, {moment(step.at_ms)}"
    for debt in file.debts:
        yield (
            f"  debt for {debt.part}: {euros(debt.cents)}, open {euros(debt.open_cents)},"
            f" since {moment(debt.at_ms)}"
        )
    for check in file.checks:
        odd = ", ".join(f"{each.part} {each.state}" for each in check.lines if each.state != "ok")
        yield f"  check {moment(check.at_ms)} ({check.occasion}) by {check.by}: {odd or 'complete'}"
