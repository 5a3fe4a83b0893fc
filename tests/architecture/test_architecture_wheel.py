"""The wheel is whole, and its four packages are its own.

Installed into a virtual environment of its own and looked at from an empty folder, so that neither
the checkout nor the editable install can stand in for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from support.sources import PACKAGES, ROOT, project_files, relative

ASK = """
import importlib, importlib.metadata as metadata, json
owners = metadata.packages_distributions()
print(json.dumps({
    name: {"owners": sorted(set(owners[name])), "file": importlib.import_module(name).__file__}
    for name in %r
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("beaupre-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel; the libraries are lent by this one."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
         "--no-index", "--disable-pip-version-check", wheel],
        check=True,
    )  # fmt: skip
    (site_packages,) = home.glob("lib/python*/site-packages")
    (site_packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return python


def test_packages_belong_to_this_distribution_alone(installed: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [installed, "-I", "-c", ASK % (PACKAGES,)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(answer.stdout)
    assert {name: about["owners"] for name, about in found.items()} == {
        name: ["beaupre"] for name in PACKAGES
    }
    for about in found.values():
        assert Path(about["file"]).is_relative_to(installed.parents[1])


def test_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    wanted = {
        relative(path) for path in project_files() if path.relative_to(ROOT).parts[0] in PACKAGES
    }
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_wheel_brings_nothing_but_the_packages(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_installed_command_starts_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    command = installed.with_name("beaupre")
    answer = subprocess.run(
        [command, "--help"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "borrow" in answer.stdout.lower() or "loans" in answer.stdout.lower()
