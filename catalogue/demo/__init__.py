"""The town a demonstration runs in: one TOML file, two CSV files and what reads them.

Data, not circulation: seeding a database from it is the server's work.
"""
