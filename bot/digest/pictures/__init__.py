"""A report as a picture, drawn in memory."""
