"""One patron at one kiosk, as a pure state machine."""
