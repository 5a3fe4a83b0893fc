"""OPDS catalogues of e-books: 1.2 (Atom) and 2.0 (JSON), one page or all of them."""
