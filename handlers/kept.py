"""What a process made when it started stays until it ends."""

import gc


def keep_what_is_there() -> None:
    """Have the collector of garbage never look through it again: that takes 0.15 s each time, and nobody is
    answered meanwhile."""
    gc.collect()
    gc.freeze()
