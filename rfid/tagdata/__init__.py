"""What the memory of a tag says: library data models and their detection."""
