"""Where the time goes when one book is lent online: from its tag lying on the pad to the bit
verified and the screen saying so.

Station, server and reader twin are processes of their own on one machine; the twin takes as long as
a real reader. Stages: `pause`, waiting for the next inventory, and hand-overs between threads;
`air` and `line`, the reader's own time; `circ`, the loan made durable, twice; `server`, the
question asked; `screen`, from the verified bit to the frame that shows it. A part of `air` and
`line` that passes while the server is asked is not counted: nobody waits for it.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from bench.command import Scale, bench_command
from bench.figures import Figure
from bench.rig import SETTINGS, Twin, Window, kiosk, reading
from bench.town import found_branch, scratch, serving
from catalogue.demo.town import load_town
from ui.cli.conductor.children import Said
from ui.cli.conductor.props import card_tag, item_tags

STAGES = ("pause", "air", "line", "circ", "server", "screen")


Stages = dict[str, float]
"""Milliseconds by stage."""


def open_tray(window: Window, twin: Twin) -> None:
    """The demo's borrower shows her card and types her PIN."""
    town = load_town()
    card = town.cast.borrower.card
    pin = next(patron.pin for patron in town.patrons if patron.card == card)
    window.wait("drawn", page="start", reader=True)
    window.tap(window.find("choose-borrow"))
    window.wait("drawn", page="identify")
    twin.pad.lay(card_tag(card, town.owner_code))
    window.wait("drawn", page="pin")
    for digit in pin:
        window.tap(window.find(f"key-{digit}"))
    window.tap(window.find("action-main"))
    window.wait("drawn", page="tray")
    twin.pad.clear()


def lend(window: Window, twin: Twin, item: str, before: int) -> Stages:
    """One book, `before` others in the tray's list."""
    since, spent_since = window.child.mark(), len(twin.told)
    tag = item_tags(load_town())[item]
    twin.pad.lay(tag)
    rows = [*["done"] * before, "done"]
    drawn = window.wait("drawn", since, page="tray", rows=rows)
    said = window.child.said[since:]
    told = twin.told[spent_since:]
    stages = split(said, told, rows, float(drawn["at_s"]))
    twin.pad.clear()
    return stages


def split(said: Sequence[Said], told: Sequence[Said], rows: list[str], drawn_s: float) -> Stages:
    """Who had the loan in hand when, from what station and reader said."""

    def first(event: str, **wanted: object) -> Said:
        return next(
            each
            for each in said
            if each["event"] == event and all(each.get(k) == v for k, v in wanted.items())
        )

    laid_s = float(next(each["at_s"] for each in told if each["event"] == "field"))
    seen_s = float(
        next(x["at_s"] for x in said if x["event"] == "state" and len(x["rows"]) == len(rows))
    )
    verified_s = float(first("state", rows=rows)["at_s"])
    loan, asked = first("lend"), first("ask")
    with_reader = ((laid_s, seen_s), (float(loan["at_s"]), verified_s))
    air_s, line_s = reader_time(told, with_reader)
    server_s = asked["at_s"] - asked["began_s"]
    found = {
        "air": air_s,
        "line": line_s,
        "circ": loan["at_s"] - loan["began_s"] - server_s,
        "server": server_s,
        "screen": drawn_s - verified_s,
    }
    found["pause"] = drawn_s - laid_s - sum(found.values())
    return {name: 1000 * found[name] for name in STAGES}


def reader_time(
    told: Sequence[Said], windows: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Seconds of air and of line (with its gaps) within the windows of time."""
    air_s = line_s = 0.0
    for each in told:
        if each["event"] != "spent":
            continue
        parts = [each[f"{part}_ms"] / 1000 for part in ("air", "line", "gap")]
        began, took = float(each["at_s"]), sum(parts)
        inside = sum(max(0.0, min(end, began + took) - max(start, began)) for start, end in windows)
        share = inside / took if took else 0.0
        air_s += share * parts[0]
        line_s += share * (parts[1] + parts[2])
    return air_s, line_s


def measure(scale: Scale) -> Sequence[Figure]:
    """One patron borrows one book after the other."""
    books = [copy.item for copy in load_town().cast.items.books][: scale.rounds]
    found: list[Stages] = []
    with scratch() as folder, reading(folder / "pad", "--verbose") as twin:
        base = found_branch(folder / "base", scale)
        with serving(base.database) as url, kiosk(base, url, twin) as window:
            open_tray(window, twin)
            for number, item in enumerate(books):
                found.append(lend(window, twin, item, number))
    middle = {name: statistics.median(each[name] for each in found) for name in STAGES}
    totals = [sum(each.values()) for each in found]
    readers = [each["air"] + each["line"] for each in found]
    ratios = [total / reader for total, reader in zip(totals, readers, strict=True)]
    return [
        Figure(
            "one book lent online",
            "ms",
            statistics.median(totals),
            aim=None,
            against="its air and line",
            theirs=statistics.median(readers),
            ratio=statistics.median(ratios),
            spread=(min(ratios), max(ratios)),
            rounds=len(found),
            notes={
                "settings": SETTINGS,
                "stages_ms": {name: round(value, 1) for name, value in middle.items()},
            },
        )
    ]


main = bench_command("checkout", measure, __doc__, town=True)

if __name__ == "__main__":
    main()
