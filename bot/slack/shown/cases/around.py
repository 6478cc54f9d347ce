"""Reads what stands around a case: its snooze, merges, links and why it has its priority."""

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session, col, func, or_, select

from bot import clock
from bot.domain.lessons.case_mark import MarkKind
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.case_link import CaseLink
from bot.domain.records.cases.case_signal import CaseSignal
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.cases.priority_decision import PriorityDecision
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.messages.misdirection import MisdirectionKind
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge
from bot.domain.rules.triage.signal_rules import GRAVEST_FIRST
from bot.language import say
from bot.slack.api.names import Names
from bot.slack.shown.cases.consults import waiting_shown
from bot.slack.shown.cases.may_have import PRIVATE_WORD
from bot.slack.shown.cases.surge_links import surge_mark
from bot.slack.views.around import (
    CaseAround,
    Lessons,
    MeantShown,
    OtherCase,
    PledgeShown,
    SignalShown,
    TopicShown,
)
from bot.storage import lessons, pledges, surges
from bot.storage.cases import merges
from bot.storage.house import weekly_data as house
from bot.storage.known_rows import has_none, looked_none
from bot.storage.messages.blocked_posts import count_kept
from bot.storage.triage import misdirections, signals


def case_around(
    *,
    session: Session,
    case: Case,
    names: Names,
    topic: CaseTopic | None,
    link_to: Callable[[int], str],
    shows_private: bool = True,
    has_private: bool = False,
    standing: int,
) -> CaseAround:
    """``link_to`` is the address of another case's thread, or empty; ``standing``: how many posts of the
    customer stand in public.

    Unless it ``shows_private`` words, neither they nor what staff typed about them are in it.
    """

    def other(number: int) -> OtherCase:
        return OtherCase(number, link_to(number))

    into = merges.standing(session=session, case_id=case.number)
    surge = surge_mark(session=session, case=case, names=names)
    why = why_urgent(
        session=session, case=case, shows_private=shows_private, has_private=has_private
    )
    return replace(
        why,
        snoozed_until=case.snoozed_until if case.state is CaseState.SNOOZED else None,
        merged_into=other(into.into_case_id) if into is not None else None,
        merged_from=tuple(
            other(number) for number in merges.merged_into(session=session, case_id=case.number)
        ),
        linked=tuple(other(number) for number in _linked(session, case)),
        posts=standing + _private_words(session, case),
        kept_back=_kept_back(session, case),
        surge=surge,
        handling=str(names.routing.route(case.route).handling) if names.routing else "",
        named=_named(session, case),
        asked=waiting_shown(session=session, case=case, names=names),
        topic=_topic(topic, names, shows_private=shows_private),
        meant=_meant(session, case),
        can_join_surge=not (surge and surge.is_open) and _is_surge(session, case),
        lessons=_lessons(session, case, names),
    )


def _lessons(session: Session, case: Case, names: Names) -> Lessons:
    marks = lessons.standing(session=session, case_id=case.number)
    cause = marks[MarkKind.CAUSE].cause if MarkKind.CAUSE in marks else ""
    return Lessons(
        cause=cause,
        cause_title=names.complaints.cause_said(cause),
        is_idea=MarkKind.IDEA in marks,
        is_praise=MarkKind.PRAISE in marks,
    )


def _named(session: Session, case: Case) -> tuple[str, ...]:
    """Whom a customer who wrote before knows, by the bank's weekly data, and who is not away."""
    if case.previous_case_id is None or (author := session.get(Author, case.author_id)) is None:
        return ()
    data, now = house.read(session=session), clock.now()
    known_as = (author.external_id, author.handle)
    people = data.named_for(topic="", channel=case.channel, known_as=known_as)
    return tuple(who for who in people if data.absence(who, now) is None)


def why_urgent(
    *, session: Session, case: Case, shows_private: bool = True, has_private: bool = False
) -> CaseAround:
    """Its signals, what decided its priority, and what we promised, alone."""
    decision = _decision(session, case)
    return CaseAround(
        priority_because=tuple(decision.because) if decision is not None else (),
        priority_by=Actor.parse(decision.decided_by).slack_user_id if decision else "",
        priority_reason=decision.reason if decision and (shows_private or not has_private) else "",
        signals=_signals(session, case, shows_private=shows_private),
        pledges=_pledges(session, case, shows_private=shows_private),
    )


