"""Asking of each row whether another table has something for it, by an index and one row at a time.

PostgreSQL would read the whole other table once and keep what it found, which it takes for cheaper where
many rows ask; but that table grows with every ended case, and the rows that ask are those still open.
"""

from sqlalchemy import ColumnElement, exists, literal, select


def has_any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a row that meets these, of which one names the row that asks."""
    return exists(
        select(literal(1)).where(*conditions).offset(0)
    )  # with that it is never turned round
