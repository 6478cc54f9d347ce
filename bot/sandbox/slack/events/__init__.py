"""Events and how they reach the bot: signed requests, or envelopes in Socket Mode."""
