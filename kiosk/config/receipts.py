"""`[receipts]` of kiosk.toml: which ways a receipt is had, and what it is like on paper.

[receipts]
offer = ["paper", "mail", "screen", "none"]
default = "paper"
width_mm = 58
templates = "/etc/beaupre/receipts"
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kiosk.devices.printing import PaperSettings
from kiosk.session.receipt_state import By, Per, ReceiptPolicy

COLUMNS: Final = {80: 42, 58: 32}
"""Of font A, which every printer of that width has room for."""


class ReceiptSettings(BaseModel):
    """As it stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    offer: Annotated[tuple[By, ...], Field(min_length=1)] = tuple(By)
    """In the order of the page; paper is offered where there is a printer, mail where the server
    sends any and the account has an address."""
    default: By = By.PAPER
    """Has the focus; where it cannot be had, the first that can."""
    ask: bool = True
    """False: the default is given unasked."""
    per: Per = Per.SESSION
    """transaction: of several cards each has hers before the next has its turn; item: a slip of
    paper for each thing."""
    returns: bool = True
    """Also for what was brought back."""
    names: bool = False
    """First name and initial on paper. Never a card number."""
    width_mm: Literal[58, 80] = 80
    columns: Annotated[int, Field(ge=24, le=64)] | None = None
    """Letters a line; by default 42 on 80 mm, 32 on 58 mm."""
    cut: Literal["full", "partial", "none"] = "full"
    code_pages: Annotated[tuple[str, ...], Field(min_length=1)] = ("CP858",)
    """Those the printer has, the usual one first."""
    templates: Path | None = None
    """A folder with the town's own templates and words."""
    font: Path | None = None
    """Letters of other scripts, for lines printed as a picture."""

    @field_validator("code_pages")
    @classmethod
    def _are_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            try:
                codecs.lookup(name.lower().replace("iso_", "iso"))
            except LookupError:
                raise ValueError(f"{name}: no code page, write CP858 or CP1252") from None
        return tuple(name.upper() for name in value)

    @model_validator(mode="after")
    def _default_is_offered(self) -> Self:
        if "offer" in self.model_fields_set and self.default not in self.offer:
            raise ValueError("default: is not among what is offered")
        return self

    def policy(self, *, printer: bool) -> ReceiptPolicy:
        """For the session machine."""
        offer = tuple(by for by in self.offer if printer or by is not By.PAPER)
        return ReceiptPolicy(
            offer=offer,
            default=self.default,
            ask=self.ask,
            per=self.per,
            returns=self.returns,
            names=self.names,
        )

    def paper(self, fonts: Path | None) -> PaperSettings:
        """For the printer; `fonts`: a folder with letters."""
        return PaperSettings(
            columns=self.columns or COLUMNS[self.width_mm],
            cut=self.cut,
            code_pages=self.code_pages,
            fonts=fonts,
            more_letters=self.font,
        )
