"""A server starts without Qt, a kiosk without FastAPI, the help with neither.

Each half is imported in a fresh interpreter in which every library outside its own pinned
requirements cannot be found, whatever this test environment has installed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from support.sources import ROOT, python_files

PROGRAM = """
import importlib, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"{name} is not installed here", name=name)

absent, modules = set(sys.argv[1].split(",")), sys.argv[2].split(",")
sys.meta_path.insert(0, Absent())
for module in modules:
    importlib.import_module(module)
"""
EXTRAS = {"catalogue.search.tantivy_postings"}
"""Modules that only who has their extra imports."""
STATION_COMMANDS = ["ui.cli.kiosk", "ui.cli.queue", "ui.cli.readers", "ui.cli.tags"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def libraries_outside(locked: str) -> set[str]:
    """Import names of installed distributions that the requirements file does not bring."""
    text = (ROOT / "requirements" / locked).read_text("utf-8")
    brought = set(re.findall(r"^([a-z0-9-]+)==", text, re.M)) | {"beaupre"}
    return {
        name
        for name, distributions in packages_distributions().items()
        if brought.isdisjoint(map(canonical, distributions))
    }


def modules_of(*folders: str) -> list[str]:
    names = []
    for path in python_files(*folders):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts and parts[-1] != "__main__":
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def import_all(modules: list[str], absent: set[str]) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", PROGRAM, ",".join(sorted(absent)), ",".join(modules)]
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("locked", "must_be_absent", "modules"),
    [
        (
            "server.txt",
            "PySide6",
            [*({*modules_of("catalogue")} - EXTRAS), "ui.cli.serve"],
        ),
        (
            "kiosk.txt",
            "fastapi",
            [*modules_of("kiosk", "rfid", "ui/kiosk", "ui/qt"), *STATION_COMMANDS],
        ),
        ("server.txt", "serial", ["ui.cli.main", "ui.cli.doctor"]),
        ("kiosk.txt", "uvicorn", ["ui.cli.main", "ui.cli.doctor"]),
    ],
    ids=["server", "kiosk", "command on a server", "command on a kiosk"],
)
def test_half_imports_with_its_own_requirements(
    locked: str, must_be_absent: str, modules: list[str]
) -> None:
    absent = libraries_outside(locked)
    assert must_be_absent in absent
    result = import_all(modules, absent)
    assert result.returncode == 0, result.stderr


def test_import_guard_notices_a_library_that_is_absent() -> None:
    result = import_all(["ui.cli.main"], {"click"})
    assert "click is not installed here" in result.stderr
