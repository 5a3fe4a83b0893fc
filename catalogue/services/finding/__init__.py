"""The server's index of titles: what is put into it, and how it follows the change feed."""
