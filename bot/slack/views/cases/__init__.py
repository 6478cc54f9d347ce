"""Views of a case: its headline, its thread, its menus and forms."""
