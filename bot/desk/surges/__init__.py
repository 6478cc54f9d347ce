"""Surges: many customers at once about one thing, gathered so that they are seen and answered together.

Nothing here changes a case: its clocks, its owner and its place in every count stay. It only stands in a surge,
and can be taken out again. Looking for surges is no part of taking a post in, so that no customer's word
waits for it. Cases are locked first, the lowest number first, then the surge.
"""
