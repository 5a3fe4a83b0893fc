"""OAI-PMH 2.0: pages of records, their metadata formats, and the harvest of a server."""
