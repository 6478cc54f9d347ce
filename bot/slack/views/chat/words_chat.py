"""The sentences of the secure chat in a case's private thread. Never a word of the customer."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.chat import words_login
from bot.slack.views.models import ChatShown, ChatStands, EventShown
from bot.slack.views.parts import Block

TELL, CLOSE = "tell_answer_waits", "closing_line"


def chat_line(chat: ChatShown) -> str:
    """How the chat stands, for the headline; empty where there is none."""
    words = _STANDS.get(chat.stands)
    return words(moment(chat.at)) if words is not None and chat.at is not None else ""


_STANDS: dict[ChatStands, Callable[[str], str]] = {
    ChatStands.ON_ITS_WAY: lambda _when: say(
        "🔐 The invitation into the secure chat is on its way"
    ),
    ChatStands.INVITED: lambda when: say("🔐 Invited into the secure chat {when}", when=when),
    ChatStands.NEVER_CAME: lambda when: say(
        "🔐 Never came into the secure chat; the link ran out {when}", when=when
    ),
    ChatStands.ARRIVED: lambda _when: say("🔐 In the secure chat now; nothing was said there yet"),
    ChatStands.TALKING: lambda _when: say("🔐 In the secure chat now"),
    ChatStands.IDLE: lambda when: say("🔐 Away from the secure chat since {when}", when=when),
    ChatStands.ENDED: lambda when: say("🔐 The secure chat ended {when}", when=when),
    ChatStands.REVOKED: lambda when: say("🔐 The secure chat was revoked {when}", when=when),
}


def _invited(shown: EventShown) -> str:
    told = {"who": shown.actor, "until": _until(shown)}
    if shown.details.get("public"):
        return say(
            "🔐 {who} invites the customer into the secure chat, by a link that everybody can read and "
            "that alone lets nobody in. It is good until {until}.",
            **told,
        )
    return say(
        "🔐 {who} invites the customer into the secure chat, by a link sent in private. It is good "
        "until {until}.",
        **told,
    )


def _until(shown: EventShown) -> str:
    until = shown.details.get("until")
    return moment(datetime.fromisoformat(until)) if until else ""


def _entered(shown: EventShown) -> str:
    if shown.details.get("login"):
        return words_login.entered(shown)
    if shown.details.get("public"):
        entered = say(
            "🔐 The customer is in the secure chat, {when}: entered by public link, with a code sent "
            "from their account.",
            when=moment(shown.at),
        )
        hidden = say("What was said before is not shown to them; say again what they need.")
        return f"{entered} {hidden}" if shown.details.get("hides_earlier") else entered
    return say(
        "🔐 The customer is in the secure chat, {when}: by the link sent to them in private.",
        when=moment(shown.at),
    )


def _ended(shown: EventShown) -> str:
    return say("🔐 The customer ended the secure chat, {when}.", when=moment(shown.at))


def _revoked(shown: EventShown) -> str:
    return say(
        "🔐 {who} revoked the secure chat, {when}. Its link leads nowhere any more.",
        who=shown.actor,
        when=moment(shown.at),
    )


def _code_refused(shown: EventShown) -> str:
    why = _WHY.get(shown.details.get("code", ""))
    came = say(
        "🔐 A code for the secure chat came, and let nobody in, {when}.", when=moment(shown.at)
    )
    return f"{came} {why()}" if why else came


def _crowded(shown: EventShown) -> str:
    return say(
        "🔐 Many browsers opened the public link into the secure chat within an hour, {when}. The "
        "link alone lets none of them in, and the customer's way stays free.",
        when=moment(shown.at),
    )


def _answer_waits(shown: EventShown) -> str:
    when = moment(shown.at)
    if shown.seen_at is not None:
        seen = moment(shown.seen_at)
        return say("🔐 The answer of {when} waited until {seen}.", when=when, seen=seen)
    return say("🔐 The customer has not seen the answer of {when} yet.", when=when)


def _told_by_itself(_shown: EventShown) -> str:
    return say(
        "🔐 Earshot tells the customer that an answer waits, by itself, as your bank decided."
    )


def after_chat(shown: EventShown) -> list[Block]:
    """Under a line of the chat: what can be done about it, while it can."""
    value = str(CaseValue(shown.case_id))
    if shown.template == "chat_answer_waits" and shown.seen_at is None and shown.chat.can_tell:
        tell = say("Tell them an answer waits…")
        return [_one_button(shown, tell, action_id=TELL, value=value)]
    if shown.template in {"chat_ended", "chat_revoked"} and shown.chat.can_close:
        close = say("Post the closing line…")
        return [_one_button(shown, close, action_id=CLOSE, value=value)]
    return []


def _one_button(shown: EventShown, label: str, *, action_id: str, value: str) -> Block:
    button = parts.button(label, action_id=action_id, value=value)
    return parts.actions(f"{shown.template}-{shown.case_id}", [button])


_WHY: dict[str, Callable[[], str]] = {
    "other_account": lambda: say("It came from another account than the customer's."),
    "expired": lambda: say("It was too old. The page gives a new one."),
    "used": lambda: say("It was used before."),
    "unknown": lambda: say("No page of this chat shows it."),
}

SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "chat_invited": _invited,
    "chat_entered": _entered,
    "chat_ended": _ended,
    "chat_revoked": _revoked,
    "chat_code_refused": _code_refused,
    "chat_crowded": _crowded,
    "chat_answer_waits": _answer_waits,
    "chat_told_by_itself": _told_by_itself,
}
