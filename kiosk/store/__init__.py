"""What a station keeps on disk: `journal.db` (its own operations, never lost) and `snapshot.db`
(the town as it was told, deletable). No name, no PIN, no card number is in either."""
