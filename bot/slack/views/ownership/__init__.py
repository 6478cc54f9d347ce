"""Views of who has a case: hand-over, absence."""
