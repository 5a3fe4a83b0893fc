"""The kiosk's face: view models over `kiosk.session`, QML pages, scanner, demo socket and drawer.

Not here: any decision of a session (`kiosk.session`), any device or network (`kiosk.station`).
"""

from __future__ import annotations

from pathlib import Path

WORDS = Path(__file__).parent / "i18n"
"""The catalogues of the kiosk."""
