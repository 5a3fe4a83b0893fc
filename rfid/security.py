"""What a site calls its own and how it marks a tag secured or on loan.

Source: ISO 28560-1 leaves the security method to the site; the AFI values are ISO/IEC 15961-2
(07 in stock, C2 circulating). EAS comes beside it in the same policy when a site uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rfid.errors import ConfigurationError
from rfid.types import Afi, Security

AFI_IN_STOCK = Afi(0x07)
AFI_CIRCULATING = Afi(0xC2)
SHORT_OWNER = 11
"""A tag of 32 bytes holds only so much of the owner code (ISO 28560-3, layout for 32 bytes)."""


@dataclass(frozen=True, slots=True)
class SitePolicy:
    """`owners` are the ISIL codes on the site's own tags; none given accepts every library."""

    owners: tuple[str, ...]
    afi_secured: Afi = AFI_IN_STOCK
    afi_on_loan: Afi = AFI_CIRCULATING

    def __post_init__(self) -> None:
        if self.afi_secured == self.afi_on_loan:
            raise ConfigurationError("afi_secured and afi_on_loan are the same: write two values")
        for value in (self.afi_secured, self.afi_on_loan):
            if not 0 <= value <= 0xFF:
                raise ConfigurationError(f"AFI {value} is no byte: write a value from 00 to FF")

    def security_of(self, afi: Afi) -> Security | None:
        """What the AFI means here; None if it is neither value."""
        return {self.afi_secured: Security.SECURED, self.afi_on_loan: Security.ON_LOAN}.get(afi)

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
