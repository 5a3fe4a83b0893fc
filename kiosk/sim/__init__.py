"""Devices that are not there: for demonstrations and tests."""
