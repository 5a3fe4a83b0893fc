"""Mails to patrons: what waits to go out, and what it says."""
