"""What a channel can do, and what comes in from one."""
