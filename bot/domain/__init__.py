"""The rules of the desk: pure, quick to test, and the tables that are the domain's objects.

Nothing here reads a clock, an environment or a database; the time is an argument.
"""
