"""Taking our answer down or hiding a post: the form, and what the thread says."""
