"""Answers to customers: replies, where they may appear, approvals, undo, receipts, doubts."""
