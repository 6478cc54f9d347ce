"""Views of the house itself: its alarms."""
