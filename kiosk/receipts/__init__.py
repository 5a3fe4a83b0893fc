"""What a patron takes home on paper."""
