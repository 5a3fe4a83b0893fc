"""Records of other systems, read: MARC, OAI-PMH, OPDS, CSV. No database here."""
