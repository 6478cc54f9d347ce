"""Everything the outside world can reach: verify, parse, one desk call, answer."""
