"""What the worker does by itself: ticks, polling, reading the inbox, refreshing."""
