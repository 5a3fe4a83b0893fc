"""docs/cli.md says what the commands say themselves."""

from __future__ import annotations

from support.cli_reference import reference
from support.sources import ROOT


def test_page_of_commands_is_that_of_the_program() -> None:
    """Make it anew: PYTHONPATH=.:tests .venv/bin/python -m support.cli_reference > docs/cli.md"""
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == reference()
