"""Whether an address of a database is one that Earshot can open. It is never repeated: a password stands in it."""

_DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg")


def check(address: str) -> None:
    """Raises ValueError with what is wrong."""
    from sqlalchemy.engine import make_url  # takes a while, and most commands need no database
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise ValueError("this is no address of a database") from None
    if url.drivername not in _DATABASES:
        raise ValueError(f"Earshot keeps nothing in “{url.drivername}”")
    if url.port is not None and not 0 < url.port < 65536:
        raise ValueError(f"there is no port {url.port}; the last one is 65535")
