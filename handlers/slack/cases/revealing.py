"""*Show what was masked…*: the original of a post for a minute, to whoever may see it and says why.

What is shown is Slack's answer to the sending of the form: it goes into no delivery, no message and no
log. The worker draws the form anew when the minute is over; if every worker is down, that is made up for
when the first is back.
"""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.messages import revealing
from bot.domain.rules.role_rules import Verb
from bot.slack.shown.cases.posts import post_shown
from bot.slack.views.cases.post_choice import Offered
from bot.slack.views.cases.reveal_forms import REVEAL_FORM, reveal_form, revealed_view
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent, whole_number
from handlers.slack.door.verb_rows import Asked, CaseForm, shown_case
from handlers.slack.door.view_answers import answer_with_view


def register(bolt: Bolt, app: App) -> None:
    """The form that asks why; its answer shows it."""
    answer_with_view(bolt, app, REVEAL_FORM, verb=Verb.REVEAL, draw=_reveal)


def _draw(asked: Asked) -> Block:
    posts = revealing.offered(asked.acting.desk, case=asked.case)
    offered = [Offered(post.pk, post_shown(post)) for post in posts]
    return reveal_form(asked.shown, posts=offered, key=asked.key)


def _reveal(acting: Acting, sent: Sent) -> Block:
    with told_at("reason", revealing.ReasonTooShort):
        seen = revealing.reveal(
            acting.desk,
            case_id=sent.case_id,
            message_id=whole_number(sent.text("post")),
            reason=sent.text("reason"),
            view_id=sent.view_id,
            by=acting.by,
        )
    shown = shown_case(acting, sent.case_id)
    return revealed_view(shown, text=seen.text, posted_at=seen.posted_at, until=seen.hide_at)


REVEAL = CaseForm(Verb.REVEAL, draw=_draw, sends={})
