"""The repository builds anywhere: nothing in it depends on one site's network."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from support.sources import ROOT, project_files, relative

# Package hosts, spelt in two halves so that this file does not name them either.
HOSTS = [
    "pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com",
    "deb.debian" + ".org", "pkg" + ".dev",
]  # fmt: skip
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)[^\n]*\\\n(?: +--hash=sha256:)", re.M)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    found = {match["name"]: match["version"] for match in PIN.finditer(text)}
    assert len(found) == len(re.findall(r"^[a-z]", text, re.M)), f"{name}: a line without a hash"
    return found


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ;]", line)[0] for line in requirements} - {"beaupre"}


def project() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def test_no_file_names_a_package_host() -> None:
    strays = [
        (relative(path), host)
        for path in project_files()
        for host in HOSTS
        if host in text_of(path)
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("locked", "extras"),
    [
        ("kiosk.txt", ["kiosk"]),
        ("server.txt", ["server"]),
        ("run.txt", ["kiosk", "server"]),
        ("dev.txt", ["kiosk", "server", "dev"]),
    ],
)
def test_every_dependency_is_pinned_with_its_hash(locked: str, extras: list[str]) -> None:
    wanted = names(project()["dependencies"])
    for extra in extras:
        wanted |= names(project()["optional-dependencies"][extra])
    assert wanted - set(pins(locked)) == set()


@pytest.mark.parametrize("part", ["kiosk.txt", "server.txt", "run.txt"])
def test_tests_run_on_the_versions_that_are_shipped(part: str) -> None:
    assert pins(part).items() <= pins("dev.txt").items()


def test_kiosk_and_server_do_not_install_each_other() -> None:
    kiosk, server = set(pins("kiosk.txt")), set(pins("server.txt"))
    assert kiosk & {"fastapi", "uvicorn", "psycopg", "argon2-cffi", "alembic"} == set()
    assert server & {"pyside6-essentials", "pyside6-addons", "pyserial", "python-escpos"} == set()


def test_only_the_tests_need_a_compiler() -> None:
    """pyscard has no wheel; the Makefile names it and what it is compiled with."""
    for name in ("run.txt", "kiosk.txt", "server.txt"):
        assert "pyscard" not in pins(name)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "--no-binary pyscard -r requirements/dev.txt" in makefile
    assert "libpcsclite-dev" in makefile
