"""Staff: their accounts and roles, their passwords, and their sessions."""
