"""Letting a blocked author's posts in again: from a case, in the settings, by import, or because the day came.

However a block ends, the author's cases say so and offer what was kept back. It counts from then on.
"""

from collections.abc import Collection, Sequence

from sqlmodel import col, func, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.house import weekly_data
from bot.desk.house.weekly_data import Changed
from bot.desk.messages import blocking, kept_back
from bot.domain.records.cases.case import OPEN_STATES, Case, CaseState
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.weekly_data import BlockedRow, Kind, Row
from bot.language import say
from bot.storage.house import weekly_data as house
from bot.storage.house.weekly_data import Standing
from bot.storage.messages.blocked_posts import count_kept


class NotBlocked(DeskError):
    """There is nothing to lift."""

    def __init__(self) -> None:
        super().__init__(say("This author is not blocked."))


def unblock(desk: Desk, *, case_id: int, by: Actor) -> Author:
    """Lift every block of the author of this case. Raises NoSuchCase, NotForYou, NotBlocked."""
    case, cases = blocking.lock_with_others_of_author(desk, case_id=case_id)
    author = desk.session.get_one(Author, case.author_id)
    found = blocking.standing_blocks(desk, author=author)
    if not found:
        raise NotBlocked
    for entry in found:
        weekly_data.remove(desk, kind=Kind.BLOCKED, entry_id=entry.pk, by=by)
    kept_back.looked_at(desk, author_id=author.pk)
    _offer(desk, cases=cases, kept=count_kept(session=desk.session, author_id=author.pk), by=by)
    return author


def remove(desk: Desk, *, kind: Kind, entry_id: int, by: Actor) -> None:
    """Take an entry of the weekly data away; of a block, let its author in again. Raises NotThere."""
    entry = weekly_data.remove(desk, kind=kind, entry_id=entry_id, by=by)
    _let_in(desk, rows=[house.row_of(entry)], by=by)


def replace(desk: Desk, *, kind: Kind, rows: Sequence[Row], by: Actor) -> Changed:
    """Let the rows of a kind be these and no others; whoever is blocked no more is let in again.
    Raises DoesNotFit."""
    changed = weekly_data.replace(desk, kind=kind, rows=rows, by=by)
    _let_in(desk, rows=changed.removed, by=by)
    return changed


def end_due(desk: Desk, *, limit: int) -> int:
    """Take the blocks away whose day has come; how many. Safe in any number of workers."""
    if not _over(desk):
        return 0
    house.lock(session=desk.session)
    due = _over(desk)[:limit]  # asked again: another worker may have ended them while we waited
    by = Actor.system()
    for entry, _ in due:
        weekly_data.remove(desk, kind=Kind.BLOCKED, entry_id=entry.pk, by=by)
    _let_in(desk, rows=[row for _, row in due], by=by)
    return len(due)


def _over(desk: Desk) -> list[Standing]:
    blocks = house.standing(session=desk.session, kind=Kind.BLOCKED)
    return [each for each in blocks if weekly_data.is_over(each.row, desk.now)]


def _let_in(desk: Desk, *, rows: Sequence[Row], by: Actor) -> None:
    """Whom no other block holds. The weekly data is locked."""
    authors = _authors(desk, {row: None for row in rows if isinstance(row, BlockedRow)})
    cases = _lock_cases(desk, authors=authors)
    for author_id in authors:
        kept = count_kept(session=desk.session, author_id=author_id)
        if by != Actor.system() or not kept:  # a day that came has looked at nothing
            kept_back.looked_at(desk, author_id=author_id)
        told = [case for case in cases if case.author_id == author_id]
        if kept or any(case.state in OPEN_STATES for case in told):
            _offer(desk, cases=told, kept=kept, by=by)


def _offer(desk: Desk, *, cases: Collection[Case], kept: int, by: Actor) -> None:
    for case in cases:
        blocking.tell_case(
            desk, case=case, template="author_unblocked", verb=Trail.UNBLOCK, by=by, count=kept
        )


def _authors(desk: Desk, rows: Collection[BlockedRow]) -> list[int]:
    """The authors of these rows who are known, and blocked by nothing else."""
    found: dict[int, None] = {}
    for row in rows:
        query = select(Author).where(
            Author.channel == row.channel, Author.external_id == row.author_id
        )
        author = desk.session.exec(query).first()
        if author is not None and not blocking.standing_blocks(desk, author=author):
            found[author.pk] = None
    return list(found)


def _lock_cases(desk: Desk, *, authors: Collection[int]) -> list[Case]:
    """Their open cases, locked; of one who has none open, the newest."""
    theirs = select(Case.author_id, Case.id).where(
        col(Case.author_id).in_(authors), Case.state != CaseState.MERGED
    )
    open_ones = theirs.where(col(Case.state).in_(sorted(OPEN_STATES)))
    newest = (
        select(Case.author_id, func.max(Case.id))
        .where(col(Case.author_id).in_(authors), Case.state != CaseState.MERGED)
        .group_by(col(Case.author_id))
    )

    def which() -> list[int]:
        found = [(author, number) for author, number in desk.session.exec(open_ones) if number]
        has_open = {author for author, _ in found}
        ended = [number for author, number in desk.session.exec(newest) if author not in has_open]
        return [*(number for _, number in found), *(number for number in ended if number)]

    return list(case_access.lock_cases(desk.as_system(), which=which).values()) if authors else []
