"""Answering many in one go: a few wordings, the exact text for each, boxes to untick, one press.

The texts are written down when a person looks at them, so what was shown is what goes. Then each goes the way of
every single answer: the same gate, the same owner, its own delivery within the platform's limits.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.desk.desk import Desk, DeskError
from bot.desk.surges import whom as of_whom
from bot.desk.surges.texts import Looked, ToOne
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.staff import Actor
from bot.domain.records.surge import ASKED, LEFT_OUT, SurgeAnswer, SurgeAnswerText
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.storage.record.audit import HOUSE


class NotToBeSent(DeskError):
    """The answers were sent, or are another person's."""


class NothingTicked(DeskError):
    """Every box was unticked."""


@dataclass(frozen=True)
class Prepared:
    """Answers to look at. ``more``: how many customers come after these."""

    answer_id: int
    listed: Sequence[ToOne]
    refused: Sequence[ToOne]
    more: int = 0


def write_down(
    desk: Desk, looked: Looked, *, purpose: Purpose, resolves: bool, by: Actor
) -> Prepared:
    """Keep the texts that somebody is about to look at. Raises NoSuchSurge, NotMended, NoImpostor."""
    whom = looked.whom
    of_whom.require(desk, whom)
    answer = SurgeAnswer(
        surge_id=whom.surge_id,
        cause=whom.cause,
        alarm_id=whom.alarm_id,
        wordings=list(looked.wordings),
        purpose=purpose,
        to_all=whom.to_all,
        resolves=resolves and purpose is Purpose.ANSWERS,
        made_at=desk.now,
        made_by=str(by),
    )
    desk.session.add(answer)
    desk.session.flush()
    desk.session.add_all(
        SurgeAnswerText(
            answer_id=answer.pk, case_id=one.case_id, message_id=one.message_id, text=one.text
        )
        for one in looked.listed
    )
    return Prepared(answer.pk, looked.listed, looked.refused, more=looked.more)


def send(desk: Desk, *, answer_id: int, ticked: Collection[int], by: Actor) -> int:
    """Let the texts go that are ticked, each as a person looked at it; how many those are.

    Whoever was warned meanwhile is warned no second time. Raises NotToBeSent, NothingTicked, NoSuchSurge, NotMended,
    NoImpostor.
    """
    query = select(SurgeAnswer).where(SurgeAnswer.id == answer_id).with_for_update()
    answer = desk.session.exec(query).first()
    if answer is None or answer.sent_at is not None or answer.made_by != str(by):
        raise NotToBeSent(say("These answers were sent already, or are another person's."))
    whom = of_whom.of_answer(answer)
    of_whom.require(desk, whom)
    if whom.alarm_id:
        ticked = set(ticked).intersection(of_whom.cases(desk, whom))
    rows = select(SurgeAnswerText).where(SurgeAnswerText.answer_id == answer_id)
    chosen = 0
    for row in desk.session.exec(rows).all():
        row.state = ASKED if row.case_id in ticked else LEFT_OUT
        chosen += row.state == ASKED
        desk.session.add(row)
    if not chosen:
        raise NothingTicked(say("Tick at least one customer."))
    answer.sent_at = desk.now
    desk.session.add(answer)
    _record(desk, answer, chosen, by=by)
    return chosen


def last_wordings(desk: Desk, *, surge_id: int) -> list[str]:
    """The wordings of the surge's newest answers, for the next hundred; none before the first."""
    query = select(SurgeAnswer).where(SurgeAnswer.surge_id == surge_id)
    found = desk.session.exec(query.order_by(col(SurgeAnswer.id).desc())).first()
    return list(found.wordings) if found else []


def _record(desk: Desk, answer: SurgeAnswer, count: int, *, by: Actor) -> None:
    told = {"answer": answer.pk, "count": count, "purpose": answer.purpose}
    if answer.alarm_id:
        desk.record(HOUSE, Trail.IMPOSTOR_WARNED, by=by, alarm=answer.alarm_id, **told)
    elif answer.cause:
        desk.record(HOUSE, Trail.CAUSE_TOLD, by=by, cause=answer.cause, **told)
    else:
        desk.record(HOUSE, Trail.SURGE_ANSWERED, by=by, surge=answer.surge_id, **told)
