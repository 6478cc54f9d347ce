"""What Slack takes and what it refuses: Block Kit, text, length."""
