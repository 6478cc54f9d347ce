"""*Case file…*: a link to all that the record holds of the case, for whoever may have it and says why.

The link is Slack's answer to the sending of the form: it goes into no delivery and no message.
"""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import permissions
from bot.desk.record import case_files, links
from bot.domain.rules.role_rules import Verb
from bot.slack.views.cases.case_file_form import (
    CASE_FILE_FORM,
    ORIGINALS,
    case_file_form,
    case_file_link_view,
)
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, CaseForm, shown_case
from handlers.slack.door.view_answers import answer_with_view


def register(bolt: Bolt, app: App) -> None:
    """The form that asks why; its answer is the link."""
    answer_with_view(bolt, app, CASE_FILE_FORM, verb=Verb.CASE_FILE, draw=_link)


def _draw(asked: Asked) -> Block:
    may = asked.acting.desk.rules.may(Verb.REVEAL, asked.acting.roles)
    return case_file_form(asked.shown, may_see_originals=may, key=asked.key)


def _link(acting: Acting, sent: Sent) -> Block:
    with_originals = ORIGINALS in sent.ticked
    if with_originals:
        permissions.allow(acting.desk, verb=Verb.REVEAL, roles=acting.roles)
    with told_at("reason", case_files.ReasonUnsaid, links.NoAddress):
        address = links.for_staff(
            acting.desk,
            case_id=sent.case_id,
            reason=sent.text("reason"),
            with_originals=with_originals,
            by=acting.by,
        )
    return case_file_link_view(shown_case(acting, sent.case_id), address=address)


CASE_FILE = CaseForm(Verb.CASE_FILE, draw=_draw, sends={})
