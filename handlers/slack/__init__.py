"""Slack, by verb family: a verb's button, form and shortcut side by side."""
