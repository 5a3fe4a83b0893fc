"""The town's record on disk: tables, transactions, migrations. Used by `catalogue.services`."""
