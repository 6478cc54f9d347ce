"""Finding cases and putting them in order: search, worklist, signals, and what was meant for others."""
