"""What a site says of one kiosk: `kiosk.toml`, and what enrolment gave it."""

from kiosk.config.errors import ConfigError
from kiosk.config.model import KioskConfig, load_config

__all__ = ["ConfigError", "KioskConfig", "load_config"]
