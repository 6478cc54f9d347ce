"""*Move to secure chat…* and *Revoke the chat*."""

from dataclasses import replace

from bot.desk.chat import invitations
from bot.domain.records.case import Surface
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from bot.slack.views.chat.invitation_form import INVITATION_FORM, invitation_form
from bot.slack.views.models import InvitationShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm


def _form(asked: Asked) -> Block:
    desk = asked.acting.desk
    found = invitations.prepare(desk, case_id=asked.case.number)
    shown = InvitationShown(
        text=found.preview.text,
        is_public=found.is_public,
        lasts=found.lasts,
        costs_link=found.preview.has_priced_link,
        undo_s=desk.undo.total_seconds(),
    )
    key = replace(asked.key, surface=found.preview.surface.value, text=found.preview.text)
    return invitation_form(asked.shown, shown, key=key)


def _send(acting: Acting, sent: Sent) -> None:
    key = sent.key
    invitations.invite(
        acting.desk,
        case_id=key.case_id,
        surface=Surface(key.surface),
        text=key.text,
        by=acting.by,
        roles=acting.roles,
        request_key=key.request_key,
    )


MOVE_TO_CHAT = CaseForm(Verb.CHAT, draw=_form, sends={INVITATION_FORM: _send}, only_open=True)
REVOKE_CHAT = AtOnce(
    Verb.CHAT,
    CaseValue,
    lambda acting, about: invitations.revoke(acting.desk, case_id=about.case_id, by=acting.by),
)
