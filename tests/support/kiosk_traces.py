"""Everything a kiosk's process shows, tells a screen reader or holds behind its screen, as text.

Walked are Qt's objects (visible or not, with every property that can hold words, and the rows of
every model), the accessibility tree, and the Python objects reachable from the program.
"""

from __future__ import annotations

import gc
import re
import types
from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMetaProperty, QObject, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtQml import QJSValue
from PySide6.QtQuick import QQuickItem
from shiboken6 import getCppPointer, isValid

_WORDS = (
    "QString", "QUrl", "QVariant", "QJSValue", "QByteArray", "QDate", "QDateTime", "QStringList",
    "QVariantList", "QVariantMap", "QList<", "var",
)  # fmt: skip
"""Types of properties that can hold words; the others are numbers, colours and fonts."""

Text = tuple[str, str]
"""Where, and the text there."""
Trace = tuple[str, str, str]
"""How it was found (`shown`, `told`, `held`), where, and the text there."""


def shown(roots: Iterable[QObject]) -> Iterator[Text]:
    """Texts of all Qt objects below, whether they are on screen or not."""
    waiting, seen = list(roots), set()
    while waiting:
        thing = waiting.pop()
        if not isValid(thing) or (where := getCppPointer(thing)[0]) in seen:
            continue
        seen.add(where)
        waiting += thing.children()
        if isinstance(thing, QQuickItem):
            waiting += thing.childItems()
        if isinstance(thing, QAbstractItemModel):
            yield from _rows(thing)
        name = f"{thing.metaObject().className()} {thing.objectName()}"
        for key, value in _properties(thing):
            if isinstance(value, QObject):
                waiting.append(value)
            else:
                yield from ((f"{name}.{key}", text) for text in texts(value))


def _properties(thing: QObject) -> Iterator[tuple[str, Any]]:
    for name in _with_words(thing):
        yield name, _read(thing, name)
    for name in (each.data().decode() for each in thing.dynamicPropertyNames()):
        if not name.startswith("_"):  # the platform's own, which Python cannot read
            yield name, thing.property(name)


_KNOWN: dict[tuple[str, int], list[str]] = {}
"""Names of properties that can hold words, by class and how many properties it has."""
_FIXED = re.compile("QQuick|.*_QML")
"""Classes of which there is one of each name; the rows of a model have what the model has."""


def _with_words(thing: QObject) -> list[str]:
    meta = thing.metaObject()
    kind = str(meta.className()), meta.propertyCount()
    if kind in _KNOWN and _FIXED.match(kind[0]):
        return _KNOWN[kind]
    told: list[QMetaProperty] = [meta.property(index) for index in range(kind[1])]
    typed = [(str(each.name()), str(each.typeName())) for each in told]
    _KNOWN[kind] = [name for name, of in typed if of.startswith(_WORDS) or of.endswith("*")]
    return _KNOWN[kind]


def _read(thing: QObject, name: str) -> object:
    try:
        return thing.property(name)
    except RuntimeError as error:
        # Palettes, screens and the like are nothing to Python; words always are something.
        if "String" in str(error):
            raise
        return None


def _rows(model: QAbstractItemModel) -> Iterator[Text]:
    for row in range(model.rowCount()):
        for role, name in model.roleNames().items():
            value = model.data(model.index(row, 0), role)
            yield from ((f"model row {row} {name.data().decode()}", t) for t in texts(value))


def texts(value: Any) -> Iterator[str]:
    """The words in a property's value."""
    match value:
        case str():
            yield value
        case QUrl():
            yield value.toString()
        case bytes():
            yield value.decode(errors="replace")
        case QJSValue():
            yield from texts(value.toVariant())
        case dict():
            for each in (*value.keys(), *value.values()):
                yield from texts(each)
        case list() | tuple():
            for each in value:
                yield from texts(each)
        case _ if hasattr(value, "toPython") or hasattr(value, "data"):
            yield str(value)


def told(items: Iterable[QObject]) -> Iterator[Text]:
    """What a screen reader can get at: of the tree below these, and of each item by itself."""
    QAccessible.setActive(True)
    found = (QAccessible.queryAccessibleInterface(item) for item in items)
    waiting, seen = [each for each in found if each is not None], set()
    while waiting:
        each = waiting.pop()
        if not each.isValid() or (key := QAccessible.uniqueId(each)) in seen:
            continue
        seen.add(key)
        yield from _spoken(each)
        waiting += [c for n in range(each.childCount()) if (c := each.child(n)) is not None]


def _spoken(each: QAccessibleInterface) -> Iterator[Text]:
    for kind in QAccessible.Text:
        if kind is not QAccessible.Text.UserText:
            yield f"accessible {kind.name}", each.text(kind)
    value = each.valueInterface()
    if value is not None:
        yield "accessible value", str(value.currentValue())
    text = each.textInterface()
    if text is not None:
        yield "accessible text", text.text(0, text.characterCount())


def items_below(roots: Iterable[QQuickItem]) -> Iterator[QQuickItem]:
    """Every item, visible or not."""
    waiting = list(roots)
    while waiting:
        item = waiting.pop()
        yield item
        waiting += item.childItems()


_CODE = (types.ModuleType, type, types.CodeType, types.FrameType, types.BuiltinFunctionType)


def held(root: object, *leaving_out: object) -> Iterator[Text]:
    """Texts in the Python objects reachable from one, code aside."""
    waiting: list[tuple[str, object]] = [(type(root).__name__, root)]
    seen = {id(each) for each in leaving_out}
    while waiting:
        path, thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, _CODE):
            continue
        seen.add(id(thing))
        if isinstance(thing, str | bytes):
            yield from ((path, text) for text in texts(thing))
        elif isinstance(thing, types.FunctionType):
            kept = (thing.__closure__, thing.__defaults__, thing.__kwdefaults__, thing.__dict__)
            waiting += [(f"{path} {thing.__qualname__}", each) for each in kept]
        else:
            name = type(thing).__name__
            way = path if name in ("dict", "tuple", "list", "cell") else f"{path} > {name}"
            waiting += [(way[-300:], each) for each in gc.get_referents(thing)]


def everything(app: QGuiApplication, program: object, window: QObject) -> list[Trace]:
    """Of a running kiosk, for a search."""
    roots = [window, app]
    items = list(items_below([window.contentItem()]))
    found = {
        "shown": [*shown(roots), ("clipboard", app.clipboard().text())],
        "told": told([window, *items]),
        "held": held(program),
    }
    return [(way, where, text) for way, those in found.items() for where, text in those]


def leaks(traces: list[Trace], canaries: tuple[str, ...], *leaving_out: str) -> list[Trace]:
    """Where one of them is said."""
    return [
        (way, where)
        for way, where, text in traces
        if way not in leaving_out and any(canary in text for canary in canaries)
    ]
