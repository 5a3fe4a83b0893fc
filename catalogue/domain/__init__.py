"""Plain values and pure rules of a library; the standard library and small value libraries only."""
