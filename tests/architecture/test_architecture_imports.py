"""Imports only point down, and only through the doors meant for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.sources import ROOT, imported_names, python_files, relative

# Names of `catalogue` a station may use: those packages, and nothing beside them.
DOORS = ("domain", "wire", "client", "sip2", "search")
QT_FOLDERS = ("ui/kiosk/", "ui/desk/", "ui/qt/")


def imports_of(*folders: str) -> list[tuple[str, str]]:
    return [
        (relative(path), name) for path in python_files(*folders) for name in imported_names(path)
    ]


def test_import_rules_of_the_configuration_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_station_enters_catalogue_only_by_its_doors() -> None:
    strays = [
        (path, name)
        for path, name in imports_of("kiosk")
        if name.split(".")[0] == "catalogue" and name.split(".")[1] not in DOORS
    ]
    assert strays == []


def test_qt_is_imported_only_by_the_qt_programs() -> None:
    strays = [
        (path, name)
        for path, name in imports_of("kiosk", "rfid", "catalogue", "ui")
        if name.startswith(("PySide6", "shiboken6")) and not path.startswith(QT_FOLDERS)
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("library", "folders"),
    [
        ("serial", ("rfid/", "kiosk/devices/outlet.py", "ui/cli/reader_list.py")),
        ("smartcard", ("rfid/pcsc/",)),
        ("escpos", ("kiosk/",)),
    ],
)
def test_device_library_stays_with_its_driver(library: str, folders: tuple[str, ...]) -> None:
    users = {
        path
        for path, name in imports_of("kiosk", "rfid", "catalogue", "ui")
        if name.split(".")[0] == library
    }
    assert {path for path in users if not path.startswith(folders)} == set()


def test_packages_never_import_the_tests() -> None:
    strays = [
        (path, name)
        for path, name in imports_of("kiosk", "rfid", "catalogue", "ui")
        if name.split(".")[0] in ("tests", "support", "pytest", "hypothesis")
    ]
    assert strays == []
