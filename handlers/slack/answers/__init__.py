"""Answers: the reply form and its drafts, doubts, moderation, answers given elsewhere."""
