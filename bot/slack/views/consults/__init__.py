"""A question to a specialist team as people see it: its post, its forms, what the thread says of it."""
