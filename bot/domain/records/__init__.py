"""The tables, which are the objects of the domain: a case, its messages, claims, replies and the rest."""
