"""The central catalogue and circulation: domain, database, server, clients.

An independent library: it knows nothing of readers, tags or screens.
"""
