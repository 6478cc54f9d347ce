"""Clicks, forms, shortcuts and commands, their payloads, and what the person saw of the answer."""
