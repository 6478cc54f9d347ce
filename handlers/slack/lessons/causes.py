"""``/case causes``: the page of root causes, whose they are and how far; answers about rules that hurt."""

import uuid
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.lessons import causes, rule_remarks
from bot.desk.lessons.causes import CauseStands, Step
from bot.domain.lessons.cause_step import CauseState
from bot.domain.lessons.rule_remark import RuleAnswer, RuleRemark
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.slack.api.names import Names
from bot.slack.api.values import UnreadableValue
from bot.slack.shown.surges import why_refused
from bot.slack.shown.voice import rule_shown
from bot.slack.views.lessons.causes_page import (
    ANSWER_RULE,
    CAUSE_STEP_FORM,
    CHANGE_CAUSE,
    CauseKey,
    CauseShown,
    cause_step_form,
    causes_page,
)
from bot.slack.views.lessons.rule_form import RULE_ANSWER_FORM, RuleKey, rule_answer_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, Person, act, look
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import look_and_open, open_form
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import Sent, pressed_value, sent_form, whole_number


def register(bolt: Bolt, app: App) -> None:
    """The buttons of the page, and their two forms."""

    @bolt.action(CHANGE_CAUSE)
    def change_asked(ack: Ack, body: dict[str, Any]) -> None:
        see = partial(_step_form, cause=pressed_value(body))
        look_and_open(app, body, verb=Verb.EDIT_CAUSES, see=see)
        ack()

    @bolt.action(ANSWER_RULE)
    def answer_asked(ack: Ack, body: dict[str, Any]) -> None:
        see = partial(
            _answer_form, remark_id=whole_number(pressed_value(body)), names=names_with_links(app)
        )
        look_and_open(app, body, verb=Verb.EDIT_CAUSES, see=see)
        ack()

    @bolt.view(CAUSE_STEP_FORM)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = CauseKey.read(sent.metadata)
        _done(app, ack, sent, key.request_key, lambda acting: _change(acting, sent, key.cause))

    @bolt.view(RULE_ANSWER_FORM)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = RuleKey.read(sent.metadata)
        _done(app, ack, sent, key.request_key, lambda acting: _answer(acting, sent, key.remark_id))


def open_causes(app: App, person: Person, *, trigger_id: str) -> None:
    """Show the page. Raises NotAllowed, FormDidNotOpen, FormMayBeOpen."""
    see = partial(_page, names=names_with_links(app))
    view = look(app, verb=Verb.LOOK, person=person, see=see)
    open_form(app.slack, trigger_id=trigger_id, view=view)


def _done(app: App, ack: Ack, sent: Sent, key: str, do: Any) -> None:
    """What the form does, once; a wrong field is told at that field."""
    try:
        act(app, verb=Verb.EDIT_CAUSES, person=sent.person, key=f"form:{key}", do=do)
    except AtField as wrong:
        ack(response_action="errors", errors=wrong.errors)
        return
    ack(response_action="clear")


def _page(acting: Acting, *, names: Names) -> Block:
    desk, rules = acting.desk, acting.desk.rules
    remarks = [
        rule_shown(session=desk.session, remark=each, names=names)
        for each in rule_remarks.waiting(desk)
    ]
    return causes_page(
        [_shown(one) for one in causes.stands(desk)],
        remarks,
        may_edit=rules.may(Verb.EDIT_CAUSES, acting.roles),
        may_tell=rules.may(Verb.ANSWER_MANY, acting.roles),
    )


def _shown(one: CauseStands) -> CauseShown:
    step = one.step
    if step is None:
        return CauseShown(one.cause, one.title, one.cases)
    return CauseShown(
        name=one.cause,
        title=one.title,
        cases=one.cases,
        state=step.state,
        owner=step.owner,
        due_on=step.due_on,
        since=step.said_at,
        remark=step.remark,
        to_tell=one.to_tell,
        refused=[(case_reference(case_id), why_refused(reason)) for case_id, reason in one.refused],
    )


def _step_form(acting: Acting, *, cause: str) -> Block:
    step = causes.of(acting.desk, cause=cause)
    title = acting.desk.rules.complaints.cause_said(cause)
    shown = _shown(CauseStands(cause, title, 0, step))
    return cause_step_form(shown, key=CauseKey(cause, str(uuid.uuid4())))


def _change(acting: Acting, sent: Sent, cause: str) -> None:
    step = Step(
        state=sent.choice("state", CauseState),
        owner=sent.text("owner"),
        due_on=_day(sent.text("due_on")),
        remark=sent.text("remark"),
    )
    with told_at("due_on", causes.DayIsOver):
        causes.change(acting.desk, cause=cause, step=step, by=acting.by)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise UnreadableValue from error


def _answer_form(acting: Acting, *, remark_id: int, names: Names) -> Block:
    remark = acting.desk.session.get(RuleRemark, remark_id)
    if remark is None:
        raise rule_remarks.NoSuchRemark
    shown = rule_shown(session=acting.desk.session, remark=remark, names=names)
    return rule_answer_form(shown, key=RuleKey(remark_id, str(uuid.uuid4())))


def _answer(acting: Acting, sent: Sent, remark_id: int) -> None:
    with told_at("why", rule_remarks.NothingSaid):
        rule_remarks.answer(
            acting.desk,
            remark_id=remark_id,
            what=sent.choice("answer", RuleAnswer),
            text=sent.text("why"),
            by=acting.by,
        )
