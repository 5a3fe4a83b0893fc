"""Each bench runs and prints what its readers need. No time is judged here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner

from bench.__main__ import BENCHES, cli
from bench.command import SMALL_TOWN
from bench.report import BEGIN, CHART, END, Report, read_reports, write_report

# Servers, readers and kiosks are started, one after the other.
pytestmark = pytest.mark.timeout(240)

FIELDS = {
    "name", "unit", "ours", "against", "theirs", "ratio", "aim", "met", "spread", "noise", "rounds",
}  # fmt: skip


TINY_TOWN = ("--titles", "60")


@pytest.mark.parametrize("name", BENCHES)
def test_bench_prints_figures_with_peer_ratio_spread_and_noise_for_the_document(
    name: str, tmp_path: Path
) -> None:
    report = run(name)
    assert report["bench"] == name
    assert {"cpu", "cores", "kernel", "python", "load_before"} <= report["machine"].keys()
    assert report["figures"]
    for figure in report["figures"]:
        assert figure.keys() >= FIELDS, figure
        # Of a handful of histories a rule may get every holder right.
        if name != "holders":
            assert figure["ours"] > 0, figure
            assert figure["ratio"] is None or figure["theirs"] > 0, figure
    if name == "checkout":
        loan_is_split_into_its_stages(report)
    figures_are_put_between_the_marks(report, tmp_path)


def run(name: str) -> Report:
    command = cli.get_command(Context(cli), name)
    assert command is not None
    town = TINY_TOWN if "titles" in {each.name for each in command.params} else ()
    result = CliRunner().invoke(cli, [name, "--tiny", "--rounds", "1", "--json", *town])
    assert result.exit_code == 0, f"{name}: {result.output} {result.exception!r}"
    return json.loads(result.stdout)


def loan_is_split_into_its_stages(report: Report) -> None:
    (figure,) = report["figures"]
    stages = figure["stages_ms"]
    assert sum(stages.values()) == pytest.approx(figure["ours"], abs=1)
    assert all(stages[name] > 0 for name in ("air", "line", "circ", "server", "screen"))


def figures_are_put_between_the_marks(report: Report, folder: Path) -> None:
    lines, document = folder / "lines", folder / "performance.md"
    lines.write_text(json.dumps(report) + "\n")
    document.write_text(f"before\n{BEGIN}\nstale figures\n{END}\nafter\n")
    # With the usual town, whose loan has a chart.
    write_report(document, [each | {"titles": SMALL_TOWN} for each in read_reports(lines)])
    text = document.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "stale figures" not in text
    assert f"| {report['bench']} |" in text
    if report["bench"] == "checkout":
        assert "<svg" in (folder / CHART).read_text()
