"""The central server: REST v1 over `catalogue.services`."""
