"""What every table shares: its base class, with names for constraints, and column types."""

from enum import StrEnum
from typing import Any

from sqlmodel import Enum, Field, SQLModel


class Table(SQLModel):
    """The base of every table."""

    model_config = {"defer_build": True}


class Stored(Table):
    """The base of a table whose rows the database numbers."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def pk(self) -> int:
        """The row's id. Raises ValueError before it was stored, so that no other row refers to nothing."""
        if self.id is None:
            raise ValueError(
                f"This {type(self).__name__} has not been stored yet, so it has no id."
            )
        return self.id


# Each constraint has a name that a migration can use.
Table.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def text_enum(members: type[StrEnum]) -> Enum:
    """A text column that stores a member's value and gives the member back.

    A native enum type would store the member's *name* and could not be extended by a migration.
    """
    return Enum(
        members,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda enum: [member.value for member in enum],
    )


def no_items() -> list[Any]:
    """An empty list, for a column of a list.

    Of ``list`` itself pydantic finds out anew for every row, and slowly, which arguments it takes.
    """
    return []
