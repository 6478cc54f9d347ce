"""The processes: which parts each runs, its heartbeat, its children, how the sandbox starts them."""
