"""Answers: the reply form and its drafts, approvals, doubts, answers given elsewhere."""
