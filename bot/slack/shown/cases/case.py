"""Reads a case as the views show it. The only place where tables become view models.

A thread shows the words of its own surface alone: private words never reach a public thread.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from bot.digest.narrowing import By
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.cases.closure import (
    NOT_ACTIONABLE_MEANING,
    OUTCOME_MEANING,
    Closure,
    ClosureKind,
)
from bot.domain.records.complaint import Complaint
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.records.provider_call import Skill
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.language import say
from bot.slack.api.names import Names
from bot.slack.shown.cases.around import case_around, why_urgent
from bot.slack.shown.cases.chat import chat_shown
from bot.slack.shown.cases.may_have import MAY_HAVE
from bot.slack.shown.cases.outcomes import outcomes_shown
from bot.slack.shown.cases.posted import posted_shown
from bot.slack.shown.cases.posts import post_shown
from bot.slack.shown.cases.private import talk_shown
from bot.slack.shown.cases.public import public_posts
from bot.slack.views.around import CaseAround
from bot.slack.views.models import (
    CaseShown,
    ClockShown,
    ClosureShown,
    PostsShown,
    TalkShown,
)
from bot.storage import known_rows
from bot.storage.answers.answer_removals import undecided
from bot.storage.cases.case_threads import customer_messages, quoted_in_headline, threads_of
from bot.storage.cases.claims import open_claim
from bot.storage.cases.offers import offered_to
from bot.storage.cases.persons import case_before
from bot.storage.clocks.stored_clocks import deadline_of
from bot.storage.known_rows import has_none

_OUTCOMES = {str(outcome): meaning for outcome, meaning in OUTCOME_MEANING.items()}
_REASONS = {str(reason): meaning for reason, meaning in NOT_ACTIONABLE_MEANING.items()}
_METRIC_ORDER = {Metric.CLAIMED: 0, Metric.FIRST_RESPONSE: 1, Metric.NEXT_RESPONSE: 2}


def case_shown(
    *,
    session: Session,
    case_id: int,
    names: Names,
    surface: Surface = Surface.PUBLIC,
    thread: CaseThread | None = None,
) -> CaseShown | None:
    """The case as it stands now, or None when there is no such case.

    Only the words of ``surface`` are in it; ask who may see them before PRIVATE is drawn outside the
    private thread. Drawn for the public, a talk that is private only has not even its author's name.
    ``thread``: whose headline is drawn; elsewhere the case is told by its first message, if by any.
    """
    whole = (
        select(Case, Author, CaseTopic)
        .join(Author, col(Author.id) == col(Case.author_id))
        .outerjoin(CaseTopic, col(CaseTopic.case_id) == col(Case.id))
    )
    found = session.exec(whole.where(Case.id == case_id)).first()
    if found is None:
        return None
    case, _author_is_held, topic = found
    known_rows.look(session, case=case, may_have=MAY_HAVE)
    row = _row(session, case, names, surface=surface, thread=thread)
    before = case_before(session=session, case=case)
    public = _public(session, case, names)
    return replace(
        row,
        previous_case_id=before,
        previous_link=_link_to(session, before, names),
        chat=chat_shown(session=session, case=case, is_offered=names.has_chat),
        around=_around(session, case, names, row.talk, topic=topic, standing=public.standing),
        public=public,
        posted=posted_shown(session=session, case_id=case.number),
        outcomes=outcomes_shown(session=session, case_id=case.number, clocks=row.clocks),
    )


def row_shown(
    *, session: Session, case_id: int, names: Names, surface: Surface = Surface.PUBLIC
) -> CaseShown | None:
    """What a row of a list shows of a case, in half as many questions to the database: nothing of its chat, of
    other cases, or of what can be done to its posts; ``around`` says why it has its priority, and no more."""
    case = session.get(Case, case_id)
    if case is None:
        return None
    row = _row(session, case, names, surface=surface)
    why = why_urgent(
        session=session,
        case=case,
        shows_private=row.talk.surface == Surface.PRIVATE,
        has_private=row.talk.has_private,
    )
    return replace(row, around=why)


def _row(
    session: Session,
    case: Case,
    names: Names,
    *,
    surface: Surface,
    thread: CaseThread | None = None,
) -> CaseShown:
    posts = customer_messages(session=session, case_id=case.number, surface=surface)
    quoted = quoted_in_headline(thread, posts)
    standing = [post for post in posts if post.deleted_at is None]
    claim = open_claim(session=session, case_id=case.number)
    author = session.get(Author, case.author_id)
    threads = threads_of(session=session, case_id=case.number)
    closure = _last_closure(session, case.number)
    talk = talk_shown(
        session=session, case=case, surface=surface, threads=threads, names=names, posts=posts
    )
    return CaseShown(
        case_id=case.number,
        version=case.version,
        channel_title=names.title(case.channel),
        account_name=names.account(case.channel, case.account),
        author=_author(author, talk),
        state=case.state,
        state_since=case.state_since,
        post=post_shown(quoted, previews=names.picture_previews) if quoted else None,
        latest=post_shown(standing[-1], previews=names.picture_previews) if standing else None,
        brand=names.line(By.BRAND, case.brand),
        language=names.other_language(case),
        opened_at=case.opened_at,
        priority=case.priority,
        owner=claim.slack_user_id if claim else "",
        offered_to="" if claim else offered_to(session=session, case=case),
        clocks=_clocks(session, case.number),
        closure=_closure(closure, talk),
        reopened_at=closure.reopened_at if closure and case.is_open else None,
        also_to=_also_to(case, posts, names),
        later_posts=len(posts) - (quoted is not None),
        summary_by=names.provider.title if names.provider.may(Skill.SUMMARIES) else "",
        answerable=not standing or standing[-1].answerable,
        answer_gone=case.is_open and undecided(session=session, case_id=case.number) is not None,
        thread_link=names.thread_link(threads.current(surface)) or talk.other_thread_link,
        talk=talk,
    )


def _link_to(session: Session, number: int | None, names: Names) -> str:
    """The way to another case's public thread; nothing where it has none."""
    if number is None:
        return ""
    return names.thread_link(threads_of(session=session, case_id=number).current(Surface.PUBLIC))


