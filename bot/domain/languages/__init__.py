"""Languages of customers: what they are called, in which letters they are written, how one is told from another.

What Earshot itself speaks is ``bot.language``.
"""
