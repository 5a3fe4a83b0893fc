"""MARC 21 and UNIMARC, as ISO 2709 and as MARCXML or marcxchange, into feed records. Pure."""
