"""Accounts of patrons: brought in from the town's own system, PINs."""
