"""The three buttons under "is this answer there?". A person decides, and is written down."""

import json
import re
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.answers import doubts
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.outbox.answer import Decision
from bot.slack.api.values import DeliveryValue, UnreadableValue
from bot.slack.views.answers.doubts import THERE_FORM, there_form
from handlers.slack.door.acting import Acting, Person, act, look
from handlers.slack.door.opening import open_form
from handlers.slack.door.presses import press_of, sent_form

_ADDRESS = re.compile(r"https?://\S+")


def register(bolt: Bolt, app: App) -> None:
    """Three buttons and a form."""

    @bolt.action("doubt_there")
    def there(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body, DeliveryValue)
        look(app, verb=Verb.SETTLE_DOUBT, person=press.person, see=lambda _: None)
        metadata = json.dumps({"v": 1, "delivery": press.about.delivery_id})
        view = there_form(metadata=metadata)
        open_form(app.slack, trigger_id=press.trigger_id, view=view)
        ack()

    @bolt.view(THERE_FORM)
    def there_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        link = sent.values.get("link", "").strip()
        if not _ADDRESS.fullmatch(link):
            wrong = say("Please paste the whole address, beginning with https://.")
            ack(response_action="errors", errors={"link": wrong})
            return
        delivery = _delivery(sent.metadata)
        key = f"form:{sent.view_id}"
        try:
            _settle(app, sent.person, delivery, "it_is_there", key=key, link=link)
        except doubts.CannotSettle as error:
            ack(response_action="errors", errors={"link": str(error)})
            return
        ack(response_action="clear")

    @bolt.action("doubt_send")
    def send(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body, DeliveryValue)
        _settle(app, press.person, press.about.delivery_id, "send_again", key=press.key)
        ack()

    @bolt.action("doubt_drop")
    def drop(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body, DeliveryValue)
        _settle(app, press.person, press.about.delivery_id, "drop", key=press.key)
        ack()


def _settle(
    app: App, person: Person, delivery_id: int, decision: Decision, *, key: str, link: str = ""
) -> None:
    def do(acting: Acting) -> None:
        doubts.settle(
            acting.desk, delivery_id=delivery_id, decision=decision, by=acting.by, link=link
        )

    act(app, verb=Verb.SETTLE_DOUBT, person=person, key=key, do=do)


def _delivery(metadata: str) -> int:
    try:
        return int(json.loads(metadata)["delivery"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableValue from error
