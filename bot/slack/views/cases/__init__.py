"""Views of a case: its forms, its row in a list, its alerts, its customer."""
