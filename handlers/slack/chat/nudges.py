"""*Remind the customer…*, *Tell them an answer waits…* and *Post the closing line…*."""

from dataclasses import replace

from bot.desk.chat import nudges
from bot.domain.records.case import Surface
from bot.domain.records.chat import Nudge
from bot.domain.rules.role_rules import Verb
from bot.slack.views.chat.nudge_form import FORMS, nudge_form
from bot.slack.views.models import NudgeShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, CaseForm


def _row(what: Nudge) -> CaseForm:
    def form(asked: Asked) -> Block:
        desk = asked.acting.desk
        found = nudges.prepare(desk, case_id=asked.case.number, what=what)
        shown = NudgeShown(
            what=what,
            text=found.preview.text,
            is_public=found.is_public,
            costs_link=found.preview.has_priced_link,
            undo_s=desk.undo.total_seconds(),
        )
        key = replace(asked.key, surface=found.preview.surface.value, text=found.preview.text)
        return nudge_form(asked.shown, shown, key=key)

    def send(acting: Acting, sent: Sent) -> None:
        key = sent.key
        nudges.send(
            acting.desk,
            case_id=key.case_id,
            what=what,
            surface=Surface(key.surface),
            text=key.text,
            by=acting.by,
            roles=acting.roles,
            request_key=key.request_key,
        )

    return CaseForm(Verb.CHAT, draw=form, sends={FORMS[what]: send})


REMIND, TELL, CLOSE = (
    _row(what) for what in (Nudge.REMINDER, Nudge.ANSWER_WAITS, Nudge.CLOSING_LINE)
)
