"""Readers and tags: device drivers, tag data models, security bits and their simulators.

An independent library: it knows nothing of patrons, loans or screens.
"""
