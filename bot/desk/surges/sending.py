"""What a person let go to many goes, one after the other, each the way of a single answer."""

from dataclasses import replace

from sqlmodel import col, select

from bot.desk import case_access, permissions
from bot.desk.answers import replies, sending
from bot.desk.answers.ending import Ending
from bot.desk.answers.surfaces import ToAnswer, to_answer
from bot.desk.desk import Desk, DeskError
from bot.desk.surges import whom as of_whom
from bot.desk.surges.texts import NeedsSecondPerson
from bot.desk.threads import postings
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor, Role
from bot.domain.records.surge import ASKED, QUEUED, REFUSED, SurgeAnswer, SurgeAnswerText
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say, speaking
from bot.storage import surge_answers
from bot.storage.answers import approvals

_NAMED_MOST = 20


class WroteAgain(DeskError):
    """The customer's last word is another one than the text was written for."""

    def __init__(self) -> None:
        super().__init__(say("They wrote again meanwhile. Please answer them by themselves."))


class ToldAlready(DeskError):
    """A colleague looked at the same time, and told this customer."""

    def __init__(self) -> None:
        super().__init__(say("A colleague told them already, in the same minutes."))


def send_due(desk: Desk, *, limit: int) -> int:
    """Queue the answers that a person let go, at most ``limit``; how many were looked at.

    Each that does not go is written down with the reason, in the language of the surge's channel, or the case's.
    """
    query = select(SurgeAnswerText).where(SurgeAnswerText.state == ASKED)
    rows = desk.session.exec(query.order_by(col(SurgeAnswerText.id)).limit(limit)).all()
    case_access.lock_existing_cases(desk, case_ids=[row.case_id for row in rows])
    for row in sorted(rows, key=lambda each: each.case_id):
        desk.session.refresh(row)
        if row.state == ASKED:  # else another worker was quicker
            _send(desk, row)
    desk.session.flush()
    for answer_id in sorted({row.answer_id for row in rows}):
        _tell_who_sent(desk, desk.session.get_one(SurgeAnswer, answer_id))
    return len(rows)


def _tell_who_sent(desk: Desk, answer: SurgeAnswer) -> None:
    """What did not go of answers with a cause, once all were tried; those of a surge stand in its post."""
    rows = surge_answers.ended(session=desk.session, answer_id=answer.pk) if answer.cause else None
    kept = [case_reference(row.case_id) for row in rows or () if row.state == REFUSED]
    if rows is None or not kept:
        return
    postings.notice(
        desk,
        text="🔴 {count} of {all} answers on “{cause}” did not go: {cases}. `/case causes` says why.",
        fact=f"answers:{answer.pk}",
        slack_channel=Actor.parse(answer.made_by).slack_user_id or None,
        count=len(kept),
        all=len(rows),
        cause=answer.cause,
        cases=", ".join(kept[:_NAMED_MOST]) + ("…" if len(kept) > _NAMED_MOST else ""),
    )


def _send(desk: Desk, row: SurgeAnswerText) -> None:
    answer = desk.session.get_one(SurgeAnswer, row.answer_id)
    whom = of_whom.of_answer(answer)
    with speaking(of_whom.language(desk, whom, case_id=row.case_id)):
        try:
            with desk.session.begin_nested():
                row.reply_id = _queue(desk, row, answer)
            row.state = QUEUED
        except DeskError as why:
            row.state, row.reason = REFUSED, str(why)
    desk.session.add(row)


def _queue(desk: Desk, row: SurgeAnswerText, answer: SurgeAnswer) -> int:
    """The reply's number. Raises what keeps a single answer from going, WroteAgain, and ToldAlready."""
    by = Actor.parse(answer.made_by)
    _, roles = permissions.require(
        desk, verb=Verb.ANSWER_MANY, slack_user_id=by.id, team_id=desk.home_team
    )
    acting = replace(desk, pressed_by=by.id)
    lock = case_access.lock_open_case if answer.surge_id else case_access.lock_case
    case = lock(acting, case_id=row.case_id)
    answers = to_answer(acting, case=case, surface=Surface.PUBLIC)
    message = answers.message
    if message.pk != row.message_id or (message.edited_at or answer.made_at) > answer.made_at:
        raise WroteAgain
    if surge_answers.told_meanwhile(session=desk.session, answer=answer, author_id=case.author_id):
        raise ToldAlready
    key = f"surge:{answer.pk}:{row.case_id}"
    if not case.is_open:
        return _after_the_end(acting, row, case=case, answers=answers, key=key, roles=roles)
    reply = sending.send(
        acting,
        case_id=row.case_id,
        text=row.text,
        surface=Surface.PUBLIC,
        purpose=Purpose(answer.purpose),
        by=by,
        request_key=key,
        roles=roles,
        ending=Ending(Outcome.FIXED) if answer.resolves else None,
    )
    return reply.pk


def _after_the_end(
    acting: Desk,
    row: SurgeAnswerText,
    *,
    case: Case,
    answers: ToAnswer,
    key: str,
    roles: frozenset[Role],
) -> int:
    """The reply's number. The case stays ended: a word on what was mended changes neither its state nor a figure
    of how soon it was answered. Raises what keeps a single answer from going, and NeedsSecondPerson."""
    by = Actor.staff(acting.pressed_by)
    reply = replies.freeze(
        acting,
        case=case,
        answers=answers,
        text=row.text,
        surface=Surface.PUBLIC,
        purpose=Purpose.HOLDING,
        by=by,
        request_key=key,
        roles=roles,
    )
    if approvals.of_reply(session=acting.session, reply_id=reply.id) is not None:
        raise NeedsSecondPerson
    return reply.pk
