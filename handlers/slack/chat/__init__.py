"""What staff press about the secure chat."""
