"""What an answer promises: offered in its preview and kept with it; *Kept*, *Move…* and *Drop…*."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot import clock
from bot.desk import case_access
from bot.desk.pledges import deciding, giving
from bot.desk.pledges.giving import Chosen
from bot.domain.gate.findings import Kind as Found
from bot.domain.records.pledge import Deed
from bot.domain.rules.answers.answer_check import Problem
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import MessageValue, PledgeValue
from bot.slack.shown.readers import zone_of_person
from bot.slack.views.answers.pledge_words import (
    DUE,
    MOVE_FORM,
    REMIND,
    PledgeOffered,
    move_form,
    nothing_to_move,
)
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.moments import picked
from handlers.slack.door.presses import Sent, one_of, whole_number
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm

_SENTENCE_END = re.compile(r"[.!?؟\n]+\s")
_TICKED = re.compile(rf"{REMIND}:(\d):([a-z]+)")


def offered(acting: Acting, *, case_id: int, text: str) -> tuple[PledgeOffered, ...]:
    """What the words promise, where the bank wants that offered."""
    desk = acting.desk
    if not desk.rules.replies.promises.offer:
        return ()
    case = case_access.lock_case(desk, case_id=case_id)
    found = giving.found(desk, case=case, text=text)
    zone = _zone_of(acting)
    return tuple(PledgeOffered(each.deed, each.at.astimezone(zone)) for each in found)


def pointed_out(
    problems: Sequence[Problem], promises: Sequence[PledgeOffered], *, text: str
) -> list[Problem]:
    """What an answer may go with and is told of in its preview; not that it promises something, where each
    sentence that does has its reminder there."""
    return [
        each
        for each in problems
        if not each.blocking
        and (
            each.code != Found.PROMISE
            or each.needs_approval
            or len({_sentence(text, start) for start, _ in each.spans}) > len(promises)
        )
    ]


def _sentence(text: str, at: int) -> int:
    """Which sentence of the text that is."""
    return len(_SENTENCE_END.findall(text, 0, at))


def chosen_in(sent: Sent) -> list[Chosen]:
    """Of what whoever sends wants to be reminded, and by when. Raises AtField, UnreadableValue."""
    chosen: list[Chosen] = []
    for ticked in filter(None, map(_TICKED.fullmatch, sent.ticked)):
        field = f"{DUE}_{ticked[1]}"
        due_at = picked(sent.text(field))
        if due_at is None or due_at <= clock.now():
            raise AtField({field: str(giving.MomentPassed())})
        chosen.append(Chosen(one_of(Deed, ticked[2]), due_at))
    return chosen


def _zone_of(acting: Acting) -> ZoneInfo:
    return zone_of_person(session=acting.desk.session, slack_user_id=acting.slack_user_id)


def _form(asked: Asked) -> Block:
    if not asked.shown.around.pledges:
        return nothing_to_move(asked.shown)
    return move_form(asked.shown, key=asked.key, zone=_zone_of(asked.acting))


def _move(acting: Acting, sent: Sent) -> None:
    due_at = picked(sent.text("at"))
    with told_at("at", giving.MomentPassed):
        if due_at is None:
            raise giving.MomentPassed
        deciding.move(
            acting.desk,
            case_id=sent.case_id,
            pledge_id=whole_number(sent.text("which")),
            due_at=due_at,
            by=acting.by,
        )


KEEP_PLEDGE = AtOnce(
    Verb.REPLY,
    PledgeValue,
    lambda acting, about: deciding.keep(
        acting.desk, case_id=about.case_id, pledge_id=about.pledge_id, by=acting.by
    ),
)
DROP_PLEDGE = AtOnce(
    Verb.REPLY,
    PledgeValue,
    lambda acting, about: deciding.drop(
        acting.desk, case_id=about.case_id, pledge_id=about.pledge_id, by=acting.by
    ),
)
MOVE_PLEDGE = CaseForm(Verb.REPLY, draw=_form, sends={MOVE_FORM: _move})
TAKE_DOWN_PLEDGE = AtOnce(
    Verb.REPLY,
    MessageValue,
    lambda acting, about: giving.by_native(acting.desk, message_id=about.message_id, by=acting.by),
)
