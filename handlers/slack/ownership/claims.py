"""Claim, a button, and release, in the menu. Of two people at once one wins, the other is told who and when."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.ownership import claims
from bot.desk.threads import quotes
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from handlers.slack.door.acting import Acting, act
from handlers.slack.door.home_tab import home_place_of, show_home_again
from handlers.slack.door.presses import press_of
from handlers.slack.door.verb_rows import AtOnce


def register(bolt: Bolt, app: App) -> None:
    """The button, on headlines and in the Home tab, where the claimed case then moves up."""

    @bolt.action("claim")
    def claim(ack: Ack, body: dict[str, Any]) -> None:
        claim_pressed(app, body)
        ack()


def claim_pressed(app: App, body: dict[str, Any], *, listed: bool = False) -> None:
    """Claim the case of the pressed button, and draw the Home tab anew where it stands there; ``listed``:
    the alerts and digests that name the case."""
    press = press_of(app, body, CaseValue)

    def do(acting: Acting) -> None:
        case = claims.claim(
            acting.desk,
            case_id=press.about.case_id,
            by=acting.by,
            slack_user_id=acting.slack_user_id,
        )
        if listed:
            quotes.requote(acting.desk, case=case)

    act(app, verb=Verb.CLAIM, person=press.person, key=press.key, do=do)
    if not press.place.slack_channel:
        show_home_again(app, press.person, place=home_place_of(body))


RELEASE = AtOnce(
    Verb.RELEASE,
    CaseValue,
    lambda acting, about: claims.release(
        acting.desk, case_id=about.case_id, by=acting.by, roles=acting.roles
    ),
)
