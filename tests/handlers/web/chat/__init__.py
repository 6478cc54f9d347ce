"""The page of the secure chat: its routes, its headers, who it lets do what, and what it shows."""
