"""What people write, and what happens to them and to channels."""
