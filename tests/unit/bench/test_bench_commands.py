"""Each bench runs and prints what its readers need. No time is judged here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.__main__ import BENCHES, cli
from bench.report import BEGIN, CHART, END, Report, read_reports, write_report

# Servers, readers and kiosks are started, one after the other.
pytestmark = pytest.mark.timeout(400)

FIELDS = {
    "name", "unit", "ours", "against", "theirs", "ratio", "aim", "met", "spread", "noise", "rounds",
}  # fmt: skip


# Together, and in one process: they share the town they need.
@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    found = {}
    for name in BENCHES:
        result = CliRunner().invoke(cli, [name, "--tiny", "--rounds", "1", "--json"])
        assert result.exit_code == 0, f"{name}: {result.output} {result.exception!r}"
        found[name] = json.loads(result.stdout)
    return found


def test_every_bench_prints_its_figures_with_peer_ratio_spread_and_noise(
    reports: dict[str, Report],
) -> None:
    for name, report in reports.items():
        assert report["bench"] == name
        assert {"cpu", "cores", "kernel", "python", "load_before"} <= report["machine"].keys()
        assert report["figures"]
        for figure in report["figures"]:
            assert figure.keys() >= FIELDS, figure
            # Of a handful of histories a rule may get every holder right.
            if name != "holders":
                assert figure["ours"] > 0, figure
                assert figure["ratio"] is None or figure["theirs"] > 0, figure


def test_loan_is_split_into_its_stages(reports: dict[str, Report]) -> None:
    (figure,) = reports["checkout"]["figures"]
    stages = figure["stages_ms"]
    assert sum(stages.values()) == pytest.approx(figure["ours"], abs=1)
    assert all(stages[name] > 0 for name in ("air", "line", "circ", "server", "screen"))


def test_figures_are_put_between_the_marks_of_the_document(
    reports: dict[str, Report], tmp_path: Path
) -> None:
    lines, document = tmp_path / "lines", tmp_path / "performance.md"
    lines.write_text("".join(json.dumps(report) + "\n" for report in reports.values()))
    document.write_text(f"before\n{BEGIN}\nstale figures\n{END}\nafter\n")
    write_report(document, read_reports(lines))
    text = document.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "stale figures" not in text
    assert all(f"| {name} |" in text for name in BENCHES)
    assert "<svg" in (tmp_path / CHART).read_text()
