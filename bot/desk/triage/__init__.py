"""What comes first: the priority of a case."""
