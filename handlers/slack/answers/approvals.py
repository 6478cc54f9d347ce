"""Deciding about an answer that waits: at once, with other words, or back to its author with a note."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.answers import approvals, previews, since_asked
from bot.desk.answers.replies import ReplyRefused
from bot.desk.answers.surfaces import to_answer
from bot.desk.desk import DeskError
from bot.domain.records.cases.case import Surface
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.mrkdwn import plain, to_public
from bot.slack.api.values import ReplyValue
from bot.slack.shown.approvals import begun_by_machine
from bot.slack.views import parts
from bot.slack.views.answers.approval_forms import (
    EDIT_FORM,
    RETURN_FORM,
    TEXT_MOST,
    ApprovalKey,
    WaitingShown,
    edit_form,
    return_form,
)
from bot.slack.views.answers.approval_words import EDIT, RETURN
from bot.slack.views.parts import Block
from bot.storage.answers.approvals import asked_before
from handlers.slack.door.acting import Acting, act, look, names
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import look_and_open
from handlers.slack.door.presses import Sent, press_of, sent_form
from handlers.slack.door.verb_rows import AtOnce

DrawForm = Callable[..., Block]


class TooLongToEdit(DeskError):
    """The form's field holds less than the answer."""

    def __init__(self) -> None:
        super().__init__(
            say("This answer is longer than the form can hold. Approve it as it is, or return it.")
        )


def _approve(acting: Acting, about: ReplyValue) -> None:
    approvals.approve(acting.desk, reply_id=about.reply_id, by=acting.by, roles=acting.roles)


APPROVE_AS_IT_IS = AtOnce(Verb.APPROVE, ReplyValue, _approve)


def register(bolt: Bolt, app: App) -> None:
    """Two buttons that open a form each, and the two forms."""
    for action, draw in ((EDIT, edit_form), (RETURN, return_form)):
        bolt.action(action)(_opener(app, draw))

    @bolt.view(EDIT_FORM)
    def edited(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        try:
            _once(app, sent, _approve_changed)
        except approvals.WroteAgain:
            ack(response_action="update", view=_anew(app, sent))
            return
        ack(response_action="clear")

    @bolt.view(RETURN_FORM)
    def returned(ack: Ack, body: dict[str, Any]) -> None:
        _once(app, sent_form(body), _return)
        ack(response_action="clear")


def _opener(app: App, draw: DrawForm) -> Callable[..., None]:
    def opens(ack: Ack, body: dict[str, Any]) -> None:
        about = press_of(app, body, ReplyValue).about
        see = partial(_form, reply_id=about.reply_id, draw=draw)
        look_and_open(app, body, verb=Verb.APPROVE, see=see)
        ack()

    return opens


def _once(app: App, sent: Sent, do: Callable[[Acting, Sent], None]) -> None:
    key = ApprovalKey.read(sent.metadata)
    act(
        app,
        verb=Verb.APPROVE,
        person=sent.person,
        key=f"form:{key.request_key}",
        do=lambda acting: do(acting, sent),
    )


def _anew(app: App, sent: Sent) -> Block:
    """The form as it must be read now, with the words that were typed."""
    reply_id, typed = ApprovalKey.read(sent.metadata).reply_id, sent.text("text")
    see = partial(_form, reply_id=reply_id, draw=edit_form, typed=typed)
    return look(app, verb=Verb.APPROVE, person=sent.person, see=see)


def _form(acting: Acting, *, reply_id: int, draw: DrawForm, typed: str = "") -> Block:
    """Raises what keeps this person from deciding, TooLongToEdit."""
    desk = acting.desk
    case, reply, row = approvals.waiting(desk, reply_id=reply_id, by=acting.by)
    if draw is edit_form and plain(reply.text, TEXT_MOST) != reply.text:
        raise TooLongToEdit
    last = to_answer(desk, case=case, surface=reply.surface).message
    known = names(desk)
    what = "It goes out from *{account}* on {channel}, publicly, for everybody to read."
    if reply.surface == Surface.PRIVATE:
        what = "It goes out from *{account}* on {channel}, to the customer alone."
    machine, percent = begun_by_machine(reply, reply.text)
    returned = asked_before(session=desk.session, wait=row)
    waiting = WaitingShown(
        reference=case_reference(case.number),
        author=row.asked_by,
        reasons=tuple(row.because.split(",")),
        customer=last.text,
        news=since_asked.news(desk, reply=reply, row=row, last=last).sentences,
        text=typed or reply.text,
        asked=row.text,
        returned=returned.text if returned is not None else "",
        goes_to=say(
            what,
            account=parts.safe(known.account(case.channel, case.account)),
            channel=parts.safe(known.title(reply.channel or case.channel)),
        ),
        machine=machine,
        machine_percent=percent,
    )
    seen = previews.state_of(last, last=previews.last_answer(desk, case_id=case.number))
    return draw(waiting, key=ApprovalKey(reply_id, str(uuid.uuid4()), seen))


def _approve_changed(acting: Acting, sent: Sent) -> None:
    """Raises AtField where the words may not go."""
    key, text = ApprovalKey.read(sent.metadata), to_public(sent.text("text"))
    if text.problems:
        raise AtField({"text": "\n".join(text.problems)[:1000]})
    with told_at("text", ReplyRefused, approvals.NeedsAnother):
        approvals.approve(
            acting.desk,
            reply_id=key.reply_id,
            by=acting.by,
            roles=acting.roles,
            text=plain(text.text),
            answered=key.answered,
        )


def _return(acting: Acting, sent: Sent) -> None:
    key = ApprovalKey.read(sent.metadata)
    approvals.give_back(acting.desk, reply_id=key.reply_id, note=sent.text("note"), by=acting.by)
