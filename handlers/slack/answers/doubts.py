"""The three buttons under "is this answer there?", and the one that sends the rest of an answer in several posts.

A person decides, and is written down.
"""

import json
import re
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.answers import doubts, rest
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.outbox.answer import Decision
from bot.slack.api.values import DeliveryValue, UnreadableValue
from bot.slack.views.answers.doubts import THERE_FORM, there_form
from handlers.slack.door.acting import Acting, act, look
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import open_form
from handlers.slack.door.presses import press_of, sent_form, whole_number
from handlers.slack.door.verb_rows import AtOnce

_ADDRESS = re.compile(r"https?://\S+")


def register(bolt: Bolt, app: App) -> None:
    """The button that asks for the address, and its form."""

    @bolt.action("doubt_there")
    def there(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, DeliveryValue)
        look(app, verb=Verb.SETTLE_DOUBT, person=press.person, see=lambda _: None)
        metadata = json.dumps({"v": 1, "delivery": press.about.delivery_id})
        view = there_form(metadata=metadata)
        open_form(app.slack, trigger_id=press.trigger_id, view=view)
        ack()

    @bolt.view(THERE_FORM)
    def there_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        link = sent.text("link").strip()
        if not _ADDRESS.fullmatch(link):
            wrong = say("Please paste the whole address, beginning with https://.")
            raise AtField({"link": wrong})
        delivery = _delivery(sent.metadata)
        with told_at("link", doubts.CannotSettle):
            act(
                app,
                verb=Verb.SETTLE_DOUBT,
                person=sent.person,
                key=f"form:{sent.view_id}",
                do=lambda acting: _settle(acting, delivery, "it_is_there", link=link),
            )
        ack(response_action="clear")


def _settle(acting: Acting, delivery_id: int, decision: Decision, *, link: str = "") -> None:
    doubts.settle(acting.desk, delivery_id=delivery_id, decision=decision, by=acting.by, link=link)


SEND_AGAIN = AtOnce(
    Verb.SETTLE_DOUBT,
    DeliveryValue,
    lambda acting, about: _settle(acting, about.delivery_id, "send_again"),
)
SEND_REST = AtOnce(
    Verb.REPLY,
    DeliveryValue,
    lambda acting, about: rest.send(
        acting.desk, delivery_id=about.delivery_id, by=acting.by, roles=acting.roles
    ),
)
DROP = AtOnce(
    Verb.SETTLE_DOUBT,
    DeliveryValue,
    lambda acting, about: _settle(acting, about.delivery_id, "drop"),
)


def _delivery(metadata: str) -> int:
    try:
        return whole_number(str(json.loads(metadata)["delivery"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableValue from error
