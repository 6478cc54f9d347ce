"""Taking our answer down, hiding a post, and what a removed answer means."""
