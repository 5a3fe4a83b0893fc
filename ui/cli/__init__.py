"""The `beaupre` command: a module per group of sub-commands, imported only when used."""
