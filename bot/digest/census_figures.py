"""What a census found, as a digest keeps it and the command prints it."""

from pydantic import AwareDatetime
from sqlmodel import Session

from bot.domain.frozen import Frozen
from bot.domain.records.census import Census
from bot.storage.house.censuses import newest


class Counted(Frozen):
    """What a census found, as a digest keeps it."""

    since: AwareDatetime
    until: AwareDatetime
    taken_at: AwareDatetime
    heard: int = 0
    mirrored: int = 0
    unshown: int = 0
    answered: int = 0
    waiting: int = 0
    on_its_way: int = 0
    aside: dict[str, int] = {}
    late: int = 0
    lost: int = 0
    not_in_slack: int = 0
    is_whole: bool = True
    has_gaps: bool = False


def counted(census: Census) -> Counted:
    """The figures of a census."""
    return Counted.model_validate(census, from_attributes=True)


def counted_last(*, session: Session) -> Counted | None:
    """Those of the last one that was taken; None where none was."""
    census = newest(session=session)
    return None if census is None else counted(census)
