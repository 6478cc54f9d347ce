"""Sentences in the thread about an answer in the making: taken over, or its note changed."""

from collections.abc import Callable

from bot.domain.text.references import case_reference
from bot.language import say, say_stored
from bot.slack.api.values import CaseValue, DeliveryValue, RefusedReplyValue
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


def posts_out(shown: EventShown) -> str:
    """How much of an answer in several posts is published."""
    return say(
        "✅ {out} of {posts} posts of the answer by {who} are published from *{account}* on {channel}.",
        out=shown.posts_out,
        posts=shown.details.get("posts", 0),
        who=shown.actor,
        account=parts.safe(shown.account_name),
        channel=parts.safe(shown.channel_title),
    )


def _rest_held(shown: EventShown) -> str:
    told = {
        "part": shown.details.get("count", 0),
        "posts": shown.details.get("posts", 0),
        "channel": parts.safe(shown.channel_title),
    }
    if shown.details.get("deleted"):
        held = say(
            "🟠 Post {part} of {posts} of the answer is not published: the answer is being deleted on "
            "{channel}, or a post before it was.",
            **told,
        )
    elif shown.details.get("ended"):
        return say(
            "🟠 {who}, post {part} of {posts} of your answer is not published: {case} was ended before. "
            "Reopen it to send the rest.",
            who=shown.pinged,
            case=case_reference(shown.case_id),
            part=told["part"],
            posts=told["posts"],
        )
    elif shown.details.get("dropped"):
        held = say(
            "{who} dropped post {part} of {posts} of an answer. The posts before it stay on {channel}, "
            "and the rest waits.",
            who=shown.actor,
            **told,
        )
    else:
        held = say(
            "🔴 {who}, {channel} did not take post {part} of {posts} of your answer. The posts before it "
            "stay there, and the rest waits for you. {why}",
            who=shown.pinged,
            why=parts.safe(say_stored(shown.explanation), 500),
            **told,
        )
    stays = say("{case} stays open.", case=case_reference(shown.case_id))
    return f"{held.rstrip()} {stays}" if shown.resolves else held.rstrip()


def _rest_sent(shown: EventShown) -> str:
    return say("{who} sent the rest of the answer.", who=shown.actor)


_DID: dict[bool, Callable[[str], str]] = {
    True: lambda who: say("A message of {who} that was used as an answer was deleted.", who=who),
    False: lambda who: say("{who} changed a message that was used as an answer.", who=who),
}

SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "reply_taken_over": _taken_over,
    "used_note_changed": _used_note_changed,
    "not_resolved": _not_resolved,
    "reply_rest_held": _rest_held,
    "reply_rest_sent": _rest_sent,
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
    if shown.template == "reply_rest_held" and not shown.outcome_known:
        return [parts.actions(f"rest-{shown.delivery_id}", _about_the_rest(shown))]
    if shown.template == "used_note_changed" and shown.details.get("public"):
        remove = parts.button(
            say("Delete it there…"),
            action_id="remove_used_answer",
            value=str(CaseValue(shown.case_id)),
            style="danger",
        )
        return [parts.actions(f"remove-{shown.reply_id}", [remove])]
    return []


def _about_the_rest(shown: EventShown) -> list[Block]:
    same_words_again_help = shown.details.get("code") != "duplicate"
    anew = parts.button(
        say("Write the rest anew…"),
        action_id="reply_again",
        value=str(RefusedReplyValue(shown.case_id, shown.reply_id)),
        style="" if same_words_again_help else "primary",
    )
    if shown.details.get("deleted"):
        return [anew]
    return [
        parts.button(
            say("Send the rest"),
            action_id="rest_send",
            value=str(DeliveryValue(shown.delivery_id)),
            style="primary" if same_words_again_help else "",
        ),
        anew,
        parts.button(
            say("Delete what is there…"),
            action_id="remove_used_answer",
            value=str(CaseValue(shown.case_id)),
            style="danger",
        ),
    ]
