"""Exactly what an answer would be, and what stands in its way: the one look at a text before it goes."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from sqlmodel import col, distinct, func, select

from bot.desk.answers import asking, chains, signing
from bot.desk.answers.surfaces import How, ToAnswer
from bot.desk.desk import Desk
from bot.desk.drafts.pointing import may_be_named
from bot.domain.channels.capabilities import Capabilities
from bot.domain.gate.findings import Severity
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Role
from bot.domain.rules.answer_problems import problems_of
from bot.domain.rules.answers.answer_check import Answer, Length, Problem
from bot.domain.rules.answers.approval_rules import Reason
from bot.domain.text import answer_parts, chat_links
from bot.domain.text.links import links
from bot.language import say
from bot.storage.topics import set_topic_of


@dataclass(frozen=True)
class Preview:
    """Exactly what would be published, and what stands in its way."""

    case_id: int
    case_version: int
    text: str
    length: int
    limit: int
    problems: list[Problem]
    account_name: str
    channel: str
    surface: Surface
    in_reply_to: str
    in_reply_to_text: str
    has_priced_link: bool
    posts: tuple[tuple[str, int], ...]  # it is published as, one as a rule, and their lengths
    checked: str  # its words without the numbers of posts: where the problems' spans are
    waits_because: tuple[Reason, ...]  # why it waits for a second person; empty where it does not
    last_answer: str  # the platform's id of what we answered last, empty if nothing yet

    @property
    def may_go(self) -> bool:
        """Whether nothing blocks it."""
        return not any(problem.blocking for problem in self.problems)


def look(
    desk: Desk,
    *,
    case: Case,
    answers: ToAnswer,
    text: str,
    surface: Surface,
    roles: frozenset[Role] = frozenset(),
) -> Preview:
    """The text as its channel counts it, for whom, and every problem with it.

    The gate: whatever goes to a customer was looked at here, in the transaction that queues it. ``roles``
    are those of who sends it.
    """
    answered, channel = answers.message, desk.channels[answers.channel]
    limit, length, most = _fits(channel, surface)
    text, posts, checked = _as_posts(text, limit=limit, length=length, most=most)
    answer = Answer(
        text=checked,
        posts=posts,
        posts_most=most,
        surface="chat" if answers.how is How.CHAT else surface.value,
        limit=limit,
        length=length,
        regions=desk.rules.regions(case.brand),
        brand=case.brand,
        roles=roles,
        topic=set_topic_of(session=desk.session, case_id=case.number),
        customer=answered.text,
        colleagues=_full_names(desk),
        may_name=may_be_named(desk, case_id=case.number),
        same_today=_said_today(desk, case=case, answers=answers, text=text)
        if surface == Surface.PUBLIC
        else 0,
    )
    own_hosts = filter(None, (urlsplit(desk.chat_url).hostname,))
    problems = problems_of(desk.rules, answer, own_hosts=tuple(own_hosts))
    return Preview(
        case_id=case.number,
        case_version=case.version,
        text=text,
        length=length(text),
        limit=limit,
        problems=problems,
        account_name=desk.account_name(case.channel, answered.account),
        channel=channel.name,
        surface=surface,
        in_reply_to=answered.external_id,
        in_reply_to_text=answered.text,
        has_priced_link=channel.warns_of_link_price and bool(links(text)),
        posts=tuple((post, length(post)) for post in posts),
        checked=checked,
        waits_because=asking.reasons(
            desk, case=case, answer=answer, problems=problems, answered=answered.external_id
        ),
        last_answer=last_answer(desk, case_id=case.number),
    )


def _full_names(desk: Desk) -> tuple[str, ...]:
    """Of everybody who works or worked here, those with a first and a last name."""
    return tuple(name for _, name in desk.people if " " in name.strip())


def _fits(channel: Capabilities, surface: Surface) -> tuple[int, Length, int]:
    """How much fits into one post there, how that is counted, and how many posts an answer may be."""
    most = chains.most_posts(channel, surface)
    if surface == Surface.PRIVATE:
        return channel.private_limit, channel.private_length, most
    return channel.reply_limit, channel.reply_length, most


def _as_posts(
    text: str, *, limit: int, length: Length, most: int
) -> tuple[str, tuple[str, ...], str]:
    """A text as it is kept, the posts it is published as, and its words without their numbers."""
    cut = answer_parts.split(text, limit=limit, length=length, most=most) if most > 1 else None
    if cut is None or len(cut) == 1:
        return text, (text,), text
    return answer_parts.joined(cut), cut, answer_parts.whole(answer_parts.joined(cut))


def _said_today(desk: Desk, *, case: Case, answers: ToAnswer, text: str) -> int:
    """To how many other customers these very words went within a day, whoever signed them."""
    words = signing.same_words(desk, case=case, answers=answers, surface=Surface.PUBLIC, text=text)
    query = select(func.count(distinct(col(Reply.case_id)))).where(
        col(Reply.text_sha256).in_(words),
        Reply.written_at > desk.now - timedelta(days=1),
        Reply.surface == Surface.PUBLIC,
        Reply.case_id != case.number,
        col(Reply.withdrawn_at).is_(None),
        col(Reply.refused_at).is_(None),
    )
    return desk.session.exec(query).one()


def without_dead_link(seen: Preview) -> Preview:
    """Block words of an invitation that is no more: nobody would come in by their link."""
    if chat_links.PLACE not in seen.text:
        return seen
    words = say(
        "The link into the secure chat leads nowhere when it is sent like this. "
        "Choose Move to secure chat… in the menu of the case."
    )
    return replace(seen, problems=[Problem("dead_link", words, Severity.BLOCK), *seen.problems])


def state_of(message: Message, *, last: str) -> str:
    """A mark of which post is answered, how it reads, and what we answered last (``last_answer``)."""
    return mark(message.external_id, message.text, last)


def mark(external_id: str, text: str, last: str) -> str:
    """The same, of what a preview has kept."""
    return hashlib.sha256(f"{external_id}\0{text}\0{last}".encode()).hexdigest()[:16]


def last_answer(desk: Desk, *, case_id: int) -> str:
    """The platform's id of the newest answer of ours in the case, from here or a native app."""
    query = (
        select(Message.external_id)
        .where(Message.case_id == case_id, Message.direction == Direction.OUTBOUND)
        .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
    )
    return desk.session.exec(query).first() or ""
