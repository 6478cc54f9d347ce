"""What must be loud and what comes first: concepts, signals, topics, surges, priorities."""
