"""What is promised about sending: intent before a byte leaves, four outcomes, doubt read back, order kept."""
