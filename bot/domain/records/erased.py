"""What stands where words stood that were erased, and what becomes of each kind of value."""

ERASED = "[erased]"


def erased(value: object, *, mark: str = ERASED) -> object:
    """Of words the mark, of a list an empty one, of anything else nothing; of what is empty already, itself."""
    match value:
        case str():
            return mark if value else value
        case list():
            return []
        case _:
            return None