def _around(
    session: Session,
    case: Case,
    names: Names,
    talk: TalkShown,
    *,
    topic: CaseTopic | None,
    standing: int,
) -> CaseAround:
    return case_around(
        session=session,
        case=case,
        names=names,
        topic=topic,
        link_to=lambda number: _link_to(session, number, names),
        shows_private=talk.surface == Surface.PRIVATE,
        has_private=talk.has_private,
        standing=standing,
    )


def _public(session: Session, case: Case, names: Names) -> PostsShown:
    return public_posts(
        session=session,
        case_id=case.number,
        can_remove_answers=case.channel in names.removes_answers,
        can_hide=case.channel in names.hides_posts,
    )


def clock_shown(clock: SlaClock, *, session: Session) -> ClockShown | None:
    """A clock that promises something; None for one that promises nothing on purpose."""
    if clock.due_at is None:
        return None
    deadline = deadline_of(session=session, clock=clock)
    return ClockShown(
        metric=str(clock.metric),
        started_at=clock.started_at,
        due_at=clock.due_at,
        met_at=clock.met_at,
        stopped_at=clock.stopped_at,
        paused_at=clock.paused_at,
        warned_at=clock.warned_at,
        breached_at=clock.breached_at,
        title=deadline.clock.title if deadline else "",
        rule_title=deadline.preset.title if deadline else "",
        is_window=deadline is not None and deadline.clock.is_window,
    )


def _also_to(case: Case, posts: Sequence[Message], names: Names) -> tuple[str, ...]:
    """What the customer named of the brand's other accounts."""
    accounts = {account for post in posts for account in (post.account, *(post.also_to or ()))} - {
        case.account
    }
    return tuple(names.account(case.channel, account) for account in sorted(accounts))


def _clocks(session: Session, case_id: int) -> tuple[ClockShown, ...]:
    """The newest clock of each metric, in the order in which they fall due in a case's life.

    The deadlines of a complaint go with its mark.
    """
    query = select(SlaClock).where(SlaClock.case_id == case_id).order_by(col(SlaClock.id))
    newest = {(clock.metric, clock.name): clock for clock in session.exec(query)}
    if any(metric is Metric.REGULATORY for metric, _ in newest):
        marked = _marked(session, case_id)
        newest = {
            (metric, name): clock
            for (metric, name), clock in newest.items()
            if metric is not Metric.REGULATORY or name.partition(":")[0] in marked
        }
    ordered = sorted(newest.values(), key=lambda clock: _METRIC_ORDER.get(clock.metric, 9))
    return tuple(
        shown for clock in ordered if (shown := clock_shown(clock, session=session)) is not None
    )


def _marked(session: Session, case_id: int) -> set[str]:
    """The rules under which the case is a complaint now."""
    query = select(Complaint.preset).where(
        Complaint.case_id == case_id, col(Complaint.withdrawn_at).is_(None)
    )
    return set(session.exec(query))


def _author(author: Author | None, talk: TalkShown) -> str:
    if talk.is_private_only and talk.surface == Surface.PUBLIC:
        return say("A customer, in private")
    return author.shown_as if author else say("Somebody")


def _last_closure(session: Session, case_id: int) -> Closure | None:
    """The newest end of the case; none of the others stands any more."""
    if has_none(session, Closure, case_id):
        return None
    query = select(Closure).where(Closure.case_id == case_id).order_by(col(Closure.id).desc())
    return session.exec(query).first()


def _closure(closure: Closure | None, talk: TalkShown) -> ClosureShown | None:
    """A remark may repeat what was said in private, so it stands there alone."""
    if closure is None or closure.reopened_at is not None:
        return None
    shown = closure_shown(closure)
    hide = talk.has_private and talk.surface == Surface.PUBLIC
    return replace(shown, remark="") if hide else shown


def closure_shown(closure: Closure) -> ClosureShown:
    """How a case ended, in the words staff chose from."""
    return ClosureShown(
        kind=str(closure.kind),
        meaning=_meaning(closure),
        closed_at=closure.closed_at,
        slack_user_id=Actor.parse(closure.closed_by).slack_user_id,
        remark=closure.remark,
    )


def _meaning(closure: Closure) -> str:
    resolved = closure.kind == ClosureKind.RESOLVED
    meanings = _OUTCOMES if resolved else _REASONS
    meaning = meanings.get(closure.outcome)
    return say(meaning) if meaning else closure.outcome.replace("_", " ").capitalize()
