"""What the bank's own provider of words is asked: wanted by a post in another language or by a press, asked by a worker.

It is given masked words, without handles and without who wrote them, of one surface alone. What comes back is shown to
staff under its name, and goes nowhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select

from bot.desk import case_access, private_words
from bot.desk.desk import Desk, DeskError
from bot.desk.digests.issuing import house_zone
from bot.desk.threads import postings
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.languages.names import code_of
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.note import Note
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.provider_call import ProviderCall, Skill
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say, stored
from bot.provider import Said
from bot.provider.asking import Ended
from bot.storage.cases.case_threads import threads_of
from bot.telemetry import metrics

_HANDLE = re.compile(r"(?<![\w@.])@[\w.-]{2,50}")
_TALK_MOST = 60  # the newest of them
_WORDS_MOST = 2000  # characters of each
_DIED_AFTER = timedelta(minutes=2)
_WAITED_FOR = timedelta(minutes=15)  # then nobody looks at the form any more


class NotOffered(DeskError):
    """The bank has no provider for this."""

    def __init__(self) -> None:
        super().__init__(say("Your bank has no provider for this any more."))


@dataclass(frozen=True)
class Wanted:
    """What the provider is to be given, and for whom."""

    call_id: int
    skill: Skill
    case_id: int
    surface: Surface
    text: str = ""
    source: str = ""
    target: str = ""
    talk: Sequence[Said] = ()
    asked_by: str = ""
    view_id: str = ""
    form: str = ""
    over: Ended | None = None  # it is not to be called: so it ends


def want_translation(desk: Desk, *, case: Case, message: Message) -> None:
    """Have a customer's words translated, where they are in another language than the team's that reads them."""
    message.translated = None
    spoken = code_of(message.language)
    if not desk.rules.provider.may(Skill.TRANSLATION) or not spoken or not message.text.strip():
        return
    if message.direction is Direction.INBOUND and spoken != _read_in(desk, case):
        _add(desk, case=case, skill=Skill.TRANSLATION, surface=message.surface, message=message)


def want(
    desk: Desk, *, case_id: int, skill: Skill, surface: Surface, by: Actor, view_id: str, form: str
) -> None:
    """Have a draft or a summary made for whoever waits in a form. Raises NoSuchCase, NotForYou, NotOffered."""
    case = case_access.lock_case(desk, case_id=case_id)
    if surface == Surface.PRIVATE:
        private_words.require(desk, case=case)
    if not desk.rules.provider.may(skill):
        raise NotOffered
    row = _add(desk, case=case, skill=skill, surface=surface)
    row.asked_by, row.view_id, row.form = by.slack_user_id, view_id, form
    desk.session.add(row)


def begin(desk: Desk) -> Wanted | None:
    """Take the next call that is wanted, what a person waits for first, and say what it is given; None: there is none.

    A call that cannot be made any more, or today, is ended instead.
    """
    _end_dead(desk)
    waits = select(ProviderCall).where(
        col(ProviderCall.ended_at).is_(None), col(ProviderCall.begun_at).is_(None)
    )
    row = desk.session.exec(
        waits.order_by(col(ProviderCall.view_id) == "", col(ProviderCall.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    calls = _calls_today(desk)
    row.begun_at = desk.now
    wanted = _given(desk, row)
    if wanted.over is None and row.view_id and desk.now - row.asked_at > _WAITED_FOR:
        wanted = replace(wanted, over=Ended.NOT_NEEDED)
    elif wanted.over is None and calls >= desk.rules.provider.calls_a_day:
        wanted = replace(wanted, over=Ended.NO_CALLS_LEFT)
    if wanted.over is not None:
        row.begun_at = None  # it counts for no call
        end(desk, call_id=row.pk, ended=wanted.over)
    desk.session.add(row)
    return wanted


def end(
    desk: Desk, *, call_id: int, ended: Ended, words: str = "", why: str = "", of: str = ""
) -> str:
    """Note how a call ended, in the trail, the metrics and, where it failed, in an alarm; the words, masked.

    A translation is put under what it translates, unless that is not ``of`` which it was made any more.
    """
    row = desk.session.get_one(ProviderCall, call_id)
    case = case_access.lock_case(desk.as_system(), case_id=row.case_id)
    words = mask_all(words, regions=desk.rules.regions(case.brand))
    row.ended_at, row.ended_as = desk.now, str(ended)
    desk.session.add(row)
    rules = desk.rules.provider
    metrics.PROVIDER_CALLS.labels(skill=str(row.skill), ended=str(ended)).inc()
    by = Actor.staff(row.asked_by) if row.asked_by else Actor.system()
    desk.record(
        case.number,
        Trail.PROVIDER_CALLED,
        by=by,
        call=row.pk,
        skill=str(row.skill),
        surface=str(row.surface),
        provider=rules.title,
        ended_as=str(ended),
    )
    _tell_of_trouble(desk, ended, why=why)
    if words and row.skill is Skill.TRANSLATION and row.message_id is not None:
        _put_under(desk, case=case, message_id=row.message_id, words=words, of=of)
    return words


def _put_under(desk: Desk, *, case: Case, message_id: int, words: str, of: str) -> None:
    message = desk.session.get_one(Message, message_id)
    if message.deleted_at is not None or _masked(desk, case, message.text) != of:
        return  # it was changed meanwhile
    if words.split() == of.split():
        return  # it knew no better
    message.translated = {"text": words, "by": desk.rules.provider.title}
    desk.session.add(message)
    case.touch()
    desk.session.add(case)
    postings.redraw(desk, case=case)
    postings.redraw_said(desk, case=case, message_id=message_id)


def _tell_of_trouble(desk: Desk, ended: Ended, *, why: str) -> None:
    """Who looks after it is told by name, once a day while it lasts."""
    if ended is Ended.DONE:
        clear_alarm(desk, AlarmKind.PROVIDER_FAILS)
        return
    rules = desk.rules.provider
    seconds, calls = f"{rules.within_s:g}", rules.calls_a_day
    reason = {
        Ended.FAILED: stored("it failed ({why})", why=why),
        Ended.TOO_SLOW: stored("it did not answer within {seconds} seconds", seconds=seconds),
        Ended.NO_WORDS: stored("it returned nothing that can be shown"),
        Ended.NOT_LOADED: stored("it could not be loaded; run `python -m handlers check`"),
        Ended.NO_CALLS_LEFT: stored("the {calls} calls of this day are used up", calls=calls),
    }.get(ended)
    if reason is not None:
        raise_alarm(desk, AlarmKind.PROVIDER_FAILS, provider=rules.title, why=reason)


def _given(desk: Desk, row: ProviderCall) -> Wanted:
    """What it is given; over where there is nothing to ask about any more."""
    case = case_access.lock_case(desk.as_system(), case_id=row.case_id)
    told = Wanted(
        row.pk,
        row.skill,
        case.number,
        row.surface,
        asked_by=row.asked_by,
        view_id=row.view_id,
        form=row.form,
    )
    spoken = _read_in(desk, case)
    if row.skill is Skill.TRANSLATION:
        message = desk.session.get_one(Message, row.message_id)
        if message.deleted_at is not None or not message.text.strip():
            return replace(told, over=Ended.NOT_NEEDED)
        text = _masked(desk, case, message.text)
        return replace(told, text=text, source=code_of(message.language), target=spoken)
    is_draft = row.skill is Skill.DRAFTS
    talk = _talk(desk, case, row.surface, with_notes=not is_draft)
    target = case.language if is_draft and case.language else spoken
    return replace(told, talk=talk, target=target, over=None if talk else Ended.NOT_NEEDED)


def _talk(desk: Desk, case: Case, surface: Surface, *, with_notes: bool) -> Sequence[Said]:
    """What was said on this surface, and what staff wrote in its threads; the newest of it, the oldest first."""
    messages = select(Message).where(
        Message.case_id == case.number,
        Message.surface == surface,
        col(Message.deleted_at).is_(None),
        col(Message.text) != "",
    )
    said: list[tuple[datetime, str, str]] = [
        (one.posted_at, "bank" if one.direction is Direction.OUTBOUND else "customer", one.text)
        for one in desk.session.exec(messages.order_by(col(Message.id).desc()).limit(_TALK_MOST))
    ]
    if with_notes:
        said += [(note.written_at, "staff", note.text) for note in _notes(desk, case, surface)]
    newest = sorted(said)[-_TALK_MOST:]
    return [(who, _masked(desk, case, text)) for _, who, text in newest]


def _notes(desk: Desk, case: Case, surface: Surface) -> Sequence[Note]:
    """Those that stand in a thread of this surface; what a team answered in its own channel is no part of it."""
    threads = threads_of(session=desk.session, case_id=case.number)
    channels = {thread.slack_channel for thread in threads if thread.surface == surface}
    query = select(Note).where(
        Note.case_id == case.number,
        col(Note.slack_channel).in_(channels),
        col(Note.deleted_at).is_(None),
        col(Note.text) != "",
    )
    return desk.session.exec(query.order_by(col(Note.id).desc()).limit(_TALK_MOST)).all()


def _masked(desk: Desk, case: Case, text: str) -> str:
    """Whatever the bank lets stand in Slack, a provider sees none of it, and no handle."""
    words = mask_all(_HANDLE.sub("", text), regions=desk.rules.regions(case.brand))
    return words.strip()[:_WORDS_MOST]


def _read_in(desk: Desk, case: Case) -> str:
    """The language of the team that has the case."""
    routing = desk.rules.routing
    return routing.language_of_team(case.team, routing.route(case.route))


def _calls_today(desk: Desk) -> int:
    zone = ZoneInfo(house_zone(desk))
    midnight = datetime.combine(desk.now.astimezone(zone).date(), time(), tzinfo=zone)
    query = select(func.count()).where(col(ProviderCall.begun_at) >= midnight)
    return desk.session.exec(query).one()


def _end_dead(desk: Desk) -> None:
    """End what a worker began that is there no more."""
    before = desk.now - _DIED_AFTER
    dead = select(ProviderCall.id).where(
        col(ProviderCall.ended_at).is_(None), col(ProviderCall.begun_at) < before
    )
    for call_id in desk.session.exec(dead.limit(_TALK_MOST)).all():
        end(desk, call_id=call_id or 0, ended=Ended.TOO_SLOW)


def _add(
    desk: Desk, *, case: Case, skill: Skill, surface: Surface, message: Message | None = None
) -> ProviderCall:
    """One more that is wanted."""
    row = ProviderCall(
        case_id=case.number,
        skill=skill,
        surface=surface,
        message_id=message.pk if message else None,
        asked_at=desk.now,
    )
    desk.session.add(row)
    return row
