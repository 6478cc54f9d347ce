"""Blocking an author: what they post later is kept, masked, and set aside; it is never dropped.

It is listed, read, counted in the digest, and taken in after all if somebody says so. Cases that are
open stay as they are, and count what is kept back.
"""

from datetime import datetime, timedelta
from typing import Unpack

from sqlalchemy import func, literal
from sqlmodel import and_, col, or_, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.house import weekly_data
from bot.desk.messages import kept_back
from bot.desk.threads.thread_events import may_repeat, tell
from bot.domain.channels.inbound import Context, Happening, Inbound, Person
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import OPEN_STATES, Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.weekly_data import BlockedRow, Kind
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.language import say
from bot.outbox.kinds import EventDetails
from bot.storage.house import weekly_data as house
from bot.storage.record.audit import HOUSE

_LONGEST = timedelta(days=366)


class AlreadyBlocked(DeskError):
    """A block of this author stands. Without their name, which is public text."""

    def __init__(self) -> None:
        super().__init__(say("This author is blocked already."))


class NoReason(DeskError):
    """A block without a reason, or until a moment that makes no sense."""


class NothingKept(DeskError):
    """Everything the author wrote is in a case, or was taken down."""

    def __init__(self) -> None:
        super().__init__(say("Nothing of this author is kept back any more."))


class NoSuchPost(DeskError):
    """No post of that number was set aside, or it has been taken in, or taken down."""

    def __init__(self, number: int) -> None:
        super().__init__(say("No post {number} is set aside.", number=number))


def block(desk: Desk, *, case_id: int, reason: str, until: datetime | None, by: Actor) -> Author:
    """Set aside what the author of this case posts from now on. Raises NoSuchCase, NoReason, AlreadyBlocked."""
    case, cases = lock_with_others_of_author(desk, case_id=case_id)
    author = desk.session.get_one(Author, case.author_id)
    if not reason.strip():
        raise NoReason(say("Say why: the reason stands in the list and in the record."))
    if until is not None and not desk.now < until <= desk.now + _LONGEST:
        raise NoReason(say("Choose a moment within the next year, or none."))
    if standing_blocks(desk, author=author):
        raise AlreadyBlocked
    words = mask_all(reason.strip()[:500], regions=desk.rules.regions(case.brand))
    row = BlockedRow(
        channel=author.channel, author_id=author.external_id, reason=words, until=until
    )
    weekly_data.add(desk, kind=Kind.BLOCKED, row=row, by=by)
    for each in cases:
        said = words if may_repeat(desk, one=each, other=case, typed_in=case) else ""
        tell_case(
            desk, case=each, template="author_blocked", verb=Trail.BLOCK, by=by, explanation=said
        )
    return author


def keep_back(desk: Desk, *, inbound: Inbound, author: Author) -> BlockedPost | None:
    """Keep a post of a blocked author, or a change of one that was kept; None for anybody else's.

    Safe to repeat.
    """
    known = kept(desk, inbound=inbound)
    if known is not None and known.taken_in_at is not None:
        return None
    if known is None and not is_blocked(desk, author=author):
        return None
    route = desk.rules.route_for(inbound.channel, inbound.account)
    masked = _masked(inbound, regions=desk.rules.regions(route.brand))
    row = known or BlockedPost(
        channel=inbound.channel,
        account=inbound.account,
        external_id=inbound.external_id,
        author_id=author.pk,
        brand=route.brand,
        surface=str(inbound.surface),
        text="",
        posted_at=inbound.posted_at,
        received_at=desk.now,
    )
    if row.deleted_at is None:
        row.text = masked.text
        row.told = masked.model_dump(mode="json")
        row.told["happening"] = str(Happening.POSTED)
    desk.session.add(row)
    desk.session.flush()
    if row.deleted_at is None:
        kept_back.told(desk, post=row, inbound=inbound, is_new=known is None)
    return row


def take_down(desk: Desk, *, inbound: Inbound) -> bool:
    """The author removed a post that was set aside: its words go. False when there is none.

    Its row is locked, for a colleague may be taking it in.
    """
    row = kept(desk, inbound=inbound, lock=True)
    if row is None or row.taken_in_at is not None:
        return False
    row.text = ""
    row.told = {}
    row.deleted_at = inbound.at
    desk.session.add(row)
    kept_back.fewer(desk, author_id=row.author_id)
    return True


def kept(desk: Desk, *, inbound: Inbound, lock: bool = False) -> BlockedPost | None:
    """A post that was set aside, by the channel's own id, whichever account of the brand met it."""
    brand = desk.rules.route_for(inbound.channel, inbound.account).brand
    of_brand = and_(
        col(BlockedPost.brand) == brand,
        col(BlockedPost.surface) == str(Surface.PUBLIC),
        literal(bool(brand) and inbound.surface == Surface.PUBLIC),
    )
    query = select(BlockedPost).where(
        BlockedPost.channel == inbound.channel,
        or_(BlockedPost.account == inbound.account, of_brand),
        BlockedPost.external_id == inbound.external_id,
    )
    query = query.with_for_update() if lock else query
    return desk.session.exec(query, execution_options={"populate_existing": True}).first()


