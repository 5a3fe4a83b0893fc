"""docs/security.md says what the program does."""

from __future__ import annotations

import re

from catalogue.domain.rights import DEFAULT_ROLES
from catalogue.server.app import create_app
from catalogue.server.guards import addresses, guards_of
from catalogue.server.settings import ServerSettings
from support.central import LittleTown
from support.sources import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_table_of_addresses_is_that_of_the_server(town: LittleTown) -> None:
    app = create_app(town.settings, services=town.services)
    expected = {
        (f"{method} {route.path}", *guards_of(route))
        for route in addresses(app.routes)
        for method in route.methods
    }
    found = re.findall(r"^\| `([A-Z]+ /\S*)` \| ([a-z]+) \|$", PAGE, re.M)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_table_of_roles_is_that_of_the_program() -> None:
    for role, rights in DEFAULT_ROLES.items():
        assert f"| {role} | {', '.join(sorted(rights))} |" in PAGE


def test_settings_are_there_with_their_defaults() -> None:
    section = PAGE.partition("## Settings")[2]
    rows = re.findall(r"^\| (`.*?`) \| (.*?) \|", section, re.M)
    assert len(rows) > 10
    for names, values in rows:
        for name, value in zip(re.findall(r"`(\w+)`", names), values.split(", "), strict=True):
            default = ServerSettings.model_fields[name].default
            if isinstance(default, int | float):
                assert float(value) == default, name
