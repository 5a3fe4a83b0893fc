"""The fault tree of the store. Each class has a stable `code`, says whether a retry helps (`retry`)
and whether the environment or a bug is to blame (`environment`)."""

from __future__ import annotations

from typing import ClassVar


class StorageError(Exception):
    """The disk did not do what was asked; nothing of the transaction is stored."""

    code: ClassVar[str] = "storage"
    retry: ClassVar[bool] = True
    environment: ClassVar[bool] = True


class StorageFull(StorageError):
    """No room for another record: the station rests until there is."""

    code = "storage_full"


class StorageDamaged(StorageError):
    """The file is no sound database. It is left as it is: what can be saved of it is in it."""

    code = "storage_damaged"
    retry = False


class StorageUnfit(StorageError):
    """The file is of a newer version, of another station, or does not accept its settings."""

    code = "storage_unfit"
    retry = False
