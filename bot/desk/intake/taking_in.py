"""Taking in what happened on a channel: a case, part of one, or nothing of use with a reason.

Everything here is told more than once and out of order, so each step first asks what is already known.
"""

from dataclasses import dataclass

from bot.desk.cases import customer_edits, customer_words, linking
from bot.desk.chat import codes
from bot.desk.desk import Desk
from bot.desk.intake import case_finding, own_posts
from bot.desk.listening import impostors
from bot.desk.messages import author_names, blocking, changes, parent_posts, recording
from bot.desk.ownership import returning_customers
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import EarlyRemoval, Message
from bot.domain.records.staff import Actor
from bot.domain.text import chat_links
from bot.storage.messages.blocked_posts import kept_of
from bot.storage.messages.by_platform_id import look, message_of, message_of_brand


@dataclass(frozen=True)
class TakenIn:
    """What became of one happening. ``reason`` says why, when it became no part of a case."""

    case_id: int | None
    reason: str = ""


def take_in(desk: Desk, *, inbound: Inbound) -> TakenIn:
    """Settle one happening, in the caller's transaction. Safe to repeat.

    A link into the secure chat, ours that comes back or one that somebody quotes, is kept without what
    lets one in.
    """
    inbound = inbound.edited(chat_links.without_tokens)
    if inbound.is_ours:
        return TakenIn(*own_posts.take_in(desk, inbound=inbound))
    if inbound.happening in {Happening.HIDDEN, Happening.UNHIDDEN}:
        return _visibility(desk, inbound=inbound)
    if inbound.happening == Happening.REMOVED:
        return _removed(desk, inbound=inbound)
    name, external_id = inbound.channel, inbound.external_id
    unknown = look(
        session=desk.session,
        channel=name,
        external_id=external_id,
        author_id=recording.author_id(inbound),
    )
    known = None if unknown.post else find_message(desk, inbound=inbound)
    if known is not None:
        return _told_again(desk, message=known, inbound=inbound)
    if inbound.is_repost:
        return TakenIn(None, "a repost without words of its own")
    if codes.take_in(desk, inbound=inbound):
        return TakenIn(None, "a code of the secure chat")
    if not unknown.post and desk.session.get(EarlyRemoval, (name, external_id)) is not None:
        return TakenIn(None, "removed by its author before it reached us")
    return _told_first(desk, inbound=inbound, by_unknown=unknown.author)


def take_in_after_all(desk: Desk, *, post_id: int, by: Actor) -> TakenIn:
    """Let a post of a blocked author become a case, or part of one. Raises NoSuchPost.

    Its clocks count from when it was posted.
    """
    post, inbound = blocking.to_take_in(desk, post_id=post_id)
    author, renamed, _ = recording.author(desk, inbound=inbound)
    known = find_message(desk, inbound=inbound)  # it reached another account of the brand as well
    if known is not None:
        _told_again(desk, message=known, inbound=inbound)
        case = desk.session.get_one(Case, known.case_id)
    else:
        case = _posted(desk, inbound=inbound, author=author)
    if renamed:
        author_names.record(desk, author=author, in_cases=[case])
    blocking.taken_in(desk, post=post, case_id=case.number, by=by)
    return TakenIn(case.number)


def take_in_kept(desk: Desk, *, case_id: int, by: Actor) -> int:
    """Let everything that is kept back of this case's author in, the oldest first; how much that was.

    Raises NothingKept.
    """
    author_id = desk.session.get_one(Case, case_id).author_id
    kept = kept_of(session=desk.session, author_id=author_id)
    if not kept:
        raise blocking.NothingKept
    for post in kept:
        take_in_after_all(desk, post_id=post.pk, by=by)
    return len(kept)


