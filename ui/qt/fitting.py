"""Does all that is on screen fit? Walks a window's items and names every fault.

A fault is a word that is cut, a sentence that leaves its button, its panel or the screen, two
sentences on each other, a sentence on something drawn, or two buttons on each other. The pictures
of every page (`beaupre demo --screenshots`) and the tests ask this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow

TOUCH_FLOOR = 76
"""A finger's target, px at 1080 × 1920."""
SLACK = 2.0
"""Letters may stand out so far: half a stroke."""
_DRAWN = ("QQuickRectangle", "QQuickShape", "QQuickImage", "QQuickPaintedItem")


@dataclass(frozen=True, slots=True)
class Seen:
    """One visible item: where it is (scene px) and what it lies in, outermost first."""

    item: QQuickItem
    area: QRectF
    inside: tuple[QQuickItem, ...]


def faults(window: QQuickWindow, *, cut_may: frozenset[str] = frozenset()) -> list[str]:
    """One line for each fault; none is what is wanted. `cut_may`: words that may end in an
    ellipsis, such as the title of a book."""
    seen = list(_visible(window.contentItem()))
    screen = QRectF(0, 0, window.width(), window.height())
    texts = [one for one in seen if _is_text(one.item)]
    buttons = [one for one in seen if one.item.inherits("QQuickAbstractButton")]
    found = [f"cut: {_words(one.item)}" for one in texts if _cut(one.item, cut_may)]
    found += [f"outside: {_words(t.item)}" for t in texts if not _fits(t, screen)]
    found += [f"small: {b.item.objectName()}" for b in buttons if _small(b.area)]
    found += [f"off screen: {b.item.objectName()}" for b in buttons if not screen.contains(b.area)]
    found += _collisions(texts, buttons, seen)
    return sorted(set(found))


def _collisions(texts: list[Seen], buttons: list[Seen], seen: list[Seen]) -> Iterator[str]:
    lines = [(text, inked(text)) for text in texts]
    for index, (text, ink) in enumerate(lines):
        for other, there in lines[index + 1 :]:
            if ink.intersects(there):
                yield f"on each other: {_words(text.item)} | {_words(other.item)}"
    drawn = [one for one in seen if _is_drawn(one.item)]
    for text, ink in lines:
        for thing in drawn:
            strange = thing.item not in text.inside
            if strange and _crosses(ink, thing.area):
                yield f"on something drawn: {_words(text.item)} | {_name(thing)}"
    for index, button in enumerate(buttons):
        for second in buttons[index + 1 :]:
            if button.area.intersects(second.area):
                yield f"on each other: {_name(button)} | {_name(second)}"


def inked(text: Seen) -> QRectF:
    """About where its letters are (scene px): a quarter of a line is air above and below."""
    item = text.item
    size = item.property("font").pixelSize()
    area = QRectF(0, 0, item.property("contentWidth"), item.property("contentHeight"))
    spare = item.width() - area.width()
    area.moveLeft({1: 0.0, 2: spare, 4: spare / 2}[_number(item, "horizontalAlignment")])
    lower = item.height() - area.height()
    area.moveTop({32: 0.0, 64: lower, 128: lower / 2}[_number(item, "verticalAlignment")])
    return item.mapRectToScene(area.adjusted(0, size * 0.3, 0, -size * 0.3))


def _visible(root: QQuickItem) -> Iterator[Seen]:
    everywhere = QRectF(-1e4, -1e4, 1e5, 1e5)
    waiting: list[tuple[QQuickItem, tuple[QQuickItem, ...], QRectF]] = [(root, (), everywhere)]
    while waiting:
        item, inside, shown = waiting.pop()
        if not item.isVisible() or item.opacity() == 0:
            continue
        area = _area(item)
        yield Seen(item, area.intersected(shown), inside)
        if item.clip():
            shown = shown.intersected(area)
        waiting += [(child, (*inside, item), shown) for child in item.childItems()]


def _area(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _is_text(item: QQuickItem) -> bool:
    """Says something, and lies as lines do: the spines of a drawn shelf stand upright."""
    said = item.inherits("QQuickText") and str(item.property("text")).strip() != ""
    return said and item.rotation() == 0


def _is_drawn(item: QQuickItem) -> bool:
    """Something one sees: a filled or edged box, a picture."""
    if not any(item.inherits(kind) for kind in _DRAWN) or min(item.width(), item.height()) < 2:
        return False
    if item.inherits("QQuickRectangle"):
        edge = _number(item, "border.width")
        return item.property("color").alpha() > 0 or edge > 0
    return True


def _cut(item: QQuickItem, cut_may: frozenset[str]) -> bool:
    words = str(item.property("text"))
    if bool(item.property("truncated")):
        return words not in cut_may
    unwrapped = item.property("implicitWidth") if _number(item, "wrapMode") == 0 else 0.0
    wide = max(item.property("contentWidth"), unwrapped)
    return _number(item, "fontSizeMode") == 0 and wide > item.width() + SLACK


def _fits(text: Seen, screen: QRectF) -> bool:
    """Its letters are on the screen, in the button they belong to and in the nearest panel."""
    ink = inked(text).adjusted(SLACK, SLACK, -SLACK, -SLACK)
    if not screen.contains(ink):
        return False
    frames = [one for one in text.inside if one.inherits("QQuickAbstractButton") or one.clip()]
    frames += [one for one in text.inside if one.inherits("QQuickRectangle")][-1:]
    return all(_area(frame).contains(ink) for frame in frames)


def _crosses(ink: QRectF, area: QRectF) -> bool:
    """One lies across the edge of the other."""
    inner = area.adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return (
        ink.adjusted(SLACK, SLACK, -SLACK, -SLACK).intersects(area)
        and not inner.contains(ink)
        and area.width() > 6
        and area.height() > 6
    )


def _small(area: QRectF) -> bool:
    return min(area.width(), area.height()) < TOUCH_FLOOR


def _words(item: QQuickItem) -> str:
    return repr(str(item.property("text")))


def _name(one: Seen) -> str:
    named = [part.objectName() for part in (*one.inside, one.item) if part.objectName()]
    return f"{'/'.join(named[-2:])} ({type(one.item).__name__} at {one.area.getRect()})"


def _number(item: QObject, name: str) -> int:
    """An enum or a grouped number of QML, which Python cannot read as a property."""
    return int(QQmlExpression(QQmlEngine.contextForObject(item), item, name).evaluate()[0])
