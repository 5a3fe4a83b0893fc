"""What the server must keep to itself: pepper of the PINs, the key of the sidecars, the token of
its own operator. One file, mode 0600, beside the database but never in it.

Losing the file makes every sealed sidecar on its way unreadable and every PIN void: back it up.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from nacl.public import PrivateKey
from nacl.signing import SigningKey
from nacl.utils import random as random_bytes

from catalogue.errors import ServerConfigurationError


@dataclass(frozen=True, slots=True)
class SecretKeys:
    """`pepper` 32 bytes; `box` the X25519 key whose public half stations seal sidecars to."""

    pepper: bytes = field(repr=False)
    box: PrivateKey = field(repr=False)
    admin_token: str = field(repr=False)

    def keyed(self, purpose: str, text: str) -> bytes:
        """HMAC-SHA256 of a text under the pepper, 32 bytes, separate for each purpose."""
        return hmac.digest(self.pepper, f"{purpose}\0{text}".encode(), hashlib.sha256)

    @property
    def fingerprint(self) -> str:
        """What a database remembers its keys by; tells nothing of them."""
        return self.keyed("fingerprint", self.public_key.hex()).hex()

    @property
    def signing_key(self) -> SigningKey:
        """The Ed25519 key staff tokens are signed with, made of the pepper: no file changes."""
        return SigningKey(self.keyed("staff token", ""))

    @property
    def public_key(self) -> bytes:
        """The X25519 key sidecars are sealed to, 32 bytes."""
        return bytes(self.box.public_key)


def new_keys() -> SecretKeys:
    """Fresh keys from the kernel's random numbers."""
    token = base64.urlsafe_b64encode(random_bytes(32)).decode().rstrip("=")
    return SecretKeys(random_bytes(32), PrivateKey.generate(), token)


def load_tag_password(path: Path) -> str:
    """8 hexadecimal digits, in capitals. Raises ServerConfigurationError like `load_keys`; never
    with what stands in the file."""
    try:
        assert_private(path)
        text = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ServerConfigurationError(f"{path}: {error.strerror}") from error
    except ValueError:
        text = ""
    if not re.fullmatch("[0-9A-Fa-f]{8}", text):
        raise ServerConfigurationError(f"{path}: write 8 hexadecimal digits")
    return text.upper()


def load_secret(path: Path) -> str:
    """One line of text. Raises ServerConfigurationError like `load_keys`."""
    try:
        assert_private(path)
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ServerConfigurationError(f"{path}: cannot be read") from error
    if not text or "\n" in text:
        raise ServerConfigurationError(f"{path}: write one line")
    return text


def assert_private(path: Path) -> None:
    """Raises ServerConfigurationError when others than a file's owner may read it; OSError."""
    if path.stat().st_mode & 0o077:
        raise ServerConfigurationError(f"{path}: others may read it; chmod 600 {path}")


def load_keys(path: Path) -> SecretKeys:
    """The keys of a file. Raises ServerConfigurationError when it is unreadable or not such a
    file, or when others than its owner may read it."""
    try:
        assert_private(path)
        data = json.loads(path.read_text(encoding="utf-8"))
        return SecretKeys(
            base64.b64decode(data["pepper"], validate=True),
            PrivateKey(base64.b64decode(data["private_key"], validate=True)),
            str(data["admin_token"]),
        )
    except OSError as error:
        raise ServerConfigurationError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ServerConfigurationError(f"{path}: is not a file of server keys") from error


def load_or_make_keys(path: Path, fingerprint: str = "") -> SecretKeys:
    """The keys of a file, made at the first start. `fingerprint`: of the keys the database was
    first used with, if it was. Raises ServerConfigurationError like `load_keys`, and for the keys
    of another database: with them no PIN fits, and no station's sidecar can be read."""
    if path.exists():
        keys = load_keys(path)
        if fingerprint and not hmac.compare_digest(keys.fingerprint, fingerprint):
            raise ServerConfigurationError(f"{path}: these are not the keys of this database")
        return keys
    if fingerprint:
        raise ServerConfigurationError(
            f"{path}: no such file; copy the keys of this database there (secrets_file)"
        )
    keys = new_keys()
    data = {
        "pepper": base64.b64encode(keys.pepper).decode(),
        "private_key": base64.b64encode(bytes(keys.box)).decode(),
        "admin_token": keys.admin_token,
    }
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(data, file)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ServerConfigurationError(f"{path}: {error.strerror}") from error
    return keys
