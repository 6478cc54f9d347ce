"""What the private thread says at the end of a secure chat: what the customer thought, or that nobody came."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.models import ChatShown, EventShown
from bot.slack.views.parts import Block

_MOST_STARS = 5


def rating(solved: bool | None, stars: int | None) -> str:
    """``solved · ★★★★☆ (4 of 5)``; empty where the customer said neither."""
    said = {True: say("solved"), False: say("not solved"), None: ""}[solved]
    drawn = ""
    if stars:
        drawn = f"{'★' * stars}{'☆' * (_MOST_STARS - stars)} " + say(
            "({stars} of {most})", stars=stars, most=_MOST_STARS
        )
    return " · ".join(each for each in (said, drawn) if each)


def rated(chat: ChatShown) -> str:
    """What the customer said of the chat, for the headline; empty where they said nothing."""
    told = rating(chat.solved, chat.stars)
    return say("🔐 The customer on the secure chat: {rating}", rating=told) if told else ""


def _rated(shown: EventShown) -> str:
    solved = {"yes": True, "no": False}.get(shown.details.get("solved", ""))
    told = say(
        "🔐 The customer on the secure chat: {rating}",
        rating=rating(solved, shown.details.get("stars")),
    )
    if solved is not False:
        return told
    return " ".join((f"🟠 {told}.", _asks(shown)))


def _asks(shown: EventShown) -> str:
    """What is asked of whoever has the case, the first time they are told."""
    owner = shown.details.get("to_person")
    if shown.details.get("ended"):
        asked = say("The case has ended. Should it be open again?")
    else:
        asked = say("Please look what is missing.")
    return f"<@{owner}> {asked}" if owner else asked


def _never_came(shown: EventShown) -> str:
    until = shown.details.get("until")
    told = say(
        "🟠 The customer never came into the secure chat; its link ran out {when}.",
        when=moment(datetime.fromisoformat(until)) if until else "",
    )
    if shown.details.get("ended"):
        return told
    owner = shown.details.get("to_person")
    if owner:
        asked = say("<@{who}>, invite them again, or answer in another way.", who=owner)
    else:
        asked = say(
            "Nobody has this case: whoever reads this, take it, and invite them again or answer in "
            "another way."
        )
    return f"{told} {asked}"


def _ran_out(shown: EventShown) -> str:
    return say(
        "🔐 The secure chat ended by itself, {when}: the customer wrote nothing there for a day. What was "
        "said is kept.",
        when=moment(shown.at),
    )


def after_end(shown: EventShown) -> list[Block]:
    """Under a rating that asks for it *Reopen*; under *never came* what can be done."""
    value, ended = str(CaseValue(shown.case_id)), bool(shown.details.get("ended"))
    if shown.template == "chat_rated" and shown.details.get("solved") == "no" and ended:
        reopen = parts.button(say("Reopen"), action_id="reopen", value=value)
        return [parts.actions(f"unsolved-{shown.details.get('stars', 0)}", [reopen])]
    if shown.template == "chat_never_came" and not ended:
        again = parts.button(say("Move to secure chat…"), action_id="move_to_chat", value=value)
        reply = parts.button(say("Reply…"), action_id="reply", value=value)
        return [parts.actions("never-came", [again, reply])]
    return []


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "chat_rated": _rated,
    "chat_never_came": _never_came,
    "chat_ran_out": _ran_out,
}
