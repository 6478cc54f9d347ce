"""Views of digests: the page, its figures, and the cases behind one."""
