"""What changes in the workspace: people, channels, private channels."""
