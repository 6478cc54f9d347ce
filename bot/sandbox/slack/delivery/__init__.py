"""The way to the bot: signed requests with their repeats, or envelopes over WebSockets in Socket Mode."""
