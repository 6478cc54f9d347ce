"""Everything the outside world can reach: verify, parse, one desk call, answer."""

VERSION = "0.1.0"
