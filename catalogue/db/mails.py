"""Table of the mails that wait to go out. Whose it is and what it is about stand there as ids; what
it says is put together when it goes, from what is known then, and stands nowhere."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class MailRow(Base):
    """A mail to a patron's own address; `state`: waiting, sent or failed. `about`: of a receipt
    the check-outs, none once it is sent; `due_ms`: not to be tried before."""

    __tablename__ = "mails"
    __table_args__ = (Index(None, "state", "due_ms"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    patron: Mapped[str] = mapped_column(ForeignKey("patrons.id"), index=True)
    branch: Mapped[str]
    language: Mapped[str]
    about: Mapped[list[str]]
    state: Mapped[str]
    made_ms: Mapped[int]
    due_ms: Mapped[int]
    tries: Mapped[int]
