"""Buttons inside the answer form that do something, and draw it anew with what is typed by then."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.slack.views.parts import Block
from handlers.slack.answers.reply_drafts import Typed, redraw_form, typed_in
from handlers.slack.door.acting import Acting

Do = Callable[[Acting, Typed], Block]


def listen_in_form(bolt: Bolt, app: App, buttons: Mapping[str, Do]) -> None:
    """Let each button do its own."""

    def listener(do: Do) -> Callable[..., None]:
        def pressed(ack: Ack, body: dict[str, Any]) -> None:
            typed = typed_in(body)
            redraw_form(app, typed, lambda acting: do(acting, typed))
            ack()

        return pressed

    for action_id, do in buttons.items():
        bolt.action(action_id)(listener(do))
