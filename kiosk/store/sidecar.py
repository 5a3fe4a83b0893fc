"""What a station says of a patron: commitment, sealed sidecar, and its own keyed references.

The card number goes in here and nowhere else; what comes out shows it to nobody on the station.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import rfc8785
from nacl.public import PublicKey, SealedBox

from catalogue.domain.operations import patron_commitment, patron_key

NONCE_BYTES: Final = 16
CARD_KEY_HEX: Final = 16
"""64 bits: what the snapshot's cards are known by."""


@dataclass(frozen=True, slots=True)
class SealedPatron:
    """`commitment` is hashed with the record, `sidecar` (base64) travels beside it."""

    commitment: str
    sidecar: str


def seal_patron(
    card: str,
    server_public_key: bytes,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> SealedPatron:
    """Commit to the card with a fresh nonce and seal both to the server's X25519 key (32 bytes).
    The box holds the JSON `{"key": "card:NUMBER", "nonce": hex32}`."""
    nonce = random_bytes(NONCE_BYTES)
    key = patron_key(card)
    plain = rfc8785.dumps({"key": key.decode(), "nonce": nonce.hex()})
    box = SealedBox(PublicKey(server_public_key)).encrypt(plain)
    return SealedPatron(patron_commitment(nonce, key), base64.b64encode(box).decode())


def patron_ref(station_key: bytes, card: str) -> str:
    """HMAC-SHA256(station key, card number), hexadecimal: for caps and the station's own view."""
    return hmac.new(station_key, card.encode(), hashlib.sha256).hexdigest()


def card_key(station_key: bytes, card: str) -> str:
    """`patron_ref` cut to 64 bits: the key of a card in the snapshot."""
    return patron_ref(station_key, card)[:CARD_KEY_HEX]
