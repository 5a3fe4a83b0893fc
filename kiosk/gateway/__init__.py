"""Whom a station asks about a patron and a loan: the central server, or its own rules."""
