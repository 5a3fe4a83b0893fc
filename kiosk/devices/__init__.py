"""What hangs on a station beside its readers, and how it is doing."""
