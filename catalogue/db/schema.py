"""All tables at once: import this module where the whole metadata is needed."""

from __future__ import annotations

from catalogue.db import (
    calls,
    devices,
    digital,
    doubled,
    holdings,
    importing,
    mails,
    money,
    operating,
    people,
    present,
    privacy,
    record,
    staff,
    town,
)
from catalogue.db.base import Base

MODULES = (
    calls,
    *(
        devices,
        digital,
        doubled,
        holdings,
        importing,
        mails,
        people,
        record,
        present,
        money,
        operating,
    ),
    *(privacy, staff, town),
)
METADATA = Base.metadata
