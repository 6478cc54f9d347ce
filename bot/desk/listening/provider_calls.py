"""What the bank's own provider of words is asked: wanted by a post in another language or by a press, asked by a worker.

It is given masked words, without handles and without who wrote them, of one surface alone. What comes back is shown to
staff under its name, and goes nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import col, func, select

from bot.desk import case_access, private_words
from bot.desk.desk import Desk, DeskError
from bot.desk.digests.issuing import house_day
from bot.desk.listening.provider_words import masked, talk
from bot.desk.threads import postings
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.languages.names import code_of
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.provider_call import ProviderCall, Skill
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say, stored
from bot.provider import Said
from bot.provider.asking import Ended
from bot.storage.house import daily_counts
from bot.telemetry import metrics

_COUNTED_AS = "provider"
_DIED_AFTER = timedelta(minutes=2)
_WAITED_FOR = timedelta(minutes=15)  # then nobody looks at the form any more
_TRANSLATED_WITHIN = timedelta(days=1)  # then whoever needed to read it has done without


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
    desk: Desk, *, case_id: int, skill: Skill, surface: Surface, by: Actor, view_id: str
) -> None:
    """Have a draft or a summary made for whoever waits in a form. Raises NoSuchCase, NotForYou, NotOffered."""
    case = case_access.lock_case(desk, case_id=case_id)
    if surface == Surface.PRIVATE:
        private_words.require(desk, case=case)
    if not desk.rules.provider.may(skill):
        raise NotOffered
    row = _add(desk, case=case, skill=skill, surface=surface)
    row.asked_by, row.view_id = by.slack_user_id, view_id
    desk.session.add(row)


def begin(desk: Desk) -> Wanted | None:
    """Take the next call that is wanted, what a person waits for first, and say what it is given; None: there is none,
    or another worker has it.

    A call that cannot be made any more, or today, is ended instead; so is one whose worker died.
    """
    call_id, is_dead = _next(desk)
    taken = _taken(desk, call_id, skip_locked=True) if call_id else None
    if taken is None:
        return None
    row, case = taken
    is_begun = row.begun_at is not None
    if is_begun != is_dead:
        return None  # another worker was first
    wanted = _given(desk, row, case)
    over = Ended.TOO_SLOW if is_dead else wanted.over or _not_now(desk, row)
    if over is None:
        row.begun_at = desk.now
        desk.session.add(row)
        return wanted
    _end(desk, row, case=case, ended=over)
    return replace(wanted, over=over)


def end(
    desk: Desk, *, call_id: int, ended: Ended, words: str = "", why: str = "", of: str = ""
) -> str | None:
    """Note how a call ended, in the trail, the metrics and, where it failed, in an alarm; the words, masked.

    A translation is put under what it translates, unless that is not ``of`` which it was made any more. None: the
    call was ended before, or its case was erased.
    """
    taken = _taken(desk, call_id)
    if taken is None:
        return None
    row, case = taken
    words = mask_all(words, regions=desk.rules.regions(case.brand))
    _end(desk, row, case=case, ended=ended, why=why)
    if words and row.skill is Skill.TRANSLATION and row.message_id is not None:
        _put_under(desk, case=case, message_id=row.message_id, words=words, of=of)
    return words


def _next(desk: Desk) -> tuple[int, bool]:
    """The number of the call to take, 0 for none, and whether a worker began it that is there no more."""
    waits = select(ProviderCall.id).where(col(ProviderCall.ended_at).is_(None)).limit(1)
    dead = waits.where(col(ProviderCall.begun_at) < desk.now - _DIED_AFTER)
    found = desk.session.exec(dead.order_by(col(ProviderCall.id))).first()
    if found:
        return found, True
    new = waits.where(col(ProviderCall.begun_at).is_(None))
    in_turn = new.order_by(col(ProviderCall.view_id) == "", col(ProviderCall.id))
    return desk.session.exec(in_turn).first() or 0, False


def _taken(
    desk: Desk, call_id: int, *, skip_locked: bool = False
) -> tuple[ProviderCall, Case] | None:
    """The call, locked after its case, as erasure locks them; None: it is gone, has ended, or is another's.

    Its case is that of its message by now, which may have been split off since.
    """
    about = (
        select(func.coalesce(Message.case_id, ProviderCall.case_id))
        .select_from(ProviderCall)
        .join(Message, col(Message.id) == col(ProviderCall.message_id), isouter=True)
        .where(ProviderCall.id == call_id)
    )
    try:
        cases = case_access.lock_cases(
            desk.as_system(), which=lambda: desk.session.exec(about).all()
        )
    except case_access.NoSuchCase:
        return None
    query = (
        select(ProviderCall)
        .where(ProviderCall.id == call_id, col(ProviderCall.ended_at).is_(None))
        .with_for_update(skip_locked=skip_locked)
    )
    row = desk.session.exec(query, execution_options={"populate_existing": True}).first()
    if row is None or not cases:
        return None
    [case] = cases.values()
    row.case_id = case.number
    return row, case


def _not_now(desk: Desk, row: ProviderCall) -> Ended | None:
    """Why a call that could be made is not; None: it is."""
    within = _WAITED_FOR if row.view_id else _TRANSLATED_WITHIN
    if not desk.rules.provider.may(row.skill) or desk.now - row.asked_at > within:
        return Ended.NOT_NEEDED
    most, today = desk.rules.provider.calls_a_day, house_day(desk)
    may = daily_counts.take(session=desk.session, name=_COUNTED_AS, day=today, most=most)
    return None if may else Ended.NO_CALLS_LEFT


def _end(desk: Desk, row: ProviderCall, *, case: Case, ended: Ended, why: str = "") -> None:
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


def _put_under(desk: Desk, *, case: Case, message_id: int, words: str, of: str) -> None:
    message = desk.session.get_one(Message, message_id)
    if message.deleted_at is not None or masked(desk, case, message.text) != of:
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


def _given(desk: Desk, row: ProviderCall, case: Case) -> Wanted:
    """What it is given; over where there is nothing to ask about any more."""
    told = Wanted(
        row.pk,
        row.skill,
        case.number,
        row.surface,
        asked_by=row.asked_by,
        view_id=row.view_id,
    )
    spoken = _read_in(desk, case)
    if row.skill is Skill.TRANSLATION:
        message = desk.session.get_one(Message, row.message_id)
        if message.deleted_at is not None or not message.text.strip():
            return replace(told, over=Ended.NOT_NEEDED)
        text = masked(desk, case, message.text)
        return replace(told, text=text, source=code_of(message.language), target=spoken)
    is_draft = row.skill is Skill.DRAFTS
    said = talk(desk, case, row.surface, with_notes=not is_draft)
    target = case.language if is_draft and case.language else spoken
    return replace(told, talk=said, target=target, over=None if said else Ended.NOT_NEEDED)


def _read_in(desk: Desk, case: Case) -> str:
    """The language of the team that has the case."""
    routing = desk.rules.routing
    return routing.language_of_team(case.team, routing.route(case.route))


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
