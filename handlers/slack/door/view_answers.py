"""Forms whose sending is answered with another form, that shows what was asked for."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.domain.rules.role_rules import Verb
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act
from handlers.slack.door.presses import Sent, sent_form


def answer_with_view(
    bolt: Bolt, app: App, form: str, *, verb: Verb, draw: Callable[[Acting, Sent], Block]
) -> None:
    """Register this form: what ``draw`` returns takes its place. Once, also where Slack sends it twice."""

    @bolt.view(form)
    def sent_back(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        view = act(
            app,
            verb=verb,
            person=sent.person,
            key=f"form:{sent.key.request_key}",
            do=lambda acting: draw(acting, sent),
        )
        if view is None:  # Slack sent it twice: the first answer shows it
            ack()
        else:
            ack(response_action="update", view=view)
