"""The list model of the items: rows are inserted, moved, changed and removed, never reset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Protocol

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.kiosk.screen import RowView

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NO_PARENT = QModelIndex()


class Row(Protocol):
    """A frozen dataclass whose fields QML reads."""

    @property
    def key(self) -> str: ...


@QmlElement
@QmlUncreatable("made by the kiosk")
class RowModel(QAbstractListModel):
    """One role for each field of the kind of row; `latest` is the row that changed last."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, kind: type = RowView) -> None:
        super().__init__(parent)
        self._fields = tuple(field.name for field in fields(kind))
        self._rows: list[Row] = []
        self._latest = 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return tuple(self._rows)

    count = Property(int, lambda self: len(self._rows), notify=changed)
    latest = Property(int, lambda self: self._latest, notify=changed)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        if not index.isValid() or not 0 <= role - _FIRST_ROLE < len(self._fields):
            return None
        return getattr(self._rows[index.row()], self._fields[role - _FIRST_ROLE])

    def roleNames(self) -> dict[int, QByteArray]:
        return {_FIRST_ROLE + i: QByteArray(name.encode()) for i, name in enumerate(self._fields)}

    def show(self, rows: Sequence[Row]) -> None:
        """Become `rows` by the smallest steps; keys are unique."""
        wanted = {row.key for row in rows}
        touched = False
        for index in reversed(range(len(self._rows))):
            if self._rows[index].key not in wanted:
                self._remove(index)
                touched = True
        for index, row in enumerate(rows):
            touched |= self._place(index, row)
        if touched:
            self._latest = min(self._latest, max(0, len(self._rows) - 1))
            self.changed.emit()

    def _remove(self, index: int) -> None:
        self.beginRemoveRows(_NO_PARENT, index, index)
        del self._rows[index]
        self.endRemoveRows()

    def _place(self, index: int, row: Row) -> bool:
        """Bring one row to its place; the rows before it are right already."""
        at = next((i for i, old in enumerate(self._rows) if old.key == row.key), None)
        if at is None:
            self.beginInsertRows(_NO_PARENT, index, index)
            self._rows.insert(index, row)
            self.endInsertRows()
        else:
            if at != index:
                self.beginMoveRows(_NO_PARENT, at, at, _NO_PARENT, index)
                self._rows.insert(index, self._rows.pop(at))
                self.endMoveRows()
            old = self._rows[index]
            if old == row:
                # Moved only: not what changed last.
                return at != index
            self._rows[index] = row
            roles = [
                _FIRST_ROLE + i
                for i, name in enumerate(self._fields)
                if getattr(old, name) != getattr(row, name)
            ]
            cell = self.index(index)
            self.dataChanged.emit(cell, cell, roles)
        self._latest = index
        return True
