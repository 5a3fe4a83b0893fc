"""What the workers of sync share: their shape, and the client they talk through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from catalogue.wire.v1 import (
    Changes,
    Digest,
    Health,
    OperationsReply,
    OperationsRequest,
    SnapshotPart,
    StationInfo,
    StationSecrets,
)


class SyncClient(Protocol):
    """What sync uses of `catalogue.client.CentralClient`. Its calls raise CentralError."""

    def station(self) -> StationInfo: ...

    def secrets(self) -> StationSecrets: ...

    def operations(self, request: OperationsRequest) -> OperationsReply: ...

    def changes(self, cursor: str) -> Changes: ...

    def snapshot(self, cursor: str) -> Iterator[SnapshotPart]: ...

    def digest(self, cursor: str) -> Digest: ...

    def health(self) -> Health: ...


class Worker(Protocol):
    """Owns no thread and never sleeps."""

    def step(self, now_s: float) -> float:
        """Do one piece of what is due; returns when there is more (monotonic seconds, `math.inf`
        when only a nudge can bring more). Raises CentralError and StorageError."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How often things are looked at, in seconds."""

    batch: int = 500
    """Records in one request, the most the server takes: what it dates and folds anew for each
    request, it does for all of them at once."""
    idle_s: float = 15.0
    """The queue, when nobody nudges."""
    held_s: float = 1.0
    """Whether the operator released the queue."""
    pull_s: float = 30.0
    """The feed."""
    health_s: float = 60.0
    """How this station is; `math.inf`: never."""
    retry_first_s: float = 1.0
    retry_longest_s: float = 15.0
