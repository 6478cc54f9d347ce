"""Listening: what a customer's words are about, as a suggestion that a person confirms."""
