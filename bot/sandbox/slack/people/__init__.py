"""The invented people, what they write, and what happens to them and to channels."""
