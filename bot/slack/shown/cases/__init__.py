"""A case as views show it, and what stands around it."""
