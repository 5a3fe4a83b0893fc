"""What a feed as a whole may fail with; a bad record is a `Refused`, never an exception."""

from __future__ import annotations


class FeedError(Exception):
    """The feed cannot be read at all, or no further. The text says what to do."""


class UnknownFormat(FeedError):
    """Neither its first bytes nor the options say what it is."""


class BadMapping(FeedError):
    """The mapping file of a CSV cannot be used."""


class TooBig(FeedError):
    """More bytes, pages, levels or pixels than allowed."""


class Unsafe(FeedError):
    """An address that must not be fetched: wrong scheme, host not allowed, private network."""


class FetchFailed(FeedError):
    """The other side did not answer, or not usefully. `status` of its answer, if there was one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
