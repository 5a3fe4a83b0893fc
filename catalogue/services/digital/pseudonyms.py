"""What vendors and counters know patrons by, and where vendors' secrets come from.

A pseudonym is an HMAC under the server's own key, another for each resource: two vendors cannot
find out that they have the same reader, and none finds out who she is. In counters it is another
for each period, so that nothing follows anybody over the years.
"""

from __future__ import annotations

from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from catalogue.errors import ServerConfigurationError
from catalogue.services.secret_keys import SecretKeys, load_secret


class SecretMissing(Exception):
    """No file of that name, or one that cannot be used; the text says why, never what is in it."""


class Pseudonyms:
    """Makes them; seals what the database must not tell."""

    def __init__(self, keys: SecretKeys) -> None:
        self._keys = keys

    def pairwise(self, resource: str, salt: str, patron: str) -> str:
        """Hers at the vendor of one resource, 32 hexadecimal digits, until the salt changes."""
        return self._of("pairwise", resource, salt, patron)

    def counted(self, resource: str, period: str, patron: str) -> str:
        """Hers in the counters of one resource and period."""
        return self._of("counted", resource, period, patron)

    def _of(self, *parts: str) -> str:
        return self._keys.keyed("digital", "\0".join(parts))[:16].hex()

    def seal(self, text: str) -> bytes:
        """Readable with the server's own keys alone."""
        return bytes(self._box().encrypt(text.encode()))

    def unseal(self, sealed: bytes) -> str:
        """What was sealed. Raises SecretMissing where the keys are others."""
        try:
            return self._box().decrypt(sealed).decode()
        except (CryptoError, ValueError) as error:
            raise SecretMissing("sealed under other keys of the server") from error

    def _box(self) -> SecretBox:
        return SecretBox(self._keys.keyed("digital seal", ""))


class Secrets:
    """Vendors' secrets: one file each, mode 0600, in one folder (also systemd's, of
    `LoadCredential`). Read anew each time: another secret needs no restart."""

    def __init__(self, folder: Path, keys: SecretKeys, *, demo: bool = False) -> None:
        """`demo`: what has no file has a secret made of the server's keys."""
        self._folder = folder
        self._keys = keys
        self._demo = demo

    def of(self, name: str) -> str:
        """The secret of that name. Raises SecretMissing."""
        path = self._folder / name
        if not path.exists():
            if self._demo:
                return self._keys.keyed("demo secret", name).hex()
            raise SecretMissing(f"{path}: no such file; write the secret there, mode 0600")
        try:
            return load_secret(path)
        except ServerConfigurationError as error:
            raise SecretMissing(str(error)) from error
