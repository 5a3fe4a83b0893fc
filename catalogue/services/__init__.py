"""Use cases over the database: what `catalogue.server` offers, without HTTP."""
