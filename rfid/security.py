"""What a site calls its own and how it marks a tag secured or on loan.

Source: ISO 28560-1 leaves the security method to the site; the AFI values are ISO/IEC 15961-2
(07 in stock, C2 circulating); EAS is the bit of NXP's ICODE tags (data sheet SLIX, section 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rfid.errors import ConfigurationError
from rfid.types import Afi, Security, Uid

AFI_IN_STOCK = Afi(0x07)
AFI_CIRCULATING = Afi(0xC2)
SHORT_OWNER = 11
"""A tag of 32 bytes holds only so much of the owner code (ISO 28560-3, layout for 32 bytes)."""
NXP = 0x04
"""Second byte of a UID: the maker whose tags have EAS (ISO/IEC 7816-6)."""


class SecurityMethod(StrEnum):
    """What the site's gates go by."""

    AFI = "afi"
    EAS = "eas"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a gate can go by, as read from one tag. `eas` is None where it was not asked, or where
    tag or reader cannot tell, `afi` where they cannot."""

    afi: Afi | None
    eas: bool | None = None


@dataclass(frozen=True, slots=True)
class SitePolicy:
    """`owners` are the ISIL codes on the site's own tags; none given accepts every library.

    With `method` both, a tag is secured when AFI and EAS say so, and on loan when both say so; in
    between it is neither. A tag that has no EAS, or lies on a reader that knows none, goes by its
    AFI there.
    """

    owners: tuple[str, ...]
    afi_secured: Afi = AFI_IN_STOCK
    afi_on_loan: Afi = AFI_CIRCULATING
    method: SecurityMethod = SecurityMethod.AFI

    def __post_init__(self) -> None:
        if self.afi_secured == self.afi_on_loan:
            raise ConfigurationError("afi_secured and afi_on_loan are the same: write two values")
        for value in (self.afi_secured, self.afi_on_loan):
            if not 0 <= value <= 0xFF:
                raise ConfigurationError(f"AFI {value} is no byte: write a value from 00 to FF")

    @property
    def writes_afi(self) -> bool:
        """Whether the gates look at the AFI."""
        return self.method is not SecurityMethod.EAS

    def asks_eas(self, uid: Uid) -> bool:
        """Whether the gates look at EAS and this tag has it."""
        return self.method is not SecurityMethod.AFI and uid.value[1] == NXP

    def security_of(self, afi: Afi | None, eas: bool | None = None) -> Security | None:
        """What the marks of a tag mean here; None if they are neither of the two, or each says
        something else, or the one that counts is not known."""
        by_eas = None if eas is None else (Security.SECURED if eas else Security.ON_LOAN)
        if self.method is SecurityMethod.EAS:
            return by_eas
        values = {self.afi_secured: Security.SECURED, self.afi_on_loan: Security.ON_LOAN}
        by_afi = None if afi is None else values.get(afi)
        if self.method is SecurityMethod.AFI or by_eas is None:
            return by_afi
        return by_afi if by_afi is by_eas else None

    def means(self, marks: Marks) -> Security | None:
        """`security_of`, of marks."""
        return self.security_of(marks.afi, marks.eas)

    def afi_for(self, security: Security) -> Afi:
        """The value to write."""
        return self.afi_secured if security is Security.SECURED else self.afi_on_loan

    def owns(self, owner: str) -> bool:
        """Whether a tag with this owner is the site's own; hyphen and case do not matter, because
        writers drop the ISIL's hyphen or keep it."""
        code = _plain(owner)
        ours = [_plain(each) for each in self.owners]
        return not ours or any(
            code == each or (len(code) == SHORT_OWNER and each.startswith(code)) for each in ours
        )


def _plain(owner: str) -> str:
    return owner.replace("-", "").replace(" ", "").upper()
