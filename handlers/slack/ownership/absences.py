"""*I am away…* and *I am back*, from the Home tab."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.house.weekly_data import DoesNotFit
from bot.desk.ownership import able, absences, shift_end
from bot.desk.ownership.handoffs import CannotTake
from bot.desk.ownership.several import GivenOn
from bot.desk.threads import home_drawn
from bot.domain.rules.role_rules import Verb
from bot.language import say, say_count
from bot.slack.api.values import UnreadableValue
from bot.slack.views.ownership.away_form import AWAY_FORM, BACK, away_form, read_key
from bot.slack.views.ownership.handover_forms import outcome_view
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, person_of
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.home_tab import show_home
from handlers.slack.door.moments import picked
from handlers.slack.door.opening import look_and_open, redraw
from handlers.slack.door.presses import Sent, sent_form, view_id_of


def register(bolt: Bolt, app: App) -> None:
    """A button, its form, and the button in it."""

    @bolt.action(AWAY_FORM)
    def away(ack: Ack, body: dict[str, Any]) -> None:
        look_and_open(app, body, verb=Verb.AWAY, see=_form)
        ack()

    @bolt.view(AWAY_FORM)
    def sent(ack: Ack, body: dict[str, Any]) -> None:
        form = sent_form(body)
        try:
            key = f"form:{read_key(form.metadata)}"
            done = act(
                app,
                verb=Verb.AWAY,
                person=form.person,
                key=key,
                do=lambda acting: (_do(acting, form),),
            )
        except (ValueError, KeyError) as error:
            raise UnreadableValue from error
        ack(response_action="update", view=outcome_view([_told(done[0] if done else None)]))
        show_home(app, form.person)

    @bolt.action(BACK)
    def back(ack: Ack, body: dict[str, Any]) -> None:
        person = person_of(body)
        key = f"back:{body['actions'][0].get('value', '')}:{person.slack_user_id}"
        act(app, verb=Verb.AWAY, person=person, key=key, do=_back)
        view = outcome_view([say("Welcome back. Alerts come to you again.")])
        redraw(app, view_id=view_id_of(body), view=view)
        ack()


def _form(acting: Acting) -> Block:
    desk = acting.desk
    standing = desk.rules.data.absence(acting.slack_user_id, desk.now)
    holds = shift_end.open_cases_of(desk, slack_user_id=acting.slack_user_id)
    tomorrow = (desk.now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    return away_form(
        holds=len(holds),
        until=standing.until if standing else None,
        key=str(uuid.uuid4()),
        suggested=tomorrow,
        people=able.who_can_take(desk, but=acting.slack_user_id),
    )


def _back(acting: Acting) -> None:
    absences.back(acting.desk, person=acting.slack_user_id, by=acting.by)
    home_drawn.went_stale(acting.desk, slack_user_id=acting.slack_user_id)


def _do(acting: Acting, form: Sent) -> GivenOn | None:
    return absence_entered(acting, form.values, person=acting.slack_user_id)


def absence_entered(acting: Acting, given: Mapping[str, str], *, person: str) -> GivenOn | None:
    """Enter an absence as a form gives it; a wrong field is told at that field. Raises AtField."""
    now = acting.desk.now
    try:
        with told_at("stand_in", CannotTake):
            return absences.away(
                acting.desk,
                person=person,
                start=max(picked(given.get("start", "")) or now, now),
                until=picked(given["until"]) or now,
                stand_in=given.get("stand_in", ""),
                by=acting.by,
            )
    except DoesNotFit as wrong:
        raise AtField({wrong.column: str(wrong)}) from wrong


def _told(done: GivenOn | None) -> str:
    if done is None:
        return say("Noted. Your cases go on when it begins.")
    return say_count(
        len(done.moved),
        "Noted. {count} case went on. Come back with “I am away…” on the Home tab.",
        "Noted. {count} cases went on. Come back with “I am away…” on the Home tab.",
    )
