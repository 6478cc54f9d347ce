"""Whom an answer to many goes to: the customers of an open surge, those of a root cause that was mended, or those
whom an impostor reached."""

from dataclasses import dataclass

from bot.desk.desk import Desk, DeskError
from bot.desk.lessons import causes
from bot.desk.listening import impostors
from bot.desk.surges.gathering import NoSuchSurge
from bot.domain.lessons.cause_step import CauseState
from bot.domain.records.surge import Surge, SurgeAnswer
from bot.language import say
from bot.storage import lessons, surge_answers
from bot.storage.cases.case_threads import threads_of
from bot.storage.sealing import is_erased
from bot.storage.triage.worklist import Worklist


class NotMended(DeskError):
    """Nobody said of the cause that it is mended, or somebody took that back."""

    def __init__(self) -> None:
        super().__init__(say("First say on the page of root causes that it is mended."))


@dataclass(frozen=True)
class Whom:
    """A surge, a cause of the bank's list, or the alarm of an impostor. ``to_all``: everybody who wrote, not only
    those who wait."""

    surge_id: int | None = None
    cause: str = ""
    alarm_id: int | None = None
    to_all: bool = False


def of_answer(answer: SurgeAnswer) -> Whom:
    """Whom these answers were written for."""
    return Whom(answer.surge_id, answer.cause, answer.alarm_id, answer.to_all)


def require(desk: Desk, whom: Whom) -> None:
    """See that they may be answered many in one go. Locks the alarm of an impostor.

    Raises NoSuchSurge, NotMended, NotOnTheList, NoImpostor.
    """
    if whom.alarm_id:
        impostors.lock_standing(desk, alarm_id=whom.alarm_id)
        return
    if whom.cause:
        step = causes.of(desk, cause=whom.cause)
        if step is None or step.state is not CauseState.MENDED:
            raise NotMended
        return
    surge = desk.session.get(Surge, whom.surge_id) if whom.surge_id else None
    if surge is None or not surge.is_open:
        raise NoSuchSurge


def cases(desk: Desk, whom: Whom) -> list[int]:
    """Their cases. Of a surge the open ones that wait for an answer, or all of them, the most pressing first; of a
    cause also those that have ended, the oldest first, one for each customer; of an impostor those they reached.

    Whoever was told the same by such an answer to all is not told again.
    """
    if whom.alarm_id:
        alarm = impostors.lock_standing(desk, alarm_id=whom.alarm_id)
        told = surge_answers.told(session=desk.session, alarm_id=whom.alarm_id)
        found = sorted(impostors.cases_of(alarm) - told)
        return [each for each in found if not is_erased(session=desk.session, case_id=each)]
    if whom.cause:
        since = desk.now - causes.TOLD_BACK
        found = lessons.to_tell(session=desk.session, cause=whom.cause, since=since)
        return [each for each in found if not is_erased(session=desk.session, case_id=each)]
    query = surge_answers.to_answer(surge_id=whom.surge_id or 0, to_all=whom.to_all)
    return list(desk.session.scalars(Worklist(session=desk.session, now=desk.now).sorted(query)))


def language(desk: Desk, whom: Whom, *, case_id: int) -> str:
    """In which language a refusal is kept: that of the surge's channel, or of the case's."""
    if whom.surge_id:
        channel = desk.session.get_one(Surge, whom.surge_id).slack_channel
    else:
        thread = threads_of(session=desk.session, case_id=case_id).public_or_private()
        channel = thread.slack_channel if thread else ""
    return desk.rules.spoken.get(channel, "en")
