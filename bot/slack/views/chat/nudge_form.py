"""The forms of the nudges: the exact words, and who reads them. Nothing of them can be typed."""

from collections.abc import Callable, Mapping

from bot.domain.records.chat import Nudge
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.chat.invitation_form import cost, exactly, undo
from bot.slack.views.models import CaseShown, NudgeShown
from bot.slack.views.parts import Block

FORMS: Mapping[Nudge, str] = {
    Nudge.REMINDER: "chat_reminder",
    Nudge.ANSWER_WAITS: "chat_answer_waits",
    Nudge.CLOSING_LINE: "chat_closing_line",
}
_TITLES: Mapping[Nudge, Callable[[], str]] = {
    Nudge.REMINDER: lambda: say("Remind the customer"),
    Nudge.ANSWER_WAITS: lambda: say("An answer waits"),
    Nudge.CLOSING_LINE: lambda: say("The closing line"),
}
_ONCE: Mapping[Nudge, Callable[[], str]] = {
    Nudge.REMINDER: lambda: say(
        "It holds the link of the invitation, which is completed when it is sent. One invitation has "
        "one reminder."
    ),
    Nudge.ANSWER_WAITS: lambda: say(
        "Nothing of what was said in the chat stands in it. They are told once until they come back."
    ),
    Nudge.CLOSING_LINE: lambda: say("A case has one closing line."),
}


def nudge_form(case: CaseShown, nudge: NudgeShown, *, key: FormKey) -> Block:
    """``key`` carries the text and the surface back, so that what was shown is what goes."""
    return parts.modal(
        callback_id=FORMS[nudge.what],
        title=_TITLES[nudge.what](),
        submit=say("Send"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(
                rich.words(parts.clip(case.author, 90), bold=True),
                rich.words(f" · {case.channel_title}"),
            ),
            parts.section(exactly(case, is_public=nudge.is_public)),
            rich.exact(nudge.text),
            parts.context(
                _ONCE[nudge.what](),
                *cost(case, costs_link=nudge.costs_link),
                say("It stops no clock."),
                *undo(nudge.undo_s),
            ),
        ],
    )
