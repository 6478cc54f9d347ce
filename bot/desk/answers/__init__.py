"""Answers to customers: replies, drafts, where they may appear, undo, receipts, doubts, moderation."""
