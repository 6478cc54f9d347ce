"""Webhooks of the public channels: verify, store, answer. Understanding them is the worker's."""
