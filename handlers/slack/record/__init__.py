"""What is taken out of the record, asked for in Slack."""
