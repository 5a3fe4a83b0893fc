"""Finding titles: what was typed into words, words into titles, the best first.

Used by the central server and, on the snapshot's file, by every station. Knows no table of the
server's database and no network.
"""
