"""Writing a tag so that it is never left worse than it was found."""
