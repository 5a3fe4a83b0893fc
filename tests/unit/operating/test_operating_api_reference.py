"""docs/api.md says what the server does."""

from __future__ import annotations

from pathlib import Path

from support.api_reference import reference

PAGE = Path(__file__).parents[3] / "docs" / "api.md"


def test_api_page_is_what_the_server_says() -> None:
    """Make it anew: PYTHONPATH=.:tests .venv/bin/python -m support.api_reference > docs/api.md"""
    assert PAGE.read_text(encoding="utf-8") == reference()
