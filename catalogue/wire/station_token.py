"""The token with which a member of staff may change tags at one station, for some hours.

`BT1.` and the URL-safe base64 of an Ed25519 signature (RFC 8032, 64 bytes) before the JSON it is
over. The server signs, a station that is cut off can verify. It holds an id, no name.
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey
from pydantic import Field, ValidationError

from catalogue.wire.v1 import Message, Whole

MAX_HOURS = 12
PREFIX = "BT1."
CONTEXT = b"beaupre staff token 1\0"
"""Goes before what is signed: no other message of this key can be taken for a token."""
SIGNATURE_BYTES = 64
MAX_CHARACTERS = 1024
Name = Annotated[str, Field(min_length=1, max_length=64)]


class StaffToken(Message):
    """What is signed. Good from `from_ms` until before `until_ms`, by the server's clock."""

    station: Name
    staff: Name
    """Id of the member, not her name."""
    right: Name
    from_ms: Whole
    until_ms: Whole


class NotAToken(ValueError):
    """Not a token of this server: another text, another key, or changed."""


def sign(token: StaffToken, key: SigningKey) -> str:
    """The text that is given to staff."""
    body = token.model_dump_json().encode()
    signature = key.sign(CONTEXT + body).signature
    return PREFIX + base64.urlsafe_b64encode(signature + body).decode().rstrip("=")


def read(text: str, key: VerifyKey) -> StaffToken:
    """What the token says, if the key's owner has signed it. Raises NotAToken; whether it is good
    here and now is another question."""
    if not text.startswith(PREFIX) or not text.isascii() or len(text) > MAX_CHARACTERS:
        raise NotAToken("not a staff token")
    packed = text.removeprefix(PREFIX)
    try:
        signed = base64.b64decode(packed + "=" * (-len(packed) % 4), b"-_", validate=True)
        signature, body = signed[:SIGNATURE_BYTES], signed[SIGNATURE_BYTES:]
        key.verify(CONTEXT + body, signature)
        return StaffToken.model_validate_json(body)
    except (binascii.Error, CryptoError, ValueError, ValidationError) as error:
        raise NotAToken("not a staff token of this town's server") from error
