"""Writes what qmllint must know of the QML types that Python registers.

`qml_types.py FOLDER` imports every module of the Qt programs that names a QML module
(`QML_IMPORT_NAME`), asks the live meta-objects for properties, signals and slots, and writes one
`qmldir` and one `types.qmltypes` per QML module below FOLDER. PySide's own dumper reads the source
instead, and stops at properties it cannot parse.
"""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty, QObject

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("ui/qt", "ui/kiosk", "ui/desk")


def qml_classes() -> Iterator[tuple[str, type[QObject]]]:
    """(QML module, class) of every QObject defined in a module that names a QML module."""
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        if "\nQML_IMPORT_NAME" not in path.read_text("utf-8"):
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, QObject) and value.__module__ == name:
                yield module.QML_IMPORT_NAME, value


def _typed(type_name: str) -> str:
    pointer = "; isPointer: true" if type_name.endswith("*") else ""
    return f'type: "{type_name.removesuffix("*")}"{pointer}'


def _property(entry: QMetaProperty) -> str:
    flags = "" if entry.isWritable() else "; isReadonly: true"
    if entry.isConstant():
        flags += "; isConstant: true"
    elif entry.hasNotifySignal():
        flags += f'; notify: "{entry.notifySignal().name().data().decode()}"'
    return f'Property {{ name: "{entry.name()}"; {_typed(entry.typeName())}{flags} }}'


def _method(entry: QMetaMethod) -> str:
    word = "Signal" if entry.methodType() == QMetaMethod.MethodType.Signal else "Method"
    result = entry.typeName()
    returns = f"; {_typed(result)}" if word == "Method" and result not in ("", "void") else ""
    parameters = "".join(
        f' Parameter {{ name: "{name.data().decode() or f"p{number}"}"; '
        f"{_typed(entry.parameterTypeName(number).data().decode())} }}"
        for number, name in enumerate(entry.parameterNames())
    )
    end = ";" if parameters else ""
    return f'{word} {{ name: "{entry.name().data().decode()}"{returns}{end}{parameters} }}'


def component(module: str, cls: type[QObject]) -> str:
    """The `Component` entry of one class; constructors need no Python, so all are creatable."""
    meta: QMetaObject = cls.staticMetaObject
    members = [
        _property(meta.property(i)) for i in range(meta.propertyOffset(), meta.propertyCount())
    ]
    members += [_method(meta.method(i)) for i in range(meta.methodOffset(), meta.methodCount())]
    base = meta.superClass()
    head = [
        f'name: "{cls.__name__}"',
        f'prototype: "{base.className() if base else ""}"',
        f'exports: ["{module}/{cls.__name__} 1.0"]',
        "exportMetaObjectRevisions: [256]",
        'accessSemantics: "reference"',
    ]
    return "    Component {\n        " + "\n        ".join(head + members) + "\n    }\n"


def main(folder: Path) -> None:
    """Write the modules below `folder`."""
    components: defaultdict[str, list[str]] = defaultdict(list)
    for module, cls in qml_classes():
        components[module].append(component(module, cls))
    for module, entries in components.items():
        place = folder.joinpath(*module.split("."))
        place.mkdir(parents=True, exist_ok=True)
        (place / "qmldir").write_text(
            f"module {module}\ntypeinfo types.qmltypes\ndepends QtQuick\ndepends QtQml.Models\n"
        )
        types = "import QtQuick.tooling 1.2\n\nModule {\n" + "".join(entries) + "}\n"
        (place / "types.qmltypes").write_text(types)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
