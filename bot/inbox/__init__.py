"""What platforms told us: stored before it is acknowledged, settled once, never dropped."""
