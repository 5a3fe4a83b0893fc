"""Table of the calls for help that patrons make at a station. No patron is in it."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class HelpCallRow(Base):
    """Somebody at a station asks for a person; over when `ended_ms` is set. `page`: where the
    kiosk stood, as a word of its own."""

    __tablename__ = "help_calls"
    __table_args__ = (Index(None, "ended_ms", "made_ms"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    station: Mapped[str]
    branch: Mapped[str]
    page: Mapped[str]
    made_ms: Mapped[int]
    coming_by: Mapped[str | None]
    coming_ms: Mapped[int | None]
    ended_ms: Mapped[int | None]
