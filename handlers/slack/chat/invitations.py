"""*Move to secure chat…* and *Revoke the chat*; *Remind the customer…*, *Tell them an answer waits…* and *Post
the closing line…*."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.desk.chat import invitations, nudges
from bot.domain.records.cases.case import Surface
from bot.domain.records.chat import Nudge
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from bot.slack.views.chat.exact_form import (
    INVITATION,
    NUDGES,
    ChatWordsShown,
    ExactForm,
    exact_form,
)
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm


def _row(
    form: ExactForm,
    *,
    prepare: Callable[..., invitations.Prepared | nudges.Prepared],
    send: Callable[..., object],
    only_open: bool = False,
) -> CaseForm:
    """``prepare`` says what would be sent now, and ``send`` queues what the form showed."""

    def draw(asked: Asked) -> Block:
        desk = asked.acting.desk
        found = prepare(desk, case_id=asked.case.number)
        seen = found.preview
        shown = ChatWordsShown(
            text=seen.text,
            is_public=found.is_public,
            lasts=desk.rules.chat.lasts,
            costs_link=seen.has_priced_link,
            undo_s=desk.undo.total_seconds(),
        )
        key = replace(asked.key, surface=seen.surface.value, text=seen.text)
        return exact_form(form, asked.shown, shown, key=key)

    def sent_back(acting: Acting, sent: Sent) -> None:
        key = sent.key
        send(
            acting.desk,
            case_id=key.case_id,
            surface=Surface(key.surface),
            text=key.text,
            by=acting.by,
            roles=acting.roles,
            request_key=key.request_key,
        )

    return CaseForm(Verb.CHAT, draw=draw, sends={form.callback_id: sent_back}, only_open=only_open)


def _nudge(what: Nudge) -> CaseForm:
    prepare, send = partial(nudges.prepare, what=what), partial(nudges.send, what=what)
    return _row(NUDGES[what], prepare=prepare, send=send)


MOVE_TO_CHAT = _row(
    INVITATION, prepare=invitations.prepare, send=invitations.invite, only_open=True
)
REMIND, TELL, CLOSE = map(_nudge, (Nudge.REMINDER, Nudge.ANSWER_WAITS, Nudge.CLOSING_LINE))
REVOKE_CHAT = AtOnce(
    Verb.CHAT,
    CaseValue,
    lambda acting, about: invitations.revoke(acting.desk, case_id=about.case_id, by=acting.by),
)
