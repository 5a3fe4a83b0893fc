"""What every test runs under: no screen, reproducible examples, no silent skip under CI."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator

# Before anything imports Qt: a developer's own choice of platform is respected.
if not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")

import hypothesis
import pytest

from support.databases import (
    cluster,
    compiled_once,
    database_kind,
    database_url,
    migrated_once,
    postgresql_url,
    stores_made_once,
)

__all__ = [
    "cluster",
    "compiled_once",
    "database_kind",
    "database_url",
    "migrated_once",
    "postgresql_url",
    "stores_made_once",
]

IN_CI = bool(os.environ.get("CI"))

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "dev")


BUDGETS = (
    ("--states", 2000, "states of the disk after a power cut"),
    ("--cycles", 20, "moments at which the station's process is killed; 0: at every one"),
    ("--orders", 1, "orders of the workers for each fault at the pad"),
    ("--histories", 4, "random histories of the town"),
    ("--outage", 1200, "records of a station that was cut off for 30 days"),
    ("--stacks", 20, "stacks of books on a pad that misses some"),
    ("--images", 100_000, "tag images through the decoders, random and mutated"),
    ("--feeds", 100_000, "mutated inputs through the readers of feeds"),
    ("--soak-s", 5, "seconds that a town lives while its servers are killed"),
    ("--requests", 3, "requests generated from the description of each address"),
    ("--sessions", 200, "random sessions at a kiosk"),
    ("--presses", 1500, "keys and touches of somebody who wants out of the kiosk"),
    ("--seeds", 200, "simulated towns"),
    ("--seed", 0, "the first of them: with --seeds 1 it alone is run again"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much is tried: what runs by default fits into a push, the rest is asked for."""
    group = parser.getgroup("beaupre")
    for name, count, what in BUDGETS:
        group.addoption(name, type=int, default=count, metavar="N", help=f"{what} ({count})")
    group.addoption(
        "--all-screens", action="store_true", help="each page in every orientation, language, mode"
    )
    group.addoption(
        "--record-captures", action="store_true", help="make the captures of readers anew"
    )


GARBAGE_AFTER = 50_000
"""New objects until the collector looks at them, as the server has it: an eighth of the time."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is loaded while tests are looked for stays: no search for garbage among it, neither now
    nor, once it is frozen, later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(GARBAGE_AFTER, 10, 10)
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever asks for more than a push waits for it."""
    more = any(config.getoption(name) != count for name, count, _ in BUDGETS)
    if more or config.getoption("--all-screens"):
        for item in items:
            item.add_marker(pytest.mark.timeout(0), append=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried, how much of it and how quickly."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    told = [dict(each.user_properties) for each in reports if each.when == "call"]
    for each in told:
        if "tell" in each:
            terminalreporter.write_line(str(each["tell"]))
    seeds = sum(int(each.get("seeds", 0)) for each in told)
    if seeds:
        cpu_s = sum(float(each.get("cpu_s", 0)) for each in told)
        terminalreporter.write_line(
            f"simulation: {seeds} seeds, {cpu_s:.0f} s of a core, {seeds / cpu_s:.2f} seeds/s"
        )


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Under CI everything the tests need is installed: a skip there would hide a missing part."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one."""
    report = yield
    _refuse_skip(report)
    return report
