"""*Ask a team…*: a question about a case goes into a specialist team's channel; the case stays where it is.

A question about private words goes into the team's private channel, and nowhere else.
"""

from collections.abc import Sequence

from pydantic import ValidationError

from bot.desk import case_access, private_words
from bot.desk.consults import ladder, places
from bot.desk.desk import Desk, DeskError
from bot.desk.ownership.handoffs import require_team
from bot.desk.threads import postings
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.consult import Consult, ConsultEnd
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.targets import Target
from bot.domain.text.moments import colleague, moment
from bot.language import say
from bot.outbox.delivery import Delivery, Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.keys import consult_key
from bot.outbox.kinds import ConsultMessage, ConsultPayload

QUESTION_MOST = 1500  # characters


class CannotAsk(DeskError):
    """The team cannot be asked this. The sentence says why."""


class NotWaiting(DeskError):
    """The question is answered, or nobody waits for an answer any more."""

    def __init__(self, row: Consult | None) -> None:
        sentence = say("That question does not wait for an answer any more.")
        if row is not None and row.ended_at is not None and row.ended_as in _ENDED:
            who, when = colleague(row.ended_by), moment(row.ended_at)
            sentence = say(_ENDED[row.ended_as], who=who, when=when)
        super().__init__(sentence)


_ENDED = {
    ConsultEnd.ANSWERED: "{who} answered it, {when}. Reply under the question to add to that.",
    ConsultEnd.NOT_FOR_US: "{who} said that it is not for this team, {when}.",
    ConsultEnd.TAKEN_BACK: "{who} took the question back, {when}.",
}


def teams_to_ask(desk: Desk, *, case: Case) -> Sequence[tuple[str, str]]:
    """Key and title of every other team that can be asked about the case at all."""
    private = private_words.is_private_only(desk, case=case)
    return [
        (key, team.title)
        for key, team in desk.rules.routing.teams.items()
        if key != case.team
        and (team.asked_in(private=True) or (not private and team.asked_in(private=False)))
    ]


def is_private_only(desk: Desk, *, case_id: int) -> bool:
    """Whether nothing of the case is public. Raises NoSuchCase, NotForYou."""
    return private_words.is_private_only(desk, case=case_access.lock_case(desk, case_id=case_id))


def ask(
    desk: Desk, *, case_id: int, team: str, surface: Surface, question: str, within: str, by: Actor
) -> Consult:
    """Ask the team. Raises NoSuchCase, NotOpen, NotForYou, NoSuchTeam, CannotAsk."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    named = require_team(desk, team=team)
    is_private = surface == Surface.PRIVATE
    if is_private:
        private_words.require(desk, case=case)
    elif private_words.is_private_only(desk, case=case):
        raise CannotAsk(say("Nothing of this case is public. Ask about the private talk."))
    channel = named.asked_in(private=is_private)
    if not channel:
        raise CannotAsk(
            say(
                "{team} has no private channel, so nothing private can be asked there.",
                team=named.title,
            )
            if is_private
            else say("{team} has no channel for questions.", team=named.title)
        )
    words = mask_all(question.strip()[:QUESTION_MOST], regions=desk.rules.regions(case.brand))
    if not words:
        raise CannotAsk(say("Write the question."))
    row = _row(desk, case=case, team=team, channel=channel, surface=surface, within=within, by=by)
    row.question = words
    desk.session.add(row)
    desk.session.flush()
    case.touch()
    desk.session.add(case)
    desk.record(
        case.number,
        Trail.CONSULT_ASKED,
        by=by,
        consult=row.id,
        team=team,
        surface=str(surface),
        due_at=row.due_at.isoformat(),
    )
    _post(desk, row=row, by=by)
    places.tell(desk, row=row, case=case, template="consult_asked", fact=f"q{row.id}", by=by)
    postings.redraw(desk, case=case)
    return row


def take_back(desk: Desk, *, consult_id: int, by: Actor) -> None:
    """Nobody needs an answer any more. Raises NotWaiting, NotForYou."""
    row, case = places.lock(desk, consult_id=consult_id)
    if row is None or not row.waits:
        raise NotWaiting(row)
    end(desk, row=row, case=case, ended_as=ConsultEnd.TAKEN_BACK, by=by)
    places.tell(desk, row=row, case=case, template="consult_taken_back", fact=f"q{row.id}", by=by)


def end(
    desk: Desk, *, row: Consult, case: Case, ended_as: ConsultEnd, by: Actor, note: str = ""
) -> None:
    """End the wait of a locked question, in the trail and wherever it is shown."""
    row.ended_at, row.ended_as, row.next_at = desk.now, ended_as, None
    row.ended_by = by.slack_user_id
    row.note = mask_all(note.strip(), regions=desk.rules.regions(case.brand))
    desk.session.add(row)
    case.touch()
    desk.session.add(case)
    desk.record(
        case.number,
        Trail.CONSULT_ENDED,
        by=by,
        consult=row.id,
        team=row.team,
        ended_as=str(ended_as),
        late=row.is_late(desk.now),
    )
    redraw_question(desk, row=row)
    postings.redraw(desk, case=case)


def redraw_question(desk: Desk, *, row: Consult) -> None:
    """Draw the question anew in the team's channel."""
    desk.session.flush()
    posted = places.question_of(desk, consult_id=row.pk)
    if posted is not None:
        postings.requote_one(desk, quote=posted)


def not_posted(desk: Desk, *, delivery: Delivery) -> None:
    """Slack will never take the question: whoever asked is told, in the case's thread."""
    payload = ConsultPayload.read(delivery.payload)
    if payload.what != ConsultMessage.QUESTION:
        return
    row, case = places.lock(desk.as_system(), consult_id=payload.consult_id)
    if row is not None and row.waits:
        places.tell(
            desk,
            row=row,
            case=case,
            template="consult_not_posted",
            fact=f"q{row.id}",
            by=Actor.system(),
            to_person=places.whom(desk, row=row, case=case),
        )


def _row(
    desk: Desk,
    *,
    case: Case,
    team: str,
    channel: str,
    surface: Surface,
    within: str,
    by: Actor,
) -> Consult:
    target = _target(desk, within)
    due_at = target.due_at(desk.now, desk.rules.calendar_of_team(team)) or desk.now
    row = Consult(
        case_id=case.number,
        team=team,
        slack_channel=channel,
        surface=surface,
        question="",
        asked_by=by.id,
        asked_at=desk.now,
        within=str(target),
        due_at=due_at,
        told_until=desk.now,
    )
    row.next_at = ladder.next_at(desk, row=row)
    return row


def _target(desk: Desk, within: str) -> Target:
    """What was chosen, if the bank offers it; else what the bank means."""
    rules = desk.rules.routing.consults
    try:
        chosen = Target.model_validate(within)
    except ValidationError:
        return rules.answer_within
    return chosen if chosen in rules.offered else rules.answer_within


def _post(desk: Desk, *, row: Consult, by: Actor) -> None:
    enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, row.slack_channel),
        ordering_key=consult_key(row.pk),
        priority=Urgency.WARNING,
        payload=ConsultPayload(
            slack_channel=row.slack_channel,
            consult_id=row.pk,
            what=ConsultMessage.QUESTION,
            private=row.surface == Surface.PRIVATE,
        ),
        dedupe_key=consult_key(row.pk),
        case_id=row.case_id,
        actor=by,
    )
