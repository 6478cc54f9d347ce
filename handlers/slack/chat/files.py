"""*Open* beside a file that the customer sent: a link for whoever pressed, and for ten minutes."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.chat import file_links
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import MessageValue
from bot.slack.views.chat.files import OPEN_FILE, file_link_blocks, file_link_text
from handlers.slack.door.acting import act
from handlers.slack.door.presses import press_of
from handlers.slack.door.whisper import whisper


def register(bolt: Bolt, app: App) -> None:
    """The button."""

    @bolt.action(OPEN_FILE)
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, MessageValue)
        number = press.about.message_id
        address = act(
            app,
            verb=Verb.OPEN_FILE,
            person=press.person,
            key=press.key,
            do=lambda acting: file_links.for_staff(acting.desk, message_id=number, by=acting.by),
        )
        ack()
        if address is not None:
            whisper(
                app,
                slack_channel=press.place.slack_channel,
                slack_user_id=press.person.slack_user_id,
                text=file_link_text(),
                blocks=file_link_blocks(address),
                thread_ts=press.place.thread,
            )
