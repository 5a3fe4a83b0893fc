"""Files and functions stay short enough to be read at one go."""

from __future__ import annotations

import ast

from support.sources import parsed, project_files, python_files, relative

FILE_LIMIT = 450
FUNCTION_LIMIT = 60
FOLDERS = ("kiosk", "rfid", "catalogue", "ui", "tests", "bench")


def test_no_file_is_longer_than_the_limit() -> None:
    code = (path for path in project_files() if path.suffix in (".py", ".qml", ".js"))
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in code}
    assert {path: lines for path, lines in lengths.items() if lines > FILE_LIMIT} == {}


def test_no_function_is_longer_than_the_limit() -> None:
    lengths = {
        f"{relative(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in python_files(*FOLDERS)
        if "migrations/versions" not in relative(path)  # a list of tables, read from top to bottom
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LIMIT} == {}


def test_broad_except_is_left_to_loops_and_mains() -> None:
    """A handler of everything must re-raise, or say why it may swallow (`noqa: BLE001 …`)."""
    strays = [
        f"{relative(path)}:{number}"
        for path in python_files("kiosk", "rfid", "catalogue", "ui")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "noqa: BLE001" in line and not line.partition("noqa: BLE001")[2].strip(" -–—:")
    ]
    assert strays == []
