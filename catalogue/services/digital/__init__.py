"""Use cases of what the card opens online: its file, launches, limits and numbers, CAS and OpenID
Connect, e-books. docs/digital.md tells it from outside."""
