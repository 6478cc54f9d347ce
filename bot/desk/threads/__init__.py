"""What a change shows in Slack: case threads, what is posted in them, and the places they stand in."""