def to_take_in(desk: Desk, *, post_id: int) -> tuple[BlockedPost, Inbound]:
    """Lock a post that may still be taken in; return it and what the channel told of it. Raises NoSuchPost.

    Its author is locked first, as by whoever tells a change of it.
    """
    seen = desk.session.get(BlockedPost, post_id)
    if seen is not None:
        desk.session.get(
            Author, seen.author_id, with_for_update={"key_share": True}, populate_existing=True
        )
    row = desk.session.get(BlockedPost, post_id, with_for_update=True, populate_existing=True)
    if row is None or row.deleted_at is not None or row.taken_in_at is not None:
        raise NoSuchPost(post_id)
    return row, Inbound.model_validate(row.told)


def taken_in(desk: Desk, *, post: BlockedPost, case_id: int | None, by: Actor) -> None:
    """Write down that it was; its words stand in the case from now on."""
    post.taken_in_at = desk.now
    post.taken_in_by = str(by)
    post.case_id = case_id
    post.text = ""
    post.told = {}
    desk.session.add(post)
    kept_back.fewer(desk, author_id=post.author_id)
    desk.record(case_id or HOUSE, Trail.BLOCKED_POST_TAKEN_IN, by=by, post=post.id)


def posts(desk: Desk, *, author_id: int | None = None, limit: int = 50) -> list[BlockedPost]:
    """What is set aside now, the newest first."""
    query = select(BlockedPost).where(col(BlockedPost.taken_in_at).is_(None))
    if author_id is not None:
        query = query.where(BlockedPost.author_id == author_id)
    return list(desk.session.exec(query.order_by(col(BlockedPost.id).desc()).limit(limit)))


def count(desk: Desk) -> int:
    """How many posts are set aside now."""
    query = select(func.count()).where(col(BlockedPost.taken_in_at).is_(None))
    return desk.session.scalar(query) or 0


def is_blocked(desk: Desk, *, author: Author) -> bool:
    """Whether a block of this author stands now."""
    return desk.rules.data.is_blocked(author.channel, author.external_id, desk.now)


def lock_with_others_of_author(desk: Desk, *, case_id: int) -> tuple[Case, list[Case]]:
    """Lock the case with its author's open ones, and return it, and all of which are told; before them
    the weekly data, which others lock before they touch a case. Raises NoSuchCase, NotForYou."""
    house.lock(session=desk.session)
    of_author = select(Case.author_id).where(Case.id == case_id).scalar_subquery()
    theirs = select(Case.id).where(
        Case.author_id == of_author, col(Case.state).in_(sorted(OPEN_STATES))
    )
    locked = case_access.lock_cases(
        desk.as_system(),  # whoever may see this one may block; the others say no word
        which=lambda: [case_id, *(number for number in desk.session.exec(theirs) if number)],
    )
    return case_access.lock_case(desk, case_id=case_id), list(locked.values())


def standing_blocks(desk: Desk, *, author: Author) -> list[HouseEntry]:
    """The entries that block this author now."""
    return [
        entry
        for entry, row in house.standing(session=desk.session, kind=Kind.BLOCKED)
        if isinstance(row, BlockedRow)
        and (row.channel, row.author_id) == (author.channel, author.external_id)
        and not weekly_data.is_over(row, desk.now)
    ]


def tell_case(
    desk: Desk,
    *,
    case: Case,
    template: str,
    verb: Trail,
    by: Actor,
    **details: Unpack[EventDetails],
) -> None:
    """Write down in a locked case that its author was blocked or unblocked, and say so in its thread."""
    case.touch()
    desk.session.add(case)
    desk.record(case.number, verb, by=by, author=case.author_id)
    tell(desk, case=case, template=template, by=by, **details)


def _masked(inbound: Inbound, *, regions: tuple[str, ...]) -> Inbound:
    """The same happening with nothing in it that a table may not keep."""

    def mask(words: str) -> str:
        return mask_all(words, regions=regions)

    person, context = inbound.author, inbound.context
    return inbound.model_copy(
        update={
            "text": mask(inbound.text),
            "author": Person(
                external_id=person.external_id, handle=mask(person.handle), name=mask(person.name)
            )
            if person
            else None,
            "context": Context(
                **{
                    **context.model_dump(),
                    "text": mask(context.text),
                    "author": mask(context.author),
                }
            )
            if context
            else None,
            "attachments": tuple(
                {name: mask(str(told)) for name, told in each.items()}
                for each in inbound.attachments
            ),
        }
    )
