"""What a change or an object of a Page's public side says, before it is given a meaning."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.channels.inbound import Happening, Person


@dataclass(frozen=True)
class Told:
    """A post, a comment or a recommendation, and what happened to it."""

    happening: Happening
    object_id: str
    post_id: str
    parent_id: str | None
    author: Person | None
    text: str
    attachments: tuple[dict[str, Any], ...]
    at: datetime
    permalink: str
    answerable: bool = True
    first_at: datetime | None = None  # of a change: when the thing itself was made
