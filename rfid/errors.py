"""The hardware-side error tree. Its names say what happened, so some do not end in Error.

Each class has a stable `code`, says whether a retry helps (`retry`) and whether the environment or
a bug is to blame (`environment`).
"""

from __future__ import annotations

from typing import ClassVar


class RfidError(Exception):
    """Anything that goes wrong between the program and a tag."""

    code: ClassVar[str] = "rfid"
    retry: ClassVar[bool] = False
    environment: ClassVar[bool] = True


class ReaderFault(RfidError):
    """The reader itself is gone, silent or broken: close it and open it again."""

    code = "reader_fault"
    retry = True


class ReaderRefused(RfidError):
    """The reader answered with a status that says the request was wrong."""

    code = "reader_refused"
    environment = False


class FrameError(ReaderFault):
    """Bytes on the line that are no answer to what was asked (length, CRC, command)."""

    code = "frame"


class TagError(RfidError):
    """The reader works, one tag does not do what was asked."""

    code = "tag"


class TagNotAnswering(TagError):
    """The tag left the field, or is too badly placed to answer."""

    code = "tag_not_answering"
    retry = True


class TagRefused(TagError):
    """The tag answered with an error code (ISO/IEC 15693-3, 7.4.2), e.g. a locked block."""

    code = "tag_refused"

    def __init__(self, message: str, iso_error: int) -> None:
        super().__init__(message)
        self.iso_error = iso_error


class TagDataError(RfidError):
    """Memory that is no image of the data model, or values that do not fit into one."""

    code = "tag_data"
    environment = False


class ConfigurationError(RfidError):
    """A reader address or option that cannot be understood; the text says what to write."""

    code = "rfid_configuration"
    environment = False
