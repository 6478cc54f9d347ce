"""What may go out in an answer, and what waits for a second person."""
