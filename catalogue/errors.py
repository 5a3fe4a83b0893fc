"""The fault tree of the catalogue: of the server, its database, and the client that talks to it.

Each class has a stable `code`, says whether a retry helps (`retry`) and whether the environment or
a bug is to blame (`environment`). Refusals of a loan are values (`catalogue.domain.denial`).
"""

from __future__ import annotations

from typing import ClassVar

from catalogue.wire.v1 import Problem


class CatalogueError(Exception):
    """Anything that goes wrong between a caller and the town's record."""

    code: ClassVar[str] = "catalogue"
    retry: ClassVar[bool] = False
    environment: ClassVar[bool] = True


class CentralError(CatalogueError):
    """The central server did not do what was asked."""

    code = "central"


class Unreachable(CentralError):
    """No connection came about: what was asked was certainly not done."""

    code = "central_unreachable"
    retry = True


class Ambiguous(CentralError):
    """The request was sent and no usable answer came: it may have been done, or not."""

    code = "central_ambiguous"
    retry = True


class Refused(CentralError):
    """The server understood and said no; `problem` says why. The same request gets the same no."""

    code = "central_refused"
    environment = False

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.title}")
        self.problem = problem


class Unauthorised(CentralError):
    """The server does not know this station's token, or has revoked it: enrol again."""

    code = "central_unauthorised"


class DatabaseInUse(CatalogueError):
    """Another server process has this database open; there is only ever one on SQLite."""

    code = "database_in_use"
    retry = True


class DatabaseUnusable(CatalogueError):
    """The database cannot be opened, or is of a newer version than this program."""

    code = "database_unusable"


class DatabaseUnreachable(CatalogueError):
    """The database is away for now; what was asked may have been done or not, as a station finds
    out by asking again."""

    code = "database_unreachable"
    retry = True


class DatabaseBusy(DatabaseUnreachable):
    """The database is there and does not get round to it."""

    code = "database_busy"


class DatabaseContended(DatabaseBusy):
    """Two transactions stood in each other's way and this one gave in: nothing of it was done."""


class ServerConfigurationError(CatalogueError):
    """A setting of the server that cannot be; the text is one line and names it."""

    code = "server_configuration"


class RecordBroken(CatalogueError):
    """recorded = applied + superseded + conflict + malformed does not hold: nothing is stored."""

    code = "record_broken"
    environment = False
