"""Readers behind the PC/SC service: one tag at a time, four ways of reaching ISO 15693."""
