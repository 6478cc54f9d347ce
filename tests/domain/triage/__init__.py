"""What comes first, and by which words."""
