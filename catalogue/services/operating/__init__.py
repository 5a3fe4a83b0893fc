"""What an operator needs beyond circulation: backups, checks, exports, the health of stations."""
