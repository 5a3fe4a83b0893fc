"""Is a staff token good at this station, now? Decided without the server.

The station's clock is what it last measured against the server's; one that never did, or lost it
with its battery, knows no time and lets nobody in.
"""

from __future__ import annotations

from nacl.signing import VerifyKey

from catalogue.domain.rights import Right
from catalogue.wire.station_token import NotAToken, read
from kiosk.store.clock import Stamp


class TokenRefused(Exception):
    """The token is not good here and now; the text says why and what to do."""


def staff_of(text: str, station: str, right: Right, key: bytes, now: Stamp) -> str:
    """Id of the member of staff who may do this here. `key`: the server's Ed25519 key, 32 bytes.
    Raises TokenRefused; never with the token in it.

    Within the doubt of the clock a token may have begun, and must not have ended."""
    try:
        token = read(text, VerifyKey(key))
    except NotAToken as error:
        raise TokenRefused(str(error)) from error
    if token.station != station:
        raise TokenRefused("this staff token is for another station")
    if token.right != right:
        raise TokenRefused(f"this staff token is not for “{right}”")
    if now.offset_ms is None or now.error_ms is None:
        raise TokenRefused(
            "this station does not know the time: it must reach the server once before a staff "
            "token is good here"
        )
    at_ms = now.wall_ms + now.offset_ms
    if at_ms + now.error_ms < token.from_ms:
        raise TokenRefused("this staff token is not good yet")
    if at_ms + now.error_ms >= token.until_ms:
        raise TokenRefused("this staff token has ended: have another made")
    return token.staff
