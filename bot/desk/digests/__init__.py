"""Digests: issued once for each period, whatever dies on the way."""
