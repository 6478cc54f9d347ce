"""Answers: drafts, locks, replies, approvals, removals, and what was answered before."""
