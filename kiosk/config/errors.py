"""What can be wrong with a kiosk's configuration."""

from __future__ import annotations

from typing import ClassVar


class ConfigError(Exception):
    """A setting that cannot be: one line that names the file, the key and what to write."""

    code: ClassVar[str] = "kiosk_configuration"
    retry: ClassVar[bool] = False
    environment: ClassVar[bool] = False
