"""Readers and tags: device drivers, tag data models, security bits and their simulators.

An independent library: it knows nothing of patrons, loans or screens.
"""

import logging

# A library stays silent unless the program that uses it configures logging.
logging.getLogger(__name__).addHandler(logging.NullHandler())