def _pledges(session: Session, case: Case, *, shows_private: bool) -> tuple[PledgeShown, ...]:
    """What is owed; asked for only where something is. Of a private answer elsewhere not what it is."""
    if case.pledge_due_at is None:
        return ()
    return tuple(
        PledgeShown(
            row.pk,
            row.deed
            if shows_private or not pledges.said_in_private(session=session, pledge=row)
            else None,
            row.due_at,
            row.promised_by,
            row.holder,
            is_broken=row.broken_at == row.due_at,
        )
        for row in pledges.owed(session=session, case_id=case.number)
    )


def _signals(session: Session, case: Case, *, shows_private: bool) -> tuple[SignalShown, ...]:
    """Those that stand, the gravest first, each once; of private ones elsewhere only that they decided."""
    found = sorted(signals.standing(session=session, case_id=case.number), key=_gravity)
    shown: dict[str, SignalShown] = {}
    for row in found:
        hidden = row.surface == Surface.PRIVATE and not shows_private
        one = (
            SignalShown(say("what was said in private"))
            if hidden
            else SignalShown(row.title, row.words)
        )
        shown.setdefault(one.title, one)
    return tuple(shown.values())


def _topic(row: CaseTopic | None, names: Names, *, shows_private: bool) -> TopicShown:
    """What was suggested of private words stands with them alone, until a person says so."""
    if row is None:
        return TopicShown()
    if row.topic:
        title = names.topics.title(row.topic)
        return TopicShown(row.topic, title, is_set=True, likely=tuple(row.likely))
    if row.surface == Surface.PRIVATE and not shows_private:
        return TopicShown()
    title = names.topics.title(row.suggested) if row.suggested else ""
    return TopicShown(row.suggested, title, likely=tuple(row.likely))


def _gravity(row: CaseSignal) -> int:
    return GRAVEST_FIRST.index(row.signal) if row.signal in GRAVEST_FIRST else len(GRAVEST_FIRST)


def _decision(session: Session, case: Case) -> PriorityDecision | None:
    if has_none(session, PriorityDecision, case.number):
        return None
    query = select(PriorityDecision).where(PriorityDecision.case_id == case.number)
    return session.exec(query.order_by(col(PriorityDecision.id).desc())).first()


def _kept_back(session: Session, case: Case) -> int:
    if not case.is_open or looked_none(session, BlockedPost, case.number):
        return 0
    return count_kept(session=session, author_id=case.author_id)


def _is_surge(session: Session, case: Case) -> bool:
    if looked_none(session, Surge, case.number):
        return False
    return bool(surges.open_surges(session=session, brand=case.brand))


def _linked(session: Session, case: Case) -> list[int]:
    if looked_none(session, CaseLink, case.number):
        return []
    mine = or_(CaseLink.first_case_id == case.number, CaseLink.second_case_id == case.number)
    query = select(CaseLink).where(mine, col(CaseLink.unlinked_at).is_(None))
    return [row.other(case.number) for row in session.exec(query.order_by(col(CaseLink.id)))]


def _meant(session: Session, case: Case) -> MeantShown | None:
    """The newest mark that stands."""
    rows = misdirections.standing(session=session, case_id=case.number)
    if not rows:
        return None
    newest = rows[-1]
    is_written_to = newest.kind is MisdirectionKind.WRITTEN_TO
    return MeantShown(newest.bank, newest.handle, newest.words, is_written_to)


def _private_words(session: Session, case: Case) -> int:
    if looked_none(session, PRIVATE_WORD, case.number):
        return 0
    query = select(func.count(col(Message.id))).where(
        Message.case_id == case.number,
        Message.surface == Surface.PRIVATE,
        Message.direction == Direction.INBOUND,
        col(Message.deleted_at).is_(None),
    )
    return session.exec(query).one()
