"""docs/town-file.md describes every key of the town file, and what it shows is right."""

from __future__ import annotations

import re
import tomllib

import pytest
from pydantic import BaseModel

from catalogue.services.town_config.reading import read_town_file
from catalogue.services.town_config.writing import toml_value
from support.sources import ROOT
from support.town_reference import HEAD, TABLES, classes, rows
from ui.cli.config import config

PAGE = (ROOT / "docs" / "town-file.md").read_text(encoding="utf-8")


def test_every_table_of_the_model_is_described() -> None:
    assert {each.__name__ for each in classes()} == set(TABLES.values())


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_has_its_row_with_type_default_and_example(heading: str) -> None:
    """`python -m support.town_reference`, in tests/, prints the tables."""
    section = PAGE.split(f"\n### {heading}\n", 1)[1].split("\n### ", 1)[0]
    assert section.strip() == "\n".join([HEAD, *rows(TABLES[heading])])


def frozen(value: object) -> object:
    if isinstance(value, dict):
        return {key: frozen(each) for key, each in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value


@pytest.mark.parametrize("model", list(dict.fromkeys(classes())), ids=lambda model: model.__name__)
def test_examples_are_valid(model: type[BaseModel]) -> None:
    lines = [
        f"{name} = {toml_value(field.examples[0])}"
        for name, field in model.model_fields.items()
        if field.examples
    ]
    assert len(lines) == len(model.model_fields)
    model.model_validate(frozen(tomllib.loads("\n".join(lines))))


def test_example_of_the_page_is_a_town_file() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert len(read_town_file(example).lending.policies) == 3


def test_every_command_is_described() -> None:
    assert all(f"`beaupre config {name}" in PAGE for name in config.commands)
