"""The Home tab and the lead's board."""
