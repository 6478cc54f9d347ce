"""A case file: what stands in it, how it is packed, and how it is checked without the database. Pure."""
