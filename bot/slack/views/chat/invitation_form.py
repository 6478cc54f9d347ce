"""*Move to secure chat…*: the exact text, and who reads it. Nothing of it can be typed."""

from bot.domain.text.moments import span
from bot.language import say, say_count
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown, InvitationShown
from bot.slack.views.parts import Block

INVITATION_FORM = "chat_invitation"


def invitation_form(case: CaseShown, invitation: InvitationShown, *, key: FormKey) -> Block:
    """``key`` carries the text and the surface back, so that what was shown is what goes."""
    return parts.modal(
        callback_id=INVITATION_FORM,
        title=say("Move to secure chat"),
        submit=say("Send"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(
                rich.words(parts.clip(case.author, 90), bold=True),
                rich.words(f" · {case.channel_title}"),
            ),
            parts.section(exactly(case, is_public=invitation.is_public)),
            rich.exact(invitation.text),
            parts.context(*_notes(case, invitation)),
        ],
    )


def exactly(case: CaseShown, *, is_public: bool) -> str:
    """Who reads what follows, and as whose words."""
    told = {"account": parts.safe(case.account_name), "channel": parts.safe(case.channel_title)}
    if is_public:
        return say(
            "*Exactly this* will be published by *{account}* on {channel}, for everybody to read:",
            **told,
        )
    return say(
        "*Exactly this* will be sent by *{account}* on {channel}, to the customer alone:", **told
    )


def _notes(case: CaseShown, invitation: InvitationShown) -> list[str]:
    notes = [
        say(
            "The end of the link is made when it is sent, and nobody here sees it. It is good for "
            "{span}.",
            span=span(invitation.lasts),
        )
    ]
    if invitation.is_public:
        notes.append(
            say(
                "No private way to the customer is open. Everybody can read the link, and it alone "
                "lets nobody in: its page first asks for a proof of who they are."
            )
        )
    notes += cost(case, costs_link=invitation.costs_link)
    notes.append(say("It stops no clock: to ask them over is no answer yet."))
    return [*notes, *undo(invitation.undo_s)]


def cost(case: CaseShown, *, costs_link: bool) -> list[str]:
    """That the platform asks money for a link, where it does."""
    channel = parts.safe(case.channel_title)
    words = say("Holds a link, which {channel} charges extra for", channel=channel)
    return [words] if costs_link else []


def undo(seconds: float) -> list[str]:
    """For how long it can be undone, where it can."""
    words = say_count(
        int(seconds),
        "After *Send* you have {count} second to undo it in the thread.",
        "After *Send* you have {count} seconds to undo it in the thread.",
    )
    return [words] if seconds >= 1 else []
