"""Slack's Web API: the client, the outcomes of a call, people, places, and text as Slack writes it."""
