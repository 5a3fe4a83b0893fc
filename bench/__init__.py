"""How quick it is: one script for each figure of docs/performance.md, each printing its JSON.

Run one with `python -m bench NAME`, all with `make bench`. Nothing here is part of the
product or of the tests: a time measured on a busy machine is no verdict.
"""
