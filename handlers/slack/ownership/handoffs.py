"""Handing over: one case from the menu, and all of a shift from the Home tab."""

import uuid
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access, private_words
from bot.desk.desk import Desk
from bot.desk.ownership import able, handoffs, several, shift_end
from bot.desk.ownership.several import AsShown, GivenOn
from bot.desk.threads import home_drawn
from bot.domain.records.cases.case import Case, Surface
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.slack.api.names import Names
from bot.slack.api.values import UnreadableValue
from bot.slack.shown.cases.case import case_shown
from bot.slack.views.models import CaseShown
from bot.slack.views.ownership.handover_forms import (
    HAND_OVER_FORM,
    QUEUE,
    SHIFT_FORM,
    ShiftForm,
    hand_over_form,
    outcome_view,
    read_shift,
    shift_form,
)
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, names
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.home_tab import show_home
from handlers.slack.door.opening import look_and_open
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import Sent, sent_form
from handlers.slack.door.standing import last_change
from handlers.slack.door.verb_rows import Asked, CaseForm

_ABOUT_THE_RECEIVER = (handoffs.CannotTake, handoffs.AlreadyTheirs, handoffs.NoSuchTeam)


def register(bolt: Bolt, app: App) -> None:
    """The button of the Home tab, and its form."""

    @bolt.action(SHIFT_FORM)
    def open_shift(ack: Ack, body: dict[str, Any]) -> None:
        links = names_with_links(app)  # may ask Slack, so before the look
        look_and_open(app, body, verb=Verb.HAND_OVER, see=lambda acting: _shift(acting, links))
        ack()

    @bolt.view(SHIFT_FORM)
    def shift_sent(ack: Ack, body: dict[str, Any]) -> None:
        form, key = sent_form(body), _shift_key(sent_form(body))
        done = act(
            app,
            verb=Verb.HAND_OVER,
            person=form.person,
            key=f"form:{key.request_key}",
            do=lambda acting: _do_shift(acting, key, form),
        )
        if done is None:
            ack(response_action="clear")
            return
        ack(response_action="update", view=outcome_view(_told(app, done)))
        show_home(app, form.person)


def _form(asked: Asked) -> Block:
    desk = asked.acting.desk
    teams = desk.rules.routing.teams.items()
    others = [(name, team.title) for name, team in teams if name != asked.case.team]
    shown = _shown(desk, asked.case.number, names(desk))
    first = able.named_for(desk, case=asked.case)
    people = able.who_can_take(desk, but=asked.shown.owner, first=first)
    return hand_over_form(shown, teams=others, people=people, key=asked.key)


def _hand_over(acting: Acting, sent: Sent) -> None:
    to, team = sent.text("to"), sent.text("team")
    if to and team:
        raise AtField({"team": say("Choose a colleague or a team, not both.")})
    if not to and not team:
        raise AtField({"to": say("Choose a colleague or a team.")})
    desk, by, roles = acting.desk, acting.by, acting.roles
    case_id, note = sent.case_id, sent.text("note")
    with told_at("team" if team else "to", *_ABOUT_THE_RECEIVER):
        if team:
            handoffs.to_team(desk, case_id=case_id, team=team, note=note, by=by, roles=roles)
        else:
            handoffs.to_person(desk, case_id=case_id, to=to, note=note, by=by, roles=roles)
    home_drawn.went_stale(desk, slack_user_id=acting.slack_user_id)


HAND_OVER = CaseForm(Verb.HAND_OVER, draw=_form, sends={HAND_OVER_FORM: _hand_over}, only_open=True)


def _shift(acting: Acting, links: Names) -> Block:
    desk = acting.desk
    mine = shift_end.open_cases_of(desk, slack_user_id=acting.slack_user_id)
    now = mine[: several.MOST_AT_ONCE]
    shown = [_shown(desk, case.number, links) for case in now]
    people = able.who_can_take(desk, but=acting.slack_user_id)
    left_out = len(mine) - len(now)
    return shift_form(shown, left_out=left_out, people=people, key=str(uuid.uuid4()))


def _shown(desk: Desk, case_id: int, links: Names) -> CaseShown:
    """The words of a private talk only for whoever may read them."""
    case = desk.session.get(Case, case_id)
    if case is None:
        raise case_access.NoSuchCase(case_id)
    private = private_words.is_private_only(desk, case=case) and private_words.may_see_private(
        desk, case=case, slack_user_id=desk.pressed_by
    )
    surface = Surface.PRIVATE if private else Surface.PUBLIC
    shown = case_shown(session=desk.session, case_id=case_id, names=links, surface=surface)
    if shown is None:
        raise case_access.NoSuchCase(case_id)
    return shown


def _shift_key(form: Sent) -> ShiftForm:
    try:
        return read_shift(form.metadata)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableValue from error


def _do_shift(acting: Acting, key: ShiftForm, form: Sent) -> GivenOn:
    to_queue = form.text("where") == QUEUE
    to = "" if to_queue else form.text("to")
    if not to and not to_queue:
        raise AtField({"to": say("Choose the colleague.")})
    listed = {
        number: AsShown(version=version, note=form.text(f"line-{number}"))
        for number, version in key.versions.items()
    }
    with told_at("to", *_ABOUT_THE_RECEIVER):
        return shift_end.hand_over(
            acting.desk, holder=acting.slack_user_id, listed=listed, to=to, by=acting.by
        )


def _told(app: App, done: GivenOn) -> list[str]:
    return outcome(
        app,
        done,
        kept=say("Not handed over, because they are not yours any more or have ended:"),
        refused=say("These stay with you:"),
    )


def outcome(app: App, done: GivenOn, *, kept: str, refused: str) -> list[str]:
    """What was done, and every case with which it was not as listed. ``kept``, ``refused``: what is said
    above those that were not there any more, and those that the receiver cannot have."""
    said = [
        say_count(len(done.moved), "{count} case is handed over.", "{count} cases are handed over.")
    ]
    changed = say("Handed over, but changed since you opened the form:")
    for numbers, words in ((done.changed, changed), (done.kept, kept)):
        if numbers:
            lines = [
                f"• *{case_reference(n)}*  {last_change(app, case_id=n)}" for n in numbers[:40]
            ]
            said.append("\n".join([words, *lines]))
    if done.refused:
        lines = [f"• {sentence}" for sentence in list(done.refused.values())[:40]]
        said.append("\n".join([refused, *lines]))
    return said
