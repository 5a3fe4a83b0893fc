"""What the card opens online: what is valid now, how much of it is left, and e-books. Pure."""
