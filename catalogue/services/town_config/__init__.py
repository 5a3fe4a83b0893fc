"""Setting up a town from one file: its model, reading and writing it, what it would change, and the
numbered versions of what was applied. Used by `beaupre config` and the demo town."""
