"""In the answer form of a case that a colleague has: a lead takes the case over, anybody else asks for it."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import permissions
from bot.desk.ownership import asking, handoffs
from bot.domain.rules.role_rules import Verb
from bot.slack.views.answers.reply_begun import ASK_FOR_CASE, TAKE_CASE
from bot.slack.views.parts import Block
from handlers.slack.answers.form_buttons import listen_in_form
from handlers.slack.answers.reply_drafts import Typed, anew, save
from handlers.slack.door.acting import Acting


def register(bolt: Bolt, app: App) -> None:
    """Two buttons of one form; what was typed is kept."""
    listen_in_form(bolt, app, {TAKE_CASE: _take, ASK_FOR_CASE: _ask})


def _take(acting: Acting, typed: Typed) -> Block:
    save(acting, typed)
    permissions.allow(acting.desk, verb=Verb.HAND_OVER, roles=acting.roles)
    handoffs.to_person(
        acting.desk,
        case_id=typed.key.case_id,
        to=acting.slack_user_id,
        note="",
        by=acting.by,
        roles=acting.roles,
    )
    return anew(acting, typed, text=typed.text)


def _ask(acting: Acting, typed: Typed) -> Block:
    save(acting, typed)
    asking.ask_for(acting.desk, case_id=typed.key.case_id, by=acting.by)
    return anew(acting, typed, text=typed.text, is_asked=True)
