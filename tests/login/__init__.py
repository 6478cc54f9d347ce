"""The bank's own login: a certified provider in a process of its own, and one that cheats."""
