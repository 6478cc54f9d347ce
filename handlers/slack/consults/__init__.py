"""What is pressed about a question to a specialist team, and in its forms."""
