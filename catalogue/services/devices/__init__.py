"""E-readers and other devices: the workshop, content packs, charters."""
