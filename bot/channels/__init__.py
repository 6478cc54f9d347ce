"""The public channels. A channel is one folder that passes the channel contract tests."""