def find_message(desk: Desk, *, inbound: Inbound) -> Message | None:
    """The message that the happening is about, by the channel's own id, whichever account of the brand
    met it; None when it is new."""
    if inbound.surface == Surface.PRIVATE:
        return message_of(
            session=desk.session,
            channel=inbound.channel,
            account=inbound.account,
            external_id=inbound.external_id,
        )
    return message_of_brand(
        session=desk.session,
        brand=desk.rules.route_for(inbound.channel, inbound.account).brand,
        channel=inbound.channel,
        account=inbound.account,
        external_id=inbound.external_id,
    )


def _told_first(desk: Desk, *, inbound: Inbound, by_unknown: bool) -> TakenIn:
    """A case or part of one; or, of a blocked author, set aside."""
    author, renamed, is_new = recording.author(desk, inbound=inbound, is_unknown=by_unknown)
    if is_new and not blocking.is_blocked(desk, author=author):
        # Nothing of theirs is known, and nobody waited for anybody.
        return TakenIn(_open_case(desk, inbound=inbound, author=author).number)
    known = find_message(desk, inbound=inbound)
    if known is not None:  # it was taken in while we waited for its author
        taken = _told_again(desk, message=known, inbound=inbound)
        case: Case | None = desk.session.get_one(Case, known.case_id)
    else:
        aside = blocking.keep_back(desk, inbound=inbound, author=author)
        case = None if aside else _posted(desk, inbound=inbound, author=author)
        why = f"blocked author: kept as set-aside post {aside.id}" if aside else ""
        taken = TakenIn(case.number if case else None, why)
    if renamed:
        author_names.record(desk, author=author, in_cases=[case] if case else [])
    return taken


def _told_again(desk: Desk, *, message: Message, inbound: Inbound) -> TakenIn:
    changes.found_to_address_us(desk, message=message, inbound=inbound)
    changes.also_to(desk, message=message, inbound=inbound)
    before = message.text
    edit = changes.edit(desk, message=message, inbound=inbound)
    if edit is None:
        return TakenIn(message.case_id, "already known")
    customer_edits.take_in(desk, message=message, edit=edit, before=before)
    return TakenIn(message.case_id)


def _posted(desk: Desk, *, inbound: Inbound, author: Author) -> Case:
    found = case_finding.find(desk, inbound=inbound, author=author)
    if found.case is None:
        return _open_case(desk, inbound=inbound, author=author, previous=found.previous)
    customer_words.take_in(desk, case=found.case, inbound=inbound, author=author)
    reached = linking.related(desk, inbound=inbound) - {found.case.number}
    impostors.look(desk, inbound=inbound, reached=reached)
    return found.case


def _open_case(
    desk: Desk, *, inbound: Inbound, author: Author, previous: Case | None = None
) -> Case:
    beside = linking.lock_related(desk, inbound=inbound)
    case = recording.open_case(desk, inbound=inbound, author=author, previous=previous)
    impostors.look(desk, inbound=inbound, reached={other.number for other in beside})
    linking.link_within_thread(desk, case=case, others=beside)
    if previous is not None:
        returning_customers.offer(desk, case=case)
    return case


def _removed(desk: Desk, *, inbound: Inbound) -> TakenIn:
    aside = blocking.take_down(desk, inbound=inbound)  # before a case, as whoever takes it in
    parent_posts.removed(desk, inbound=inbound)
    if aside:
        return TakenIn(None, "blocked author: the post that was set aside was taken down")
    known = find_message(desk, inbound=inbound)
    if known is None:
        gone = EarlyRemoval(
            channel=inbound.channel, external_id=inbound.external_id, removed_at=inbound.at
        )
        desk.session.merge(gone)
        return TakenIn(None, "removed before it reached us")
    changed = changes.remove(desk, message=known, inbound=inbound)
    return TakenIn(known.case_id, "" if changed else "already known")


def _visibility(desk: Desk, *, inbound: Inbound) -> TakenIn:
    known = find_message(desk, inbound=inbound)
    if known is None:
        return TakenIn(None, f"{inbound.happening} something we do not hold")
    changed = changes.visibility(desk, message=known, inbound=inbound)
    return TakenIn(known.case_id, "" if changed else "already known")
