"""What a delivery carries, as a frozen dataclass: written as JSON with its row, read again when it goes."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Self


@dataclass(frozen=True, kw_only=True)
class Payload:
    """Of one kind of delivery. The names of the fields are stored: rows outlive the code."""

    kind: ClassVar[str]

    def stored(self) -> dict[str, Any]:
        """As JSON; what stands at its default is left out."""
        values = ((field, getattr(self, field.name)) for field in fields(self))
        return {
            field.name: value
            for field, value in values
            if field.default is MISSING or value != field.default
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """The fields that were stored; what other code wrote beside them is passed over."""
        return cls(**{f.name: stored[f.name] for f in fields(cls) if f.name in stored})
