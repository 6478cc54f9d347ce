"""What `/case` understands: the words and filters of a search."""
