"""A case, and what people and rules say of it: closure, merge, link, note, snooze, signal, topic."""
