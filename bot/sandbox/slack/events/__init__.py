"""What the bot is told of: messages and Home, people, channels and groups, in Slack's envelope."""
