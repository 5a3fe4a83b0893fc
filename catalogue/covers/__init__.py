"""Covers of titles: fetched pictures, scaled; where there is none, a drawn one. The drawing is pure
and the same for the kiosk and the desk, where Qt paints it, and the portal (SVG)."""
