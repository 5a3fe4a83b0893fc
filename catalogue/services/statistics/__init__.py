"""Numbers of what the town lends: counted from the record, without any person."""
