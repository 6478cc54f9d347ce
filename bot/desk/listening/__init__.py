"""What the stream means: suggestions with their reason, which a person confirms."""
