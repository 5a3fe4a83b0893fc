"""What an import came to, for a person and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

import click

from catalogue.services.importing.dry import Difference
from catalogue.services.importing.model import Remark, RemarkKind, Run
from ui.cli.catalogue.loading import Outcome

SHOWN = 20
"""Lines of a kind; all of them are in the JSON and in `runs RUN`."""
HEADINGS = {
    RemarkKind.RECORD: "refused",
    RemarkKind.COPY: "copies refused",
    RemarkKind.KEPT: "kept",
}
SIGNS = {"created": "+", "updated": "~", "deleted": "-"}


def as_facts(outcome: Outcome, source: str, *, dry_run: bool) -> dict[str, object]:
    """As JSON. `read` to `deleted` count titles."""
    counts = asdict(outcome.counts)
    counts.pop("refused")
    return {
        "run": None if outcome.run is None else outcome.run.id,
        "source": source,
        "dry_run": dry_run,
        **counts,
        **remark_facts(outcome.remarks),
    }


def remark_facts(remarks: Iterable[Remark]) -> dict[str, object]:
    """What was refused and kept."""
    told: dict[RemarkKind, list[dict[str, object]]] = {kind: [] for kind in RemarkKind}
    for each in remarks:
        fact: dict[str, object] = {"record": each.record or None, "source_id": each.source_id}
        if each.kind is not RemarkKind.RECORD:
            fact["subject"] = each.subject
        told[each.kind].append({**fact, "reason": each.reason})
    return {
        "refused": told[RemarkKind.RECORD],
        "copies_refused": told[RemarkKind.COPY],
        "kept": told[RemarkKind.KEPT],
    }


def as_lines(outcome: Outcome) -> list[str]:
    """For a person."""
    counts = outcome.counts
    lines = [
        (
            f"{counts.read} read: {counts.created} created, {counts.updated} updated,"
            f" {counts.unchanged} unchanged, {counts.deleted} deleted, {counts.refused} refused"
        )
    ]
    return lines + remark_lines(outcome.remarks, SHOWN)


def remark_lines(remarks: Iterable[Remark], most: int | None = None) -> list[str]:
    """By kind; no more than `most` of each."""
    lines = []
    found = list(remarks)
    for kind, heading in HEADINGS.items():
        told = [_line(each) for each in found if each.kind is kind]
        lines += [f"{heading}: {line}" for line in told[:most]]
        if most is not None and len(told) > most:
            lines.append(f"{heading}: {len(told) - most} more (beaupre catalogue runs RUN)")
    return lines


def _line(remark: Remark) -> str:
    where = f"record {remark.record}" if remark.record else remark.source_id
    about = ", ".join(part for part in (where, remark.subject) if part)
    return f"{about}: {remark.reason}" if about else remark.reason


def difference_lines(difference: Difference) -> list[str]:
    """One title: its sign, its id in the source, its name, then what differs."""
    lines = [f"{SIGNS[difference.change]} {difference.source_id}  {difference.title}"]
    for name, before, after in difference.fields:
        told = f"{_short(before)} → {_short(after)}" if before or after else "differs"
        lines.append(f"    {name}: {told}")
    return lines


def _short(text: str, most: int = 60) -> str:
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"


def run_facts(run: Run) -> dict[str, object]:
    """A run as JSON."""
    facts = asdict(run)
    return {**facts, **facts.pop("counts"), "state": str(run.state)}


def run_line(run: Run) -> str:
    """A run on one line."""
    counts = run.counts
    when = dt.datetime.fromtimestamp(run.started_ms / 1000, dt.UTC).strftime("%Y-%m-%d %H:%M")
    return (
        f"{run.id}  {when}  {run.state.replace('_', ' '):<12} {run.source}: {counts.read} read,"
        f" +{counts.created} ~{counts.updated} -{counts.deleted}, {counts.refused} refused"
    )


def show(lines: Iterable[str]) -> None:
    """On stdout."""
    for line in lines:
        click.echo(line)
