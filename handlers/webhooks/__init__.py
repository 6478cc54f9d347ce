"""Webhooks of the public channels: verify, store, 200."""
