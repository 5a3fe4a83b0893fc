"""What is known of patrons and when it is forgotten: retention, erasure, access, history."""
