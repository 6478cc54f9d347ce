"""Sentences in the thread about an answer in the making: taken over, or its note changed."""

from collections.abc import Callable

from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import CaseValue, RefusedReplyValue
from bot.slack.views import parts
from bot.slack.views.models import EventShown
from bot.slack.views.parts import Block


def _taken_over(shown: EventShown) -> str:
    before = shown.details.get("taken_from")
    return say(
        "{who} writes the answer instead of {before}, whose words are kept as a draft.",
        who=shown.actor,
        before=f"<@{before}>" if before else say("a colleague"),
    )


def _used_note_changed(shown: EventShown) -> str:
    who = shown.actor if shown.slack_user_id else say("Somebody")
    did = _DID[bool(shown.details.get("deleted"))](who)
    if shown.details.get("public"):
        asked = say("It is already public, and stays as it was sent. Delete it there?")
    else:
        asked = say("The answer is on its way as it was sent; *Undo* works as long as it is shown.")
    return f"🟠 {did} {asked}"


def _not_resolved(shown: EventShown) -> str:
    return say(
        "🟠 {who}, {case} stays open: the customer wrote again before your answer was there.",
        who=shown.pinged,
        case=case_reference(shown.case_id),
    )


_DID: dict[bool, Callable[[str], str]] = {
    True: lambda who: say("A message of {who} that was used as an answer was deleted.", who=who),
    False: lambda who: say("{who} changed a message that was used as an answer.", who=who),
}

SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "reply_taken_over": _taken_over,
    "used_note_changed": _used_note_changed,
    "not_resolved": _not_resolved,
}


def after_reply(shown: EventShown) -> list[Block]:
    """What can be done about an answer that was refused, or whose note was changed."""
    if shown.template == "reply_refused" and shown.reply_id:
        again = parts.button(
            say("Try again as a new answer…"),
            action_id="reply_again",
            value=str(RefusedReplyValue(shown.case_id, shown.reply_id)),
        )
        return [parts.actions(f"again-{shown.reply_id}", [again])]
    if shown.template == "used_note_changed" and shown.details.get("public"):
        remove = parts.button(
            say("Delete it there…"),
            action_id="remove_used_answer",
            value=str(CaseValue(shown.case_id)),
            style="danger",
        )
        return [parts.actions(f"remove-{shown.reply_id}", [remove])]
    return []
