"""Does all that is on screen fit? Walks a window's items and names every fault.

A fault is a word that is cut, a sentence that leaves its button, its panel or the screen, two
sentences on each other, a sentence on something drawn, or two buttons on each other. The pictures
of every page (`beaupre demo --screenshots`) and the tests ask this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow

TOUCH_FLOOR = 76
"""A finger's target, px at 1080 × 1920."""
SLACK = 2.0
"""Letters may stand out so far: half a stroke."""
STROKE = 6.0
"""Thinner than this is a line, not a box."""
_DRAWN = ("QQuickRectangle", "QQuickShape", "QQuickImage", "QQuickPaintedItem")


@dataclass(frozen=True, slots=True)
class Seen:
    """One visible item: where it is (scene px) and what it lies in, outermost first."""

    item: QQuickItem
    area: QRectF
    inside: tuple[QQuickItem, ...]


@dataclass(frozen=True, slots=True)
class Line(Seen):
    """A visible text: where its letters are, and whether it may break and shrink."""

    words: str
    ink: QRectF
    wraps: bool
    shrinks: bool


def faults(window: QQuickWindow, *, cut_may: frozenset[str] = frozenset()) -> list[str]:
    """One line for each fault; none is what is wanted. `cut_may`: words that may end in an
    ellipsis, such as the title of a book."""
    seen = list(_visible(window.contentItem()))
    screen = QRectF(0, 0, window.width(), window.height())
    lines = [_line(one) for one in seen if _is_text(one.item)]
    buttons = [one for one in seen if one.item.inherits("QQuickAbstractButton")]
    found = [f"cut: {line.words!r}" for line in lines if _cut(line, cut_may)]
    found += [f"outside: {line.words!r}" for line in lines if not _fits(line, screen)]
    found += [f"small: {_name(button)}" for button in buttons if _small(button.area)]
    found += [f"off screen: {_name(b)}" for b in buttons if not screen.contains(b.area)]
    found += _collisions(lines, buttons, seen)
    return sorted(set(found))


def _collisions(lines: list[Line], buttons: list[Seen], seen: list[Seen]) -> Iterator[str]:
    for index, line in enumerate(lines):
        for other in lines[index + 1 :]:
            if line.ink.intersects(other.ink):
                yield f"on each other: {line.words!r} | {other.words!r}"
    drawn = [(one, _around(one.area, SLACK)) for one in seen if _may_be_drawn(one)]
    for line in lines:
        core = _around(line.ink, -SLACK)
        for thing, edge in drawn:
            # One lies across the edge of the other.
            if (
                core.intersects(thing.area)
                and not edge.contains(line.ink)
                and thing.item not in line.inside
                and _is_drawn(thing.item)
            ):
                yield f"on something drawn: {line.words!r} | {_name(thing)}"
    for index, button in enumerate(buttons):
        for second in buttons[index + 1 :]:
            if button.area.intersects(second.area):
                yield f"on each other: {_name(button)} | {_name(second)}"


def _line(one: Seen) -> Line:
    """With about where its letters are (scene px): a quarter of a line is air above and below."""
    item = one.item
    across, down, wrap, shrink = _numbers(item)
    size = item.property("font").pixelSize()
    area = QRectF(0, 0, item.property("contentWidth"), item.property("contentHeight"))
    spare = item.width() - area.width()
    area.moveLeft({1: 0.0, 2: spare, 4: spare / 2}[across])
    lower = item.height() - area.height()
    area.moveTop({32: 0.0, 64: lower, 128: lower / 2}[down])
    ink = item.mapRectToScene(area.adjusted(0, size * 0.3, 0, -size * 0.3))
    words = str(item.property("text"))
    return Line(item, one.area, one.inside, words, ink, wrap != 0, shrink != 0)


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


def _may_be_drawn(one: Seen) -> bool:
    """Of a kind that one sees, and big enough to be more than a stroke."""
    big = one.area.width() > STROKE and one.area.height() > STROKE
    return big and any(one.item.inherits(kind) for kind in _DRAWN)


def _is_drawn(item: QQuickItem) -> bool:
    """Something one sees: a filled or edged box, a picture."""
    if not item.inherits("QQuickRectangle") or item.property("color").alpha() > 0:
        return True
    edge, _ = QQmlExpression(QQmlEngine.contextForObject(item), item, "border.width").evaluate()
    return bool(edge)


def _cut(line: Line, cut_may: frozenset[str]) -> bool:
    item = line.item
    if item.property("truncated"):
        return line.words not in cut_may
    wide = max(item.property("contentWidth"), 0 if line.wraps else item.property("implicitWidth"))
    return not line.shrinks and wide > item.width() + SLACK


def _fits(line: Line, screen: QRectF) -> bool:
    """Its letters are on the screen, in the button they belong to and in the nearest panel."""
    ink = _around(line.ink, -SLACK)
    if not screen.contains(ink):
        return False
    frames = [one for one in line.inside if one.inherits("QQuickAbstractButton") or one.clip()]
    frames += [one for one in line.inside if one.inherits("QQuickRectangle")][-1:]
    return all(_area(frame).contains(ink) for frame in frames)


def _around(area: QRectF, by: float) -> QRectF:
    return area.adjusted(-by, -by, by, by)


def _small(area: QRectF) -> bool:
    return min(area.width(), area.height()) < TOUCH_FLOOR


def _name(one: Seen) -> str:
    named = [part.objectName() for part in (*one.inside, one.item) if part.objectName()]
    return f"{'/'.join(named[-2:])} at {one.area.getRect()}"


def _numbers(item: QQuickItem) -> tuple[int, ...]:
    """Enums of a text, which Python cannot read as properties."""
    names = "[horizontalAlignment, verticalAlignment, wrapMode, fontSizeMode]"
    values, _ = QQmlExpression(QQmlEngine.contextForObject(item), item, names).evaluate()
    return tuple(int(value) for value in values.toVariant())
