"""The large town's rows as documents, one a line, for the comparison by hand with PouchDB's
replication (bench/README.md): `python -m bench.replication_rows FILE`."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from bench.first_sync import place, rows_of
from bench.town import scratch


def write_rows(file: Path) -> int:
    """Write them; returns how many."""
    with scratch() as folder, place(folder, tiny=False) as at, closing(at.client()) as client:
        rows = rows_of(list(client.snapshot()))
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for table, (columns, values) in rows.items():
            for key, *fields in values:
                row = {k: v for k, v in zip(columns, fields, strict=True) if v is not None}
                document = {"_id": f"{table}:{key}", "table": table, **row}
                out.write(json.dumps(document, ensure_ascii=False) + "\n")
                count += 1
    return count


if __name__ == "__main__":
    print(write_rows(Path(sys.argv[1])))  # noqa: T201 - its only word
